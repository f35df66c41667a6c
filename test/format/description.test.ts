import { readFileSync } from 'node:fs';
import { DESCRIPTION, parse, serialize } from '../../src/format/index.ts';
import type { Description } from '../../src/format/index.ts';
import { tables } from '../../scripts/format/tables.mjs';
import { typesOf } from '../../scripts/format/types.mjs';

const payload = {
  format: 'attention',
  version: 1,
  tokens: ['a', 'b'],
  key_tokens: ['c', 'd', 'e']
};
const gain = [
  [1, 2, 3],
  [4, 5, 6]
];

/** The description with one more array in it: all that reading and writing it takes. */
const MORE = {
  ...DESCRIPTION,
  properties: {
    ...DESCRIPTION.properties,
    score_gain: {
      description: 'what scores are multiplied by, one by one',
      shape: ['n', 'm'],
      $ref: '#/$defs/numbers'
    }
  }
} as Description;

/** The same with what only people read: of this tables and types are made. */
const TOLD = JSON.parse(readFileSync('src/format/description.json', 'utf8')) as Description;
const MORE_TOLD = {
  ...TOLD,
  properties: { ...TOLD.properties, score_gain: MORE.properties.score_gain }
};

const problemsOf = (value: unknown) =>
  parse({ ...payload, score_gain: value }, MORE).problems.map(({ path, message }) => [
    path,
    message
  ]);

test('a new array is one entry of the description: it is read, checked and written', () => {
  const { spec, problems, warnings } = parse({ ...payload, score_gain: gain }, MORE);
  expect({ problems, warnings }).toEqual({ problems: [], warnings: [] });
  expect(spec).toMatchObject({ scoreGain: gain });
  expect(serialize(spec!, MORE)).toEqual({ ...payload, score_gain: gain });
  expect(problemsOf([[1, 2, 3]])).toEqual([
    ['$.score_gain', 'Found 1 row; wanted 2, one for each token.']
  ]);
  expect(problemsOf([gain])).toEqual([
    ['$.score_gain', 'Found the shape [1, 2, 3]; wanted [n, m]: take one of the batch.']
  ]);
  expect(problemsOf([[1, 2], [3]])).toEqual([
    ['$.score_gain[1]', 'This row has 1 entry; wanted 2, as in the first row.']
  ]);
});

test('a new array comes as bytes, and goes out as it came, with what is said beside it', () => {
  const data = Buffer.from(Float32Array.from(gain.flat()).buffer).toString('base64');
  const packed = { dtype: 'float32', shape: [2, 3], data, unit: 'one' };
  const { spec } = parse({ ...payload, score_gain: packed }, MORE);
  expect(serialize(spec!, MORE)).toEqual({ ...payload, score_gain: packed });
});

test('arrays of one and of three axes are read by their shape alone', () => {
  const cube = [gain, gain];
  const of = (shape: string[]) =>
    ({
      ...MORE,
      properties: { ...MORE.properties, score_gain: { shape, $ref: '#/$defs/numbers' } }
    }) as Description;
  for (const [shape, value] of [
    [['m'], [1, 2, 3]],
    [['n', 'n', 'm'], cube]
  ] as const) {
    const description = of([...shape]);
    const { spec, problems } = parse({ ...payload, score_gain: value }, description);
    expect(problems).toEqual([]);
    expect(serialize(spec!, description)).toMatchObject({ score_gain: value });
  }
  expect(parse({ ...payload, score_gain: [1, 2] }, of(['m'])).problems).toMatchObject([
    { path: '$.score_gain', message: 'Found 2 entries; wanted 3, one for each key.' }
  ]);
});

test('a new array has its row in the docs and its place in the types', () => {
  expect(tables(MORE_TOLD).fields).toContain(
    '| `score_gain` | [n, m] what scores are multiplied by, one by one |'
  );
  expect(typesOf(MORE_TOLD)).toContain('readonly scoreGain?: Matrix;');
});

test('what reads and writes fields names none of them', () => {
  const readers = [
    ...['read', 'arrays', 'rows', 'packed', 'fields', 'shapes', 'serialize', 'write'].map(
      name => `src/format/${name}.ts`
    ),
    ...['read', 'read_arrays', 'fields', 'axes', 'unknown'].map(
      name => `jupyterlab_attention/_${name}.py`
    )
  ];
  const names = /key_?embeddings|position_?offset|mask_?at|step_?rows|temperature|residual/i;
  const naming = readers.filter(path => names.test(readFileSync(path, 'utf8')));
  expect(naming).toEqual([]);
});
