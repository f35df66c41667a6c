import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { LIMITS, parse, readFence, serialize } from '../../src/format/index.ts';

const head = { format: 'attention', version: 1 };
const RIGHT_TO_LEFT = '\u200f';

test.each<[about: string, body: string, said: object]>([
  ['a sentence', 'Angry lions hunt zebras', { sentence: 'Angry lions hunt zebras' }],
  ['a sentence in two lines', 'Angry lions\n  hunt\n', { sentence: 'Angry lions hunt' }],
  ['a sentence with a colon', 'Note: cats sleep', { sentence: 'Note: cats sleep' }],
  ['one that starts like a name', 'Heads: you win', { sentence: 'Heads: you win' }],
  ['one with a colon later', 'lions hunt: zebras run', { sentence: 'lions hunt: zebras run' }],
  ['one that starts with a bracket', '[MASK] sleeps', { sentence: '[MASK] sleeps' }],
  [
    'a sentence, then names',
    'Note: cats sleep\nmask: causal',
    { sentence: 'Note: cats sleep', mask: 'causal' }
  ],
  ['a text', 'sentence: Cats sleep: quietly', { sentence: 'Cats sleep: quietly' }],
  ['a text that could be a number', 'sentence: 42', { sentence: '42' }],
  ['a text in quotes', 'sentence: "say \\"cats\\""', { sentence: 'say "cats"' }],
  [
    'a text that goes on',
    'sentence: Cats\n  sleep\nscale: 1',
    { sentence: 'Cats sleep', scale: 1 }
  ],
  [
    'numbers, booleans and null',
    'sentence: a\nscale: null\ntemperature: 0.5\nresidual: false\nn_heads: 2',
    { sentence: 'a', scale: null, temperature: 0.5, residual: false, n_heads: 2 }
  ],
  [
    'a text in place of a number that is none',
    'sentence: a\nmask: "causal"',
    { sentence: 'a', mask: 'causal' }
  ],
  ['lists', 'tokens: ["a", "b: c"]', { tokens: ['a', 'b: c'] }],
  [
    'lists over lines',
    'tokens: ["a", "b"]\nembeddings: [\n  [1, 0],\n[0, 1]\n]\nscale: 2',
    { tokens: ['a', 'b'], embeddings: [[1, 0], [0, 1]], scale: 2 } // prettier-ignore
  ],
  [
    'names of the view, with and without it',
    'sentence: a b\nquery: 1\nview.step: scale\nview: {"head": 0}',
    { sentence: 'a b', view: { head: 0, query: 1, step: 'scale' } }
  ],
  ['no space behind the colon', 'sentence:a\nscale:2', { sentence: 'a', scale: 2 }],
  ['a wide colon', 'sentence：猫 睡\nmask：causal', { sentence: '猫 睡', mask: 'causal' }],
  [
    'right to left',
    `${RIGHT_TO_LEFT}sentence: שלום עולם\n${RIGHT_TO_LEFT}mask: causal${RIGHT_TO_LEFT}`,
    { sentence: 'שלום עולם', mask: 'causal' }
  ],
  ['a sentence from right to left with a colon', 'שלום: עולם', { sentence: 'שלום: עולם' }],
  ['CRLF', 'sentence: a\r\nmask: causal\r\n', { sentence: 'a', mask: 'causal' }],
  ['CR alone', 'sentence: a\rmask: causal', { sentence: 'a', mask: 'causal' }],
  ['tabs', '\tsentence:\ta\n\tscale:\t2', { sentence: 'a', scale: 2 }],
  ['empty lines between', '\n\nsentence: a\n\n\nscale: 2\n\n', { sentence: 'a', scale: 2 }],
  ['a mark of the byte order', '\ufeffsentence: a', { sentence: 'a' }],
  ['JSON', ' {"sentence": "a",\n "scale": 2}\n', { sentence: 'a', scale: 2 }],
  ['JSON of a whole payload', JSON.stringify({ ...head, tokens: ['a'] }), { tokens: ['a'] }],
  ['JSON with a field that nobody knows', '{"sentence": "a", "x": 1}', { sentence: 'a', x: 1 }]
])('%s', (_, body, said) => {
  expect(readFence(body)).toEqual({ payload: { ...head, ...said } });
});

