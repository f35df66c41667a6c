import { attend, Engine, Pool, Superseded } from '../../../src/engine/index.ts';
import type { AttentionInput, Matrix } from '../../../src/engine/index.ts';
import { plain } from '../../setup/plain.ts';
import { refused, workers } from '../../setup/workers.ts';

const matrix = (rows: number, columns: number, seed: number): Matrix =>
  Array.from({ length: rows }, (_, r) =>
    Array.from({ length: columns }, (_, c) => Math.sin(seed + r * 7.31 + c * 3.17 + r * c))
  );

const input: AttentionInput = {
  tokens: Array.from({ length: 140 }, (_, t) => `t${t}`),
  embeddings: matrix(140, 520, 1),
  keyTokens: null,
  keyEmbeddings: null,
  projections: {
    query: matrix(520, 480, 2),
    key: matrix(520, 240, 3),
    value: matrix(520, 240, 4),
    output: matrix(480, 520, 5)
  },
  nHeads: 4,
  nKvHeads: 2,
  positions: 'rope',
  mask: 'causal',
  scale: null
};

const { spawn, end } = workers();
afterAll(end);

test('what workers computed is what the page would have, to the bit, and is not computed again', async () => {
  const engine = new Engine();
  const shares: number[] = [];
  await engine.prepare(input, new Pool(spawn, 2), share => shares.push(share))?.done;
  expect(shares).toEqual([0.5, 1]);
  const [ours, theirs] = [engine.attend(input), attend(input)];
  ours.heads.forEach((head, h) => {
    for (const name of ['query', 'rotatedKey', 'value', 'weights', 'output'] as const) {
      expect(plain(head[name])).toEqual(plain(theirs.heads[h][name]));
    }
    expect([...head.max, ...head.sum]).toEqual([...theirs.heads[h].max, ...theirs.heads[h].sum]);
  });
  expect(plain(ours.output.slice(0, 3))).toEqual(plain(theirs.output.slice(0, 3)));
  expect(engine.prepare(input, new Pool(spawn))).toBeNull();
});

test('where a page may share memory, workers read the inputs in it, and find the same', async () => {
  const posted: unknown[] = [];
  const watched = () => {
    const port = spawn();
    return {
      ...port,
      addEventListener: port.addEventListener.bind(port),
      postMessage: (message: unknown, transfer: Transferable[]) => {
        posted.push(message);
        port.postMessage(message, transfer);
      }
    };
  };
  const isolated = globalThis as { crossOriginIsolated?: boolean };
  isolated.crossOriginIsolated = true;
  try {
    const engine = new Engine();
    await engine.prepare(input, new Pool(watched, 2))?.done;
    const jobs = posted as { x?: { data: Float64Array } }[];
    expect(jobs.flatMap(({ x }) => (x ? [x.data.buffer.constructor.name] : []))).toEqual([
      'SharedArrayBuffer',
      'SharedArrayBuffer'
    ]);
    const [ours, theirs] = [engine.attend(input), attend(input)];
    expect(plain(ours.heads[3].output)).toEqual(plain(theirs.heads[3].output));
  } finally {
    delete isolated.crossOriginIsolated;
  }
});

test('a small edit needs no worker', async () => {
  const engine = new Engine();
  await engine.prepare(input, new Pool(spawn, 2))?.done;
  const embeddings = input.embeddings.map((row, t) => (t === 3 ? [...row].map(x => -x) : row));
  expect(engine.prepare({ ...input, embeddings }, new Pool(spawn))).toBeNull();
  expect(engine.prepare({ ...input, scale: 3 }, new Pool(spawn))).toBeNull();
});

test('the newest input wins', async () => {
  const engine = new Engine();
  const pool = new Pool(spawn, 2);
  const first = engine.prepare(input, pool)!.done;
  const second = engine.prepare({ ...input, nHeads: 2 }, pool);
  await expect(first).rejects.toBeInstanceOf(Superseded);
  await second?.done;
  expect(engine.attend({ ...input, nHeads: 2 }).heads).toHaveLength(2);
});

test('workers that a page refuses are an error, not a wait', async () => {
  const pool = new Pool(refused, 1);
  await expect(new Engine().prepare(input, pool)!.done).rejects.toThrow('could not be started');
  await expect(new Engine().prepare(input, pool)!.done).rejects.toThrow('could not be started');
  const throwing = new Pool(() => {
    throw new Error('refused at once');
  });
  await expect(new Engine().prepare(input, throwing)!.done).rejects.toThrow('refused at once');
});

test('when one worker fails, the others are no longer heard', async () => {
  const listeners: ((event: MessageEvent) => void)[] = [];
  const sent: { id?: number }[] = [];
  const silent = () => ({
    postMessage: (message: object) => sent.push(message),
    addEventListener: (type: 'message', listener: (event: MessageEvent) => void) => {
      if (type === 'message') {
        listeners.push(listener);
      }
    }
  });
  const shares: number[] = [];
  const work = new Engine().prepare(input, new Pool(silent, 2), share => shares.push(share))!.done;
  const { id } = sent.find(message => message.id !== undefined)!;
  listeners[0](new MessageEvent('message', { data: { id, failed: 'out of memory' } }));
  listeners[1](new MessageEvent('message', { data: { id, index: 1 } }));
  await expect(work).rejects.toThrow('out of memory');
  expect(shares).toEqual([]);
});

test('small inputs, and an engine without a kernel, need no worker', () => {
  const pool = new Pool(refused);
  const small = { ...input, tokens: ['a'], embeddings: input.embeddings.slice(0, 1) };
  expect(new Engine().prepare(small, pool)).toBeNull();
  expect(new Engine(null).prepare(input, pool)).toBeNull();
});
