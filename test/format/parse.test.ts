import fc from 'fast-check';
import { LIMITS, parse, serialize } from '../../src/format/index.ts';
import { open } from '../../src/model/index.ts';

const head = { format: 'attention', version: 1 };
const embeddings = [
  [1, 0],
  [0, 1]
];
const projections = { query: embeddings, key: embeddings, value: embeddings };
const full = { ...head, tokens: ['a', 'b'], embeddings, projections };
const paths = (payload: unknown) => parse(payload).problems.map(problem => problem.path);

test.each<[about: string, payload: unknown, paths: string[]]>([
  ['null', null, ['$']],
  ['a list', [], ['$']],
  ['nothing but an object', {}, ['$.format', '$.version', '$']],
  ['a newer version, not looked into', { ...head, version: 2, tokens: 3 }, ['$.version']],
  ['a version that is text', { ...head, version: '1', sentence: 'a' }, ['$.version']],
  ['neither sentence nor tokens', head, ['$']],
  ['both sentence and tokens', { ...head, sentence: 'a', tokens: ['a'] }, ['$']],
  ['a sentence of punctuation', { ...head, sentence: '…, !' }, ['$.sentence']],
  ['a token that is a number', { ...head, tokens: ['a', 2] }, ['$.tokens[1]']],
  ['no token', { ...head, tokens: [] }, ['$.tokens']],
  ['a ragged row', { ...full, embeddings: [[1, 2], [3]] }, ['$.embeddings[1]']],
  [
    'NaN as text',
    {
      ...full,
      embeddings: [
        [1, 'NaN'],
        [3, 4]
      ]
    },
    ['$.embeddings[0][1]']
  ],
  ['an empty matrix', { ...full, embeddings: [] }, ['$.embeddings']],
  ['too few rows', { ...full, embeddings: [[1, 2]] }, ['$.embeddings']],
  [
    'a missing projection',
    { ...full, projections: { query: embeddings, value: embeddings } },
    ['$.projections.key']
  ],
  [
    'no projections in three dimensions',
    { ...head, tokens: ['a'], embeddings: [[1, 2, 3]] },
    ['$.projections']
  ],
  [
    'heads that do not divide',
    { ...full, n_heads: 3 },
    ['$.projections.query', '$.projections.key', '$.projections.value']
  ],
  ['a mask of another shape', { ...full, mask: [[true]] }, ['$.mask']],
  [
    'a mask of numbers',
    {
      ...full,
      mask: [
        [1, 0],
        [1, 1]
      ]
    },
    ['$.mask[0][0]', '$.mask[0][1]', '$.mask[1][0]', '$.mask[1][1]']
  ],
  [
    'W_O of another shape',
    { ...full, projections: { ...projections, output: [[1, 2]] } },
    ['$.projections.output']
  ],
  [
    'key embeddings without key tokens',
    { ...full, key_embeddings: embeddings },
    ['$.key_embeddings']
  ],
  [
    'problems in several fields',
    { ...full, scale: 'x', n_heads: 0.5, view: { stage: 'all' } },
    ['$.n_heads', '$.scale', '$.view.stage']
  ]
])('%s', (_, payload, wanted) => {
  expect(paths(payload)).toEqual(wanted);
  expect(parse(payload).spec).toBeNull();
});

test('a long field lists ten problems and counts the rest', () => {
  const found = parse({ ...head, tokens: Array(25).fill(0) }).problems;
  expect(found).toHaveLength(LIMITS.problems + 1);
  expect(found[LIMITS.problems]).toMatchObject({
    path: '$.tokens',
    message: expect.stringContaining('15 more')
  });
});

test('a million tokens are refused before they are looked at', () => {
  expect(paths({ ...head, tokens: Array(1_000_000).fill(0) })).toEqual(['$.tokens']);
});

test('unknown fields and a view past the end are warnings, and are kept', () => {
  const payload = { ...full, colour: 'red', view: { query: 9, sort: 1 } };
  const { spec, warnings } = parse(payload);
  expect(warnings.map(warning => warning.path)).toEqual([
    '$.view.sort',
    '$.colour',
    '$.view.query'
  ]);
  expect(serialize(spec!)).toMatchObject({ colour: 'red', view: { query: 9 } });
});

test('hostile tokens are tokens', () => {
  const tokens = [
    '<s>',
    '</script><script>alert(1)</script>',
    '&amp;',
    '__proto__',
    '🦁',
    'שלום',
    ''
  ];
  expect(parse({ ...head, tokens }).spec?.tokens).toEqual(tokens);
  expect(open({ ...head, tokens }).ok).toBe(true);
});

test('a payload that is read and written is the same', () => {
  const payload = {
    ...full,
    n_heads: 2,
    mask: 'causal',
    scale: 0.5,
    view: { query: 1, stage: 'scores' }
  };
  expect(serialize(parse(payload).spec!)).toEqual(payload);
});

test('numbers that overflow are told', () => {
  const outcome = open({
    ...full,
    embeddings: [
      [1e200, 0],
      [0, 1e200]
    ]
  });
  expect(outcome).toMatchObject({
    ok: false,
    problems: [{ path: '$.embeddings', message: expect.stringContaining('heads[0].scores[0][0]') }]
  });
});

test('anything at all is read without a throw, and problems have paths and words', () => {
  const near = fc.record(
    {
      format: fc.constantFrom('attention', 1),
      version: fc.constantFrom(1, 1, 2, null),
      sentence: fc.anything(),
      tokens: fc.oneof(fc.array(fc.string()), fc.anything()),
      embeddings: fc.oneof(fc.array(fc.array(fc.double())), fc.anything()),
      projections: fc.anything(),
      n_heads: fc.anything(),
      mask: fc.anything(),
      view: fc.anything()
    },
    { requiredKeys: [] }
  );
  fc.assert(
    fc.property(fc.oneof(fc.anything(), near), payload => {
      const outcome = open(payload);
      for (const { path, message } of outcome.ok ? [] : outcome.problems) {
        expect(path).toMatch(/^\$/);
        expect(message.length).toBeGreaterThan(10);
      }
    }),
    { numRuns: 500 }
  );
});

test.each([
  [{ mask: { causal: 1 } }, '$.mask.causal', 'Found 1; wanted true or false: write true.'],
  [{ residual: 0 }, '$.residual', 'Found 0; wanted true or false: write false.'],
  [{ view: { precise: 2 } }, '$.view.precise', 'Found 2; wanted true or false.'],
  [{ mask: { padding: [1, 0] } }, '$.mask.padding[0]', '0 and 1 become a mask'],
  [
    { mask: { padding: [[true]] } },
    '$.mask.padding',
    'Found the shape [1, 1]; wanted [m]: take one of the batch.'
  ],
  [
    { key_tokens: [['a', 'b']] },
    '$.key_tokens',
    'Found the shape [1, 2]; wanted [m]: take one of the batch.'
  ],
  [{ scale: -Infinity }, '$.scale', 'Found -Infinity; wanted a finite number.']
])('of %j is told what to write, once', (fields, path, message) => {
  const [problem] = parse({ ...full, ...fields }).problems;
  expect(problem).toMatchObject({ path, message: expect.stringContaining(message) as string });
});
