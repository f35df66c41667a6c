import { AttentionModel } from '../../src/model/index.ts';
import type { Edit, Ready } from '../../src/model/index.ts';
import { fixture } from '../fixtures/fixtures.ts';

const MODEL = fixture<{ layers: object[] }>('valid/layers-of-a-model.json');
const HEADS = fixture<object>('valid/recorded-heads.json');
const WEIGHTS = fixture<object>('valid/recorded-weights.json');

const loaded = (payload: unknown) => {
  const model = new AttentionModel();
  model.load(payload);
  return model;
};
const ready = (model: AttentionModel) => model.state as Ready;
const weights = (model: AttentionModel, head: number) =>
  ready(model).trace.heads[head].weights.map(row => [...row]);
const KEY: Edit = { type: 'projected', role: 'key', head: 1, token: 2, vector: [1, -1] };

test('a recorded key that is put elsewhere moves the heads that share it, and no other', () => {
  const model = loaded(HEADS);
  const before = [0, 1, 2, 3].map(head => weights(model, head));
  expect(model.edit(KEY)).toEqual([]);
  expect([...ready(model).trace.heads[1].key[2]]).toEqual([1, -1]);
  const moved = [0, 1, 2, 3].map(
    head => JSON.stringify(weights(model, head)) !== JSON.stringify(before[head])
  );
  expect(moved).toEqual([true, true, false, false]); // two heads share each key
  expect(model.changes).toEqual([
    { field: 'key[0]', of: 'hunt', before: '[0.2,-1]', after: '[1,-1]' }
  ]);
  model.undo();
  expect(model.payload).toEqual(HEADS);
});

test.each<[string, Edit]>([
  ['a mask', { type: 'maskCell', query: 3, key: 3 }],
  ['a temperature', { type: 'stages', stages: { temperature: 0.5 } }],
  ['a score', { type: 'override', head: 0, query: 3, key: 3, value: 4 }]
])('%s of a recorded head changes its weights', (_, edit) => {
  const model = loaded(HEADS);
  const before = weights(model, 0);
  expect(model.edit(edit)).toEqual([]);
  expect(weights(model, 0)[3]).not.toEqual(before[3]);
});

test.each<Edit>([
  { type: 'sentence', sentence: 'other words' },
  { type: 'tokens', places: [{ from: 0, token: 'x' }] },
  { type: 'embedding', of: 'query', token: 0, vector: [1, 2] },
  { type: 'heads', nHeads: 1, nKvHeads: 1 },
  { type: 'mixing', on: true }
])('what a head was made from stays as it was recorded: $type', edit => {
  const model = loaded(HEADS);
  const [problem] = model.edit(edit);
  expect(problem).toMatchObject({ path: '$.query' });
  expect(problem.message).toContain('This was recorded');
  expect(model.payload).toEqual(HEADS);
  expect(ready(model).canUndo).toBe(false);
});

test('of recorded weights nothing can be changed, and nothing before them is a number', () => {
  const model = loaded(WEIGHTS);
  expect(model.edit({ type: 'maskCell', query: 1, key: 0 })[0].path).toBe('$.weights');
  const { trace, selection } = ready(model);
  expect(trace.known).toBe('weights');
  expect(selection.stage).toBe('weights');
  expect(weights(model, 0)[3]).toEqual([0.1, 0.2, 0.3, 0.39]);
  expect([...trace.heads[0].scores[0]]).toEqual([NaN, NaN, NaN, NaN]);
});

test('layers are shown one at a time: each with its tokens and heads', () => {
  const model = loaded(MODEL);
  const seen = MODEL.layers.map((_, layer) => {
    model.select({ layer });
    const { trace, selection } = ready(model);
    return [
      selection.layer,
      trace.known,
      trace.tokens.length,
      trace.keyTokens.length,
      trace.heads.length
    ];
  });
  expect(seen).toEqual([
    [0, 'weights', 4, 4, 2],
    [1, 'heads', 3, 3, 1],
    [2, 'heads', 4, 3, 2],
    [3, 'inputs', 4, 4, 2]
  ]);
  expect(ready(model).canUndo).toBe(false);
  expect(ready(model).differs).toBe(false);
});

test('an edit of a layer changes that layer alone; what came as bytes goes as it came', () => {
  const model = loaded(MODEL);
  model.select({ layer: 1 });
  expect(model.edit({ type: 'stages', stages: { mask: 'causal' } })).toEqual([]);
  const { layers } = model.payload as unknown as typeof MODEL;
  expect(layers).toEqual(
    MODEL.layers.map((layer, i) => (i === 1 ? { ...layer, mask: 'causal' } : layer))
  );
  expect(model.changes).toEqual([
    { field: 'layers[1].mask', of: null, before: '–', after: '"causal"' }
  ]);
  model.reset();
  expect((model.payload as unknown as typeof MODEL).layers).toEqual(MODEL.layers);
});

test('a layer that cannot be read is refused in words, and the one before stays', () => {
  const layers = MODEL.layers.map((layer, i) =>
    i === 2 ? { ...layer, query: { ...(layer as { query: object }).query, data: 'eJw=' } } : layer
  );
  const model = loaded({ ...MODEL, layers, view: { layer: 1 } });
  model.select({ layer: 2 });
  expect(ready(model).refused[0].path).toBe('$.layers[2].query.data');
  expect(ready(model).selection.layer).toBe(1);
});
