import { AttentionModel } from '../../src/model/index.ts';
import type { Edit, Ready, Stages } from '../../src/model/index.ts';

const [n, heads, dK] = [3, 2, 2];
const rows = (r: number, c: number, seed: number) =>
  Array.from({ length: r }, (_, i) =>
    Array.from({ length: c }, (_, j) => Math.sin(seed + 3 * i + 7 * j))
  );
const vector = (length: number, seed: number) => rows(1, length, seed)[0];

const COMPUTED = {
  format: 'attention',
  version: 1,
  tokens: ['a', 'b', 'c'],
  embeddings: rows(n, 3, 1),
  projections: {
    query: rows(3, heads * dK, 2),
    key: rows(3, heads * dK, 3),
    value: rows(3, heads * dK, 4),
    output: rows(heads * dK, 3, 5)
  },
  n_heads: heads
};
const RECORDED = {
  format: 'attention',
  version: 1,
  tokens: ['a', 'b', 'c'],
  query: [rows(n, dK, 1), rows(n, dK, 2)],
  key: [rows(n, dK, 3), rows(n, dK, 4)],
  value: [rows(n, dK, 5), rows(n, dK, 6)]
};
const LAYERS = {
  format: 'attention',
  version: 1,
  tokens: ['a', 'b', 'c'],
  layers: [{ name: 'one', query: RECORDED.query, key: RECORDED.key }, { ...layerOf(RECORDED) }],
  view: { layer: 1 }
};

function layerOf({ query, key, value }: typeof RECORDED): object {
  return { name: 'two', query, key, value };
}

const STAGES: readonly (readonly [string, Stages, object])[] = [
  ['a softcap', { softcap: 1.5 }, { softcap: 1.5 }],
  ['sinks', { sinks: [0.5, -1] }, { sinks: [0.5, -1] }],
  ['a bias of scores', { bias: [rows(n, n, 8)] }, { bias: [rows(n, n, 8)] }]
];
const BIASES = { query: vector(heads * dK, 1), output: vector(3, 2) };
const NORMS = {
  query: { weight: vector(dK, 3), eps: 0.01 },
  key: { weight: vector(heads * dK, 4), over: 'all' as const }
};
const ROPE = { rope: { base: 50, pairs: 'neighbours' as const, factor: 1.2 } };
const OF_INPUTS: typeof STAGES = [
  ['biases of projections', { biases: BIASES }, { biases: BIASES }],
  ['norms', { norms: NORMS }, { norms: NORMS }],
  ['a rotation of its own', { positions: ROPE }, { positions: ROPE }]
];

function loaded(payload: object): AttentionModel {
  const model = new AttentionModel();
  model.load(payload);
  expect(model.state).toMatchObject({ status: 'ready' });
  return model;
}
const ready = (model: AttentionModel) => model.state as Ready;
const numbersOf = (model: AttentionModel) =>
  ready(model).trace.heads.map(({ weights, output }) =>
    [...weights, ...output].map(row => [...row])
  );

const CASES = [
  ...[...STAGES, ...OF_INPUTS].map(each => ['computed', COMPUTED, ...each] as const),
  ...STAGES.map(each => ['recorded', RECORDED, ...each] as const)
];

test.each(CASES)('of a %s layer %#: set on the stage it is as if it had been sent', (...of) => {
  const [, payload, , stages, sent] = of;
  const model = loaded(payload);
  const before = numbersOf(model);
  expect(model.edit({ type: 'stages', stages })).toEqual([]);
  const after = numbersOf(model);
  expect(after).not.toEqual(before);
  expect(after).toEqual(numbersOf(loaded({ ...payload, ...sent })));
  expect(model.changes.map(({ field }) => field)).toEqual([Object.keys(stages)[0]]);
  model.undo();
  expect(numbersOf(model)).toEqual(before);
  expect(ready(model).differs).toBe(false);
});