test.each<[about: string, body: string, line: number | null, path: string, message: RegExp]>([
  ['nothing', '', null, '$', /^Nothing is in this fence/],
  ['nothing but space', ' \n\t\r\n', null, '$', /^Nothing is in this fence/],
  ['nothing but a mark', '\ufeff', null, '$', /^Nothing is in this fence/],
  ['only a name', 'sentence:', 1, '$.sentence', /^Nothing follows the colon/],
  ['a name half-typed', 'a b\nmask:\n', 2, '$.mask', /^Nothing follows the colon/],
  [
    'a value half-typed',
    'sentence: a\nmask: caus',
    2,
    '$.mask',
    /^Found the text "caus"; wanted null, "causal"/
  ],
  [
    'a list half-typed',
    'sentence: a\nembeddings: [[1, 0],\n  [0',
    3,
    '$.embeddings',
    /found the end; wanted a comma or \]/
  ],
  ['JSON half-typed', '{"sentence": "a"', 1, '$', /found the end; wanted a comma or \}/],
  ['a text of JSON half-typed', '{\n"sentence": "a', 2, '$', /a text that does not end/],
  ['JSON with single quotes', "{'sentence': 1}", 1, '$', /found "'"; wanted a name in double/],
  ['JSON with a comma too many', '{"scale": 1,\n}', 2, '$', /found "}"; wanted a name/],
  ['JSON and more', '{"sentence": "a"}\nmask: causal', 2, '$', /found "mask"; wanted nothing more/],
  [
    'words in a list',
    'sentence: a\nlayers: [query]',
    2,
    '$.view.layers',
    /^This is no JSON: found "query"/
  ],
  ['a name nearly right', 'sentense: a b', 1, '$.sentense', /Did you mean sentence\?/],
  ['a name in capitals', 'sentence: a\nMask: causal', 2, '$.Mask', /Did you mean mask\?/],
  ['a part of names', 'sentence: a\nheads: 2', 2, '$.heads', /Did you mean n_heads,/],
  ['two letters swapped', 'sentence: a\nscael: 2', 2, '$.scael', /Did you mean scale\?/],
  [
    'a name of nobody',
    'sentence: a\ncolour: red',
    2,
    '$.colour',
    /no field of the format\. Where it belongs/
  ],
  [
    'a name that objects have',
    'sentence: a\nconstructor: 1',
    2,
    '$.constructor',
    /no field of the format/
  ],
  [
    'another name that objects have',
    '__proto__: 1\nsentence: a',
    1,
    '$.__proto__',
    /no field of the format/
  ],
  [
    'a line without a name',
    'sentence: a\nand more',
    2,
    '$',
    /^Found the text "and more"; wanted a name and a colon/
  ],
  ['a name twice', 'sentence: a\nscale: 1\nscale: 2', 3, '$.scale', /second time.*in line 2/],
  [
    'a name of the view twice',
    'sentence: a\nquery: 0\nview.query: 0',
    3,
    '$.view.query',
    /second time/
  ],
  ['two sentences', 'a b\nsentence: c', 2, '$.sentence', /second time/],
  ['no sentence', 'mask: causal', null, '$', /^Neither sentence nor tokens/],
  ['no word', '…', null, '$.sentence', /^No word is in this sentence/],
  [
    'a number with a comma',
    'sentence: a\nscale: 0,5',
    2,
    '$.scale',
    /^Found the text "0,5"; wanted a finite number/
  ],
  [
    'a view that is none, and names of it',
    'sentence: a\nview: 3\nquery: 0',
    2,
    '$.view',
    /^Found 3; wanted an object/
  ],
  [
    'an entry that is wrong',
    'sentence: a\nembeddings: [[1, "b"]]',
    2,
    '$.embeddings[0][1]',
    /wanted/
  ],
  ['a payload of another version', 'version: 2\nsentence: a', 1, '$.version', /newer/],
  ['more words than are drawn', 'a '.repeat(LIMITS.tokens + 1), null, '$.sentence', /at most/],
  [
    'JSON too deep',
    `{"sentence": "a", "x": ${'['.repeat(9999)}${']'.repeat(9999)}}`,
    null,
    '$.x',
    /deep/
  ],
  ['too deep, and half-typed', `{"x": ${'['.repeat(99_999)}`, 1, '$', /found the end/]
])('%s is told', (_, body, line, path, message) => {
  const { problems } = readFence(body);
  expect(problems?.[0]).toMatchObject({ line, path, message: expect.stringMatching(message) });
});

