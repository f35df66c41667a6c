import { jest } from '@jest/globals';
import { visitRows } from '../../src/engine/index.ts';
import type { Port } from '../../src/engine/index.ts';
import { AttentionModel } from '../../src/model/index.ts';
import type { Ready } from '../../src/model/index.ts';
import { matrix, until } from '../setup/models.ts';
import { refused, workers } from '../setup/workers.ts';

const PAYLOAD = {
  format: 'attention',
  version: 1,
  tokens: Array.from({ length: 1300 }, (_, t) => `t${t}`),
  embeddings: matrix(1300, 12, 1),
  projections: { query: matrix(12, 12, 2), key: matrix(12, 12, 3), value: matrix(12, 12, 4) },
  n_heads: 3
};

const { spawn, end } = workers();
afterAll(end);

/** Looks at all weights of the head that is shown at every change, as the views do. */
function looking(model: AttentionModel): Ready[] {
  const shown: Ready[] = [];
  model.changed.connect((_, state) => {
    if (state.status === 'ready' && state.trace !== shown[shown.length - 1]?.trace) {
      const { weights } = state.trace.heads[state.selection.head];
      visitRows(weights, 0, weights.length, () => {});
      shown.push(state);
    }
  });
  return shown;
}

/** The first state with numbers for which something holds. */
const shows = (model: AttentionModel, holds: (state: Ready) => boolean) =>
  until(model, (state): state is Ready => state.status === 'ready' && holds(state));

function opened(start: () => Port = spawn): { model: AttentionModel; shown: Ready[] } {
  const model = new AttentionModel({ spawn: start });
  const shown = looking(model);
  model.load(PAYLOAD);
  return { model, shown };
}

const temperature = (value: number) =>
  ({ type: 'stages', stages: { temperature: value } }) as const;
const temperatures = (states: readonly Ready[]) => states.map(({ trace }) => trace.temperature);

test('an edit that would hold up the page is shown when workers have made what is looked at', async () => {
  const { model, shown } = opened();
  model.edit(temperature(2));
  expect(temperatures(shown)).toEqual([1]);
  await shows(model, ({ trace }) => trace.temperature === 2);
  expect(model.state.busy).toBeNull();
  expect(temperatures(shown)).toEqual([1, 2]);
});

test('where workers fail, or a job cannot be sent, the page makes it, and new workers the next', async () => {
  let isBroken = true;
  const { model, shown } = opened(() => {
    const port = spawn();
    const fails = isBroken;
    return {
      addEventListener: port.addEventListener.bind(port),
      postMessage: (message, transfer) => {
        if (fails && 'id' in (message as object)) {
          throw new Error('out of memory');
        }
        port.postMessage(message, transfer);
      }
    };
  });
  model.edit(temperature(2));
  await shows(model, ({ trace }) => trace.temperature === 2);
  expect(model.state.busy).toBeNull();
  isBroken = false;
  model.edit(temperature(3));
  expect(model.state).toMatchObject({ trace: { temperature: 2 } });
  await shows(model, ({ trace }) => trace.temperature === 3);
  expect(temperatures(shown)).toEqual([1, 2, 3]);
});

test('an edit that is refused takes none of those with it that wait', async () => {
  const { model } = opened();
  model.edit(temperature(2));
  model.edit(temperature(3));
  expect(model.edit({ type: 'heads', nHeads: 5, nKvHeads: 5 })).not.toEqual([]);
  await shows(model, ({ trace }) => trace.temperature === 3);
});

test('what is said by places is not said of tokens that are just put in others', async () => {
  const { model } = opened();
  const without = (token: number) =>
    PAYLOAD.tokens.flatMap((word, from) => (from === token ? [] : [{ token: word, from }]));
  model.edit({ type: 'tokens', places: without(5) });
  const [problem] = model.edit({ type: 'tokens', places: without(9) });
  expect(problem).toMatchObject({ path: '$.tokens' });
  const { trace } = await shows(model, state => state.trace.tokens.length === 1299);
  expect(trace.tokens.slice(4, 10)).toEqual(['t4', 't6', 't7', 't8', 't9', 't10']);
});

test('a payload that is loaded takes the place of edits that wait', async () => {
  const { model } = opened();
  model.edit(temperature(2));
  model.edit(temperature(3));
  model.load({ ...PAYLOAD, scale: 7 });
  await shows(model, ({ trace }) => trace.scale === 7);
  expect(model.state).toMatchObject({ trace: { temperature: 1 }, canUndo: false });
});

test('nothing is begun by a model that is disposed of, also within a gesture', () => {
  let spawned = 0;
  const { model } = opened(() => {
    spawned += 1;
    return spawn();
  });
  model.beginGesture();
  model.edit({ type: 'embedding', of: 'query', token: 7, vector: matrix(1, 12, 9)[0] });
  model.dispose();
  model.endGesture();
  model.edit(temperature(2));
  expect(spawned).toBe(0);
});

test('edits that follow one another quickly wait for the one before, and are undone as they were seen', async () => {
  const { model, shown } = opened();
  [2, 3, 4].forEach(value => model.edit(temperature(value)));
  await shows(model, ({ trace }) => trace.temperature === 4);
  expect(temperatures(shown)).toEqual([1, 2, 4]);
  model.undo();
  await shows(model, ({ trace }) => trace.temperature === 2);
  model.undo();
  await shows(model, ({ trace }) => trace.temperature === 1);
  expect(model.state).toMatchObject({ canUndo: false });
});

