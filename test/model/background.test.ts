import { jest } from '@jest/globals';
import { AttentionModel } from '../../src/model/index.ts';
import type { Ready } from '../../src/model/index.ts';
import { matrix, until } from '../setup/models.ts';
import { refused, silent, workers } from '../setup/workers.ts';

const LARGE = {
  format: 'attention',
  version: 1,
  tokens: Array.from({ length: 140 }, (_, t) => `t${t}`),
  embeddings: matrix(140, 520, 1),
  projections: { query: matrix(520, 480, 2), key: matrix(520, 480, 3), value: matrix(520, 480, 4) },
  n_heads: 4
};

const { spawn, end } = workers();
afterAll(end);

const ready = (model: AttentionModel) =>
  until(model, (state): state is Ready => state.status === 'ready' && state.busy === null);

/** A model whose number of heads was changed, and computed, so many times. */
async function withHeads(counts: readonly number[]): Promise<AttentionModel> {
  const model = new AttentionModel({ spawn });
  model.load(LARGE);
  await ready(model);
  for (const nHeads of counts) {
    model.edit({ type: 'heads', nHeads, nKvHeads: nHeads });
    await ready(model);
  }
  return model;
}

test('a large payload is computed beside the page, which hears how far it is', async () => {
  const model = new AttentionModel({ spawn });
  const shares: (number | null)[] = [];
  model.changed.connect((_, { busy }) => shares.push(busy));
  model.load(LARGE);
  expect(model.state).toMatchObject({ status: 'pending', busy: 0 });
  const { trace } = await ready(model);
  expect(trace.computed.by).toBe('webassembly');
  expect(shares).toEqual([0, 0.25, 0.5, 0.75, 1, null]);
});

test('what was there stays until an edit that takes long is computed, and it can be undone', async () => {
  const model = new AttentionModel({ spawn });
  model.load(LARGE);
  const before = await ready(model);
  model.edit({ type: 'heads', nHeads: 2, nKvHeads: 2 });
  expect(model.state).toMatchObject({ status: 'ready', busy: 0, trace: before.trace });
  const after = await ready(model);
  expect(after.trace.heads).toHaveLength(2);
  model.undo();
  expect((await ready(model)).trace.heads).toHaveLength(4);
  expect(model.changes).toEqual([]);
});

test('of edits in a row, each goes on from the one before and only the last is drawn', async () => {
  const model = new AttentionModel({ spawn });
  model.load(LARGE);
  await ready(model);
  model.edit({ type: 'heads', nHeads: 2, nKvHeads: 2 });
  model.edit({ type: 'stages', stages: { mask: 'causal' } });
  const { trace, spec } = await ready(model);
  expect([trace.heads.length, spec.mask]).toEqual([2, 'causal']);
});

test('undo takes back an edit that is still computed, and no other', async () => {
  const model = new AttentionModel({ spawn });
  model.load(LARGE);
  await ready(model);
  model.edit({ type: 'stages', stages: { mask: 'causal' } });
  await ready(model);
  model.edit({ type: 'heads', nHeads: 2, nKvHeads: 2 });
  expect(model.state).toMatchObject({ busy: 0, canUndo: true });
  model.undo();
  expect(model.state).toMatchObject({ busy: null, spec: { mask: 'causal', nHeads: 4 } });
  model.undo();
  expect((await ready(model)).spec.mask).toBeUndefined();
  expect(model.changes).toEqual([]);
});

test('undo and redo in a row go as many steps, however long each is computed', async () => {
  const model = await withHeads([2, 1, 8]);
  const heads = async () => (await ready(model)).spec.nHeads ?? 1;
  model.undo();
  model.undo();
  expect(await heads()).toBe(2);
  model.redo();
  model.redo();
  expect(await heads()).toBe(8);
  model.undo();
  model.edit({ type: 'heads', nHeads: 3, nKvHeads: 3 });
  expect(await heads()).toBe(3);
  model.undo();
  expect(await heads()).toBe(1);
});

test('an edit on top of an undo that is still computed loses nothing, nor does giving it up', async () => {
  const model = await withHeads([2, 1]);
  const heads = async () => (await ready(model)).spec.nHeads ?? 1;
  model.undo(); // to two heads, pending
  model.edit({ type: 'heads', nHeads: 3, nKvHeads: 3 }); // pending in its place
  model.undo();
  expect(await heads()).toBe(1);
  model.undo();
  expect(await heads()).toBe(2);
  model.undo();
  expect(await heads()).toBe(4);
  model.redo();
  model.redo();
  expect(await heads()).toBe(1);
});

test('a gesture that ends before its edit is computed is one step of undo', async () => {
  const model = new AttentionModel({ spawn });
  model.load(LARGE);
  await ready(model);
  model.beginGesture();
  model.edit({ type: 'heads', nHeads: 2, nKvHeads: 2 });
  await ready(model);
  model.edit({ type: 'heads', nHeads: 1, nKvHeads: 1 });
  model.endGesture();
  await ready(model);
  model.undo();
  expect((await ready(model)).spec.nHeads).toBe(4);
});

test('a bad payload that comes while another is computed stays what is shown', async () => {
  const model = new AttentionModel({ spawn });
  model.load(LARGE);
  model.load({ format: 'attention', version: 1 });
  const other = new AttentionModel({ spawn });
  other.load(LARGE);
  await ready(other); // as long as the first one would have taken
  expect(model.state).toMatchObject({ status: 'error', busy: null });
});

test('what is selected meanwhile neither ends the work nor hides it', async () => {
  const model = new AttentionModel({ spawn });
  model.load(LARGE);
  await ready(model);
  model.edit({ type: 'heads', nHeads: 2, nKvHeads: 2 });
  model.select({ query: 7 });
  expect(model.state.busy).toBe(0);
  const { selection, trace } = await ready(model);
  expect([selection.query, trace.heads.length]).toEqual([7, 2]);
});

test('where no worker can be started the page computes by itself', async () => {
  const model = new AttentionModel({ spawn: refused });
  model.load(LARGE);
  expect((await ready(model)).trace.heads).toHaveLength(4);
});

describe('a worker that falls silent', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  /** The page has waited so long that it computes by itself. */
  const waitInVain = () => jest.advanceTimersByTimeAsync(31_000);

  test('leaves a payload to the page', async () => {
    const model = new AttentionModel({ spawn: silent });
    model.load(LARGE);
    expect(model.state).toMatchObject({ status: 'pending', busy: 0 });
    await waitInVain();
    expect(model.state).toMatchObject({ status: 'ready', busy: null });
    model.dispose();
  });

  test('leaves an edit to the page, and it can be undone', async () => {
    const model = new AttentionModel({ spawn: silent });
    model.load(LARGE);
    await waitInVain();
    model.edit({ type: 'heads', nHeads: 2, nKvHeads: 2 });
    expect(model.state).toMatchObject({ busy: 0, canUndo: true });
    await waitInVain();
    expect(model.state).toMatchObject({ busy: null, canUndo: true, input: { nHeads: 2 } });
    model.dispose();
  });

  test('does not keep the first edit from being taken back meanwhile', async () => {
    const model = new AttentionModel({ spawn: silent });
    model.load(LARGE);
    await waitInVain();
    model.edit({ type: 'heads', nHeads: 2, nKvHeads: 2 });
    expect(model.state).toMatchObject({ busy: 0, canUndo: true, canRedo: false });
    model.undo();
    expect(model.state).toMatchObject({ busy: null, canUndo: false, input: { nHeads: 4 } });
    await waitInVain();
    expect(model.state).toMatchObject({ busy: null, input: { nHeads: 4 } });
    model.dispose();
  });
});