test('of a body all that is wrong is told, in the order of its lines', () => {
  const { problems } = readFence('sentence: a\nmasks: causal\nscale:\nwhat else\nscale: 2');
  expect(problems?.map(({ line }) => line)).toEqual([2, 3, 4, 5]);
});

/** Text as it is typed: of pieces that mean something here. */
const PIECES = ['sentence', 'mask', 'query', 'view.', 'causal', ': ', ':', '\n', '\r\n', ' ', '\t'];
const MORE = [
  '{',
  '}',
  '[',
  ']',
  '"',
  ',',
  '1',
  '-',
  '.5',
  'null',
  'true',
  '\\',
  '\\u00',
  'cats',
  'ש'
];
const typed = fc
  .array(fc.constantFrom(...PIECES, ...MORE), { maxLength: 30 })
  .map(pieces => pieces.join(''));

test('any text is a payload that can be drawn, or problems that say why not; nothing throws', () => {
  fc.assert(
    fc.property(fc.oneof(typed, fc.string({ unit: 'binary' }), fc.json()), body => {
      const { payload, problems } = readFence(body);
      expect(payload === undefined).toBe((problems?.length ?? 0) > 0);
      if (payload) {
        expect(parse(payload).problems).toEqual([]);
      }
      const lines = body.split(/\r\n?|\n/).length;
      problems?.forEach(({ line, message }) => {
        expect(line === null || (line >= 1 && line <= lines)).toBe(true);
        expect(message).not.toMatch(/[{](\w+)[}]/);
      });
    }),
    { numRuns: 3000 }
  );
});

test('what a payload says as JSON a fence says too', () => {
  const payload = { ...head, sentence: 'a b', mask: 'causal', view: { query: 1 } };
  const { spec } = parse(payload);
  expect(readFence(JSON.stringify(serialize(spec!), null, 2))).toEqual({ payload });
});

test('what docs/format.md shows of fences is drawn', () => {
  const [, section] = readFileSync('docs/format.md', 'utf8').split('## Markdown fences');
  const bodies = [...section.matchAll(/^```attention\n([^]*?)\n```$/gm)].map(([, body]) => body);
  expect(bodies).toHaveLength(3);
  for (const body of bodies) {
    expect(readFence(body).payload).toMatchObject({ sentence: 'Angry lions hunt zebras' });
  }
});

test('a body of a megabyte is read', () => {
  const long = 'x'.repeat(1_000_000);
  expect(readFence(long).problems?.[0].message).toMatch(/at most/);
  expect(readFence(`{"sentence": "${long}`).problems?.[0].message).toMatch(/does not end/);
  expect(readFence(`{"sentence": ${' '.repeat(1_000_000)}`).problems?.[0].message).toMatch(
    /found the end/
  );
  expect(readFence(`${'a:\n'.repeat(100_000)}mask: causal`).problems?.length).toBeGreaterThan(9);
});