test('undo takes back first the edits that wait, then the one that is computed', async () => {
  const { model, shown } = opened();
  model.edit(temperature(2));
  model.edit(temperature(3));
  model.undo();
  await shows(model, ({ trace }) => trace.temperature === 2);
  model.edit(temperature(5));
  model.undo();
  model.edit(temperature(6));
  await shows(model, ({ trace }) => trace.temperature === 6);
  expect(temperatures(shown)).toEqual([1, 2, 6]);
});

test('steps of a gesture are each shown, undone as one, and end from scratch', async () => {
  const { model } = opened();
  model.beginGesture();
  model.edit(temperature(2));
  await shows(model, ({ trace }) => trace.temperature === 2);
  expect((model.state as Ready).trace.computed.moving).toBe(false); // no word is moved
  model.edit(temperature(3));
  model.edit(temperature(4));
  model.endGesture();
  expect(model.state).toMatchObject({ gesture: false });
  const { trace } = await shows(model, state => state.trace.temperature === 4);
  expect(trace.computed.moving).toBe(false);
  model.undo();
  await shows(model, state => state.trace.temperature === 1);
  expect(model.state).toMatchObject({ canUndo: false });
});

test('a word that was dragged is computed from scratch by workers once it is let go', async () => {
  const { model } = opened();
  model.beginGesture();
  const vector = matrix(1, 12, 9)[0];
  model.edit({ type: 'embedding', of: 'query', token: 7, vector });
  expect((model.state as Ready).trace.embeddings[7]).toEqual(vector);
  expect((model.state as Ready).trace.computed.moving).toBe(true);
  model.endGesture();
  expect(model.state).toMatchObject({ gesture: false, canUndo: true });
  const { trace } = await shows(model, state => !state.trace.computed.moving);
  expect(trace.embeddings[7]).toEqual(vector);
  model.undo();
  await shows(model, state => state.trace.embeddings[7] !== trace.embeddings[7]);
  expect(model.changes).toEqual([]);
});

test('an edit that is taken back after a drag leaves no number that followed it', async () => {
  const { model } = opened();
  model.beginGesture();
  model.edit({ type: 'embedding', of: 'query', token: 7, vector: matrix(1, 12, 9)[0] });
  model.endGesture(); // under way, from scratch
  model.edit(temperature(2));
  model.undo();
  const { trace } = await shows(model, state => !state.trace.computed.moving);
  expect(trace.temperature).toBe(1);
});

test('another head is shown when what is looked at of it is made; what is edited meanwhile waits', async () => {
  const { model } = opened();
  model.select({ head: 2 });
  expect(model.state).toMatchObject({ selection: { head: 0 } });
  model.select({ query: 5 });
  model.edit(temperature(2));
  const { selection } = await shows(model, state => state.selection.head === 2);
  expect(selection.query).toBe(5);
  await shows(model, ({ trace }) => trace.temperature === 2);
  expect(model.state).toMatchObject({ selection: { head: 2, query: 5 }, canUndo: true });
});

test('what else is chosen while a head is made does not begin it anew', async () => {
  let jobs = 0;
  const { model } = opened(() => {
    const port = spawn();
    return {
      addEventListener: port.addEventListener.bind(port),
      postMessage: (message, transfer) => {
        jobs += 'heads' in (message as object) ? 1 : 0;
        port.postMessage(message, transfer);
      }
    };
  });
  model.select({ head: 2 });
  [5, 6, 7].forEach(query => model.select({ query }));
  const { selection } = await shows(model, state => state.selection.head === 2);
  expect([selection.query, jobs]).toEqual([7, 1]);
});

test('of heads that are chosen one after the other the last is shown, and no edit loses it', async () => {
  const { model } = opened();
  model.select({ head: 2 });
  model.select({ head: 1 });
  await shows(model, ({ selection }) => selection.head === 1);
  expect(model.state).toMatchObject({ busy: null });
  model.select({ head: 2 });
  model.select({ head: 1 }); // as it is
  model.edit(temperature(2));
  await shows(model, ({ trace }) => trace.temperature === 2);
  expect(model.state).toMatchObject({ selection: { head: 1 } });
  model.select({ head: 2 });
  model.undo();
  await shows(model, ({ trace }) => trace.temperature === 1);
  expect(model.state).toMatchObject({ selection: { head: 2 } });
});

test('nobody is told how far it is unless it takes longer than a moment', async () => {
  const { model } = opened();
  const shares: (number | null)[] = [];
  model.changed.connect((_, { busy }) => shares.push(busy));
  model.edit(temperature(2));
  await shows(model, ({ trace }) => trace.temperature === 2);
  expect(new Set(shares)).toEqual(new Set([null]));
  jest.useFakeTimers();
  try {
    model.edit(temperature(3));
    jest.advanceTimersByTime(400);
    expect(model.state).toMatchObject({ busy: 0, canUndo: true, trace: { temperature: 2 } });
  } finally {
    jest.useRealTimers();
  }
  await shows(model, ({ trace }) => trace.temperature === 3);
  expect(model.state.busy).toBeNull();
});

test('where no worker can be started the page makes it', async () => {
  const { model, shown } = opened(refused);
  model.edit(temperature(2));
  await shows(model, ({ trace }) => trace.temperature === 2);
  model.edit(temperature(3));
  await shows(model, ({ trace }) => trace.temperature === 3);
  expect(temperatures(shown)).toEqual([1, 2, 3]);
});