test.each(STAGES)('of the layer of a model that is shown: %s', (_, stages, sent) => {
  const model = loaded(LAYERS);
  model.edit({ type: 'stages', stages });
  const [first, second] = LAYERS.layers;
  const wanted = { ...LAYERS, layers: [first, { ...second, ...sent }] };
  expect(numbersOf(model)).toEqual(numbersOf(loaded(wanted)));
});

const ALL = {
  ...COMPUTED,
  biases: BIASES,
  norms: NORMS,
  bias: [rows(n, n, 8), rows(n, n, 9)],
  sinks: [0, 0]
};

/** An edit of one number, and how the same is said where it is sent. */
const NUMBERS: readonly (readonly [string, Edit, (payload: typeof ALL) => void])[] = [
  [
    'a bias of one head',
    { type: 'bias', head: 1, query: 2, key: 0, value: 3 },
    payload => (payload.bias[1][2][0] = 3)
  ],
  [
    'b_Q',
    { type: 'given', of: 'biases', projection: 'query', column: 3, value: -2 },
    payload => (payload.biases.query[3] = -2)
  ],
  [
    'b_O',
    { type: 'given', of: 'biases', projection: 'output', column: 0, value: -2 },
    payload => (payload.biases.output[0] = -2)
  ],
  [
    'the norm of q',
    { type: 'given', of: 'norms', projection: 'query', column: 1, value: 4 },
    payload => (payload.norms.query.weight[1] = 4)
  ],
  [
    'the norm of k, over all heads',
    { type: 'given', of: 'norms', projection: 'key', column: 2, value: 4 },
    payload => (payload.norms.key.weight[2] = 4)
  ]
];

test.each(NUMBERS)('one number of %s', (_, edit, write) => {
  const model = loaded(structuredClone(ALL));
  const before = ready(model).trace;
  expect(model.edit(edit)).toEqual([]);
  const wanted = structuredClone(ALL);
  write(wanted);
  const { trace } = ready(loaded(wanted));
  expect(ready(model).trace.output).toEqual(trace.output);
  expect(trace.output).not.toEqual(before.output);
  model.undo();
  expect(ready(model).differs).toBe(false);
});

test('a bias that heads share changes for all of them', () => {
  const model = loaded({ ...RECORDED, bias: [rows(n, n, 8)] });
  model.edit({ type: 'bias', head: 1, query: 0, key: 2, value: 9 });
  const { trace } = ready(model);
  expect(trace.heads.map(({ bias }) => bias![0][2])).toEqual([9, 9]);
});

test('where nothing is given there is no number of it to change', () => {
  const model = loaded(COMPUTED);
  model.edit({ type: 'bias', head: 0, query: 0, key: 0, value: 9 });
  model.edit({ type: 'given', of: 'norms', projection: 'value', column: 0, value: 9 });
  model.edit({ type: 'given', of: 'biases', projection: 'value', column: 0, value: 9 });
  expect(ready(model)).toMatchObject({ differs: false, canUndo: false });
});

test.each([
  ['more components than there are', { positions: { rope: { dims: 6 } } }, '$.positions.rope.dims'],
  ['a norm of no width', { norms: { query: { weight: [1] } } }, '$.norms.query.weight']
] as const)('%s is refused in words, and nothing changes', (_, stages, path) => {
  const model = loaded(COMPUTED);
  const problems = model.edit({ type: 'stages', stages });
  expect(problems[0].path).toBe(path);
  expect(ready(model)).toMatchObject({ differs: false, refused: problems });
});

test('a step of a lesson keeps what it does not leave to be changed', () => {
  const { format: _, version: __, ...start } = COMPUTED;
  const model = loaded({
    ...COMPUTED,
    lesson: { name: 'l', steps: [{ name: 's', text: 't', start, touch: ['softcap'] }] }
  });
  for (const stages of [
    { sinks: [1] },
    { bias: [rows(n, n, 8)] },
    { norms: { query: NORMS.key } }
  ]) {
    expect(model.edit({ type: 'stages', stages })[0].path).toBe(`$.${Object.keys(stages)[0]}`);
  }
  expect(model.edit({ type: 'stages', stages: { softcap: 2 } })).toEqual([]);
});
