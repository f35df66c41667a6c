import { jest } from '@jest/globals';
import { Engine, Pool, Superseded, visitRows } from '../../../src/engine/index.ts';
import type { AttentionInput, Port, Trace } from '../../../src/engine/index.ts';
import { refused, workers } from '../../setup/workers.ts';
import { CASES, inputOf, matrix } from '../inputs.ts';
import { HeldHead, Kernel } from '../../../src/engine/kernel/index.ts';
import type { RowsJob } from '../../../src/engine/workers/protocol.ts';

const N = 640;
const input = inputOf(N);

const { spawn, end } = workers();
afterAll(end);
afterEach(() => jest.restoreAllMocks());

/** Goes through all weights, some outputs, and what only all rows tell. */
function look(trace: Trace, heads = trace.heads.map((_, h) => h)): void {
  for (const h of heads) {
    const { weights, output, max } = trace.heads[h];
    visitRows(weights, 0, weights.length, () => {});
    for (let r = 100; r < 164; r++) {
      void output[r][0];
    }
    void max[0];
  }
}

/** The bytes of what was looked at. */
function numbersOf(trace: Trace): Buffer {
  const arrays: Float64Array[] = [];
  for (const { weights, output, max, sum } of trace.heads) {
    visitRows(weights, 0, weights.length, row => arrays.push(Float64Array.from(row)));
    output.slice(100, 164).forEach(row => arrays.push(Float64Array.from(row)));
    arrays.push(Float64Array.from(max), Float64Array.from(sum));
  }
  return Buffer.concat(arrays.map(({ buffer }) => Buffer.from(buffer)));
}

/** Whether what was looked at is what another engine finds, to the bit. */
const isExact = (trace: Trace, next: AttentionInput) =>
  numbersOf(trace).equals(numbersOf(new Engine().attend(next)));

/** An engine whose layer somebody has looked at. */
function looked(first: AttentionInput = input): Engine {
  const engine = new Engine();
  look(engine.attend(first));
  return engine;
}

/** How often the kernel of this page is asked for rows. */
function watchKernel(): () => number {
  const rows = jest.spyOn(HeldHead.prototype, 'rows');
  const all = jest.spyOn(HeldHead.prototype, 'recompute');
  return () => rows.mock.calls.length + all.mock.calls.length;
}

/** What workers are sent, and a way to start them. */
function watched(): { readonly posted: object[]; readonly start: () => Port } {
  const posted: object[] = [];
  const start = () => {
    const port = spawn();
    return {
      addEventListener: port.addEventListener.bind(port),
      postMessage: (message: object, transfer: Transferable[]) => {
        posted.push(message);
        port.postMessage(message, transfer);
      }
    };
  };
  return { posted, start };
}

/** Bytes of all typed arrays in a message. */
function bytesOf(message: unknown): number {
  if (ArrayBuffer.isView(message)) {
    return message.byteLength;
  }
  const inside = typeof message === 'object' && message !== null ? Object.values(message) : [];
  return inside.reduce((sum: number, part) => sum + bytesOf(part), 0);
}

const edited = (change: (row: number[]) => number[]): AttentionInput => ({
  ...input,
  embeddings: input.embeddings.map((row, t) => (t === 7 ? change([...row]) : row))
});

const EDITS: [string, AttentionInput][] = [
  ...CASES.filter(([name]) => !['plain', 'parts', 'drawn', 'cross'].includes(name)).map(
    ([name, change]): [string, AttentionInput] => [name, { ...input, ...change }]
  ),
  [
    'parts',
    {
      ...input,
      mask: { causal: true, window: 50, padding: Array.from({ length: N }, (_, j) => j > 4) }
    }
  ],
  [
    'drawn',
    {
      ...input,
      mask: Array.from({ length: N }, (_, i) =>
        Array.from({ length: N }, (_, j) => (i * j) % 7 !== 1)
      )
    }
  ],
  [
    'cross',
    {
      ...input,
      keyTokens: Array.from({ length: 800 }, (_, t) => `k${t}`),
      keyEmbeddings: matrix(800, 12, 6)
    }
  ],
  ['a word moved', edited(row => row.map(entry => -entry))],
  [
    'an entry of W_Q',
    { ...input, projections: { ...input.projections, query: matrix(12, 12, 2.5) } }
  ]
];

test.each(EDITS)(
  'after an edit workers make as much as was looked at, the same to the bit: %s',
  async (_, next) => {
    const engine = looked();
    await engine.prepare(next, new Pool(spawn, 2))!.done;
    const calls = watchKernel();
    const trace = engine.attend(next);
    look(trace);
    expect(calls()).toBe(0);
    expect(isExact(trace, next)).toBe(true);
  }
);

test('one edit after the other, in and out of what the kernel has no way for', async () => {
  const engine = looked();
  const pool = new Pool(spawn, 2);
  for (const [, next] of [EDITS[0], EDITS.find(([name]) => name === 'naive')!, ...EDITS.slice(2)]) {
    await engine.prepare(next, pool)?.done;
    const trace = engine.attend(next);
    look(trace);
    expect(isExact(trace, next)).toBe(true);
  }
});

test('numbers that can all be kept no longer are made as far as there is room', async () => {
  const engine = new Engine(undefined, 4 * 1024 * 1024);
  look(engine.attend(input));
  const next = { ...input, temperature: 3 };
  await engine.prepare(next, new Pool(spawn, 2))!.done;
  const trace = engine.attend(next);
  expect(trace.computed.kept).toBe(false);
  look(trace);
  expect(isExact(trace, next)).toBe(true);
});

test('what a worker has is not sent again, and what is needed no longer it forgets', async () => {
  const { posted, start } = watched();
  const engine = looked();
  const pool = new Pool(start, 1);
  const jobs = async (next: AttentionInput) => {
    posted.length = 0;
    await engine.prepare(next, pool)!.done;
    look(engine.attend(next));
    return posted.filter(message => 'heads' in message) as unknown as { forgotten: number[] }[];
  };
  const all = 3 * 3 * N * 4 * 4; // three heads of q, k and v, four numbers of four bytes
  expect(bytesOf(await jobs({ ...input, temperature: 2 }))).toBe(all);
  expect(bytesOf(await jobs({ ...input, temperature: 3 }))).toBe(0);
  const moved = edited(entries => entries.map(entry => 2 * entry));
  const rows = 3 * 3 * 4 * 4; // of one token
  expect(bytesOf(await jobs(moved))).toBe(rows);
  const other = { ...moved, projections: { ...moved.projections, query: matrix(12, 12, 9) } };
  const [job] = await jobs(other);
  expect(bytesOf(job)).toBe((all + 2 * rows) / 3); // the keys and values as they were
  expect(job.forgotten).toHaveLength(3);
});

/** A layer whose projections are felt, a head of keys and values to two of queries. */
const wide: AttentionInput = {
  ...input,
  embeddings: matrix(N, 768),
  projections: {
    query: matrix(768, 256, 2),
    key: matrix(768, 128, 3),
    value: matrix(768, 128, 4),
    output: null
  },
  nHeads: 4,
  nKvHeads: 2
};

test('what workers have projected they keep, and are not sent', async () => {
  const { posted, start } = watched();
  const pool = new Pool(start, 1);
  const engine = new Engine();
  await engine.prepare(wide, pool)!.done;
  look(engine.attend(wide));
  for (const next of [
    { ...wide, temperature: 2 },
    { ...wide, temperature: 2, mask: 'causal' as const }
  ]) {
    posted.length = 0;
    await engine.prepare(next, pool)!.done;
    expect(bytesOf(posted.filter(message => 'heads' in message))).toBe(0);
    const trace = engine.attend(next);
    look(trace);
    expect(isExact(trace, next)).toBe(true);
  }
});

/** One entry of a projection changed: all else is the same objects. */
function withEntry(of: AttentionInput, role: 'query' | 'key' | 'value', column: number) {
  const change = (row: readonly number[]) => row.map((x, c) => (c === column ? x + 1 : x));
  const changed = of.projections[role].map((row, r) => (r === 5 ? change([...row]) : row));
  return { ...of, projections: { ...of.projections, [role]: changed } };
}

test('of a projection that is edited, workers multiply the head, and make what is looked at of those that read it', async () => {
  const { posted, start } = watched();
  const pool = new Pool(start, 2);
  const engine = new Engine();
  await engine.prepare(wide, pool)!.done;
  look(engine.attend(wide));
  let next = wide;
  for (const [role, column, heads] of [
    ['query', 70, [1]],
    ['key', 70, [2, 3]],
    ['value', 10, [0, 1]],
    ['query', 71, [1]]
  ] as const) {
    posted.length = 0;
    next = withEntry(next, role, column);
    const { done, isLong } = engine.prepare(next, pool)!;
    await done;
    expect(isLong).toBe(false);
    const jobs = posted.filter(message => 'heads' in message) as unknown as RowsJob[];
    expect(jobs.flatMap(job => job.heads.map(({ index }) => index)).sort()).toEqual(heads);
    const calls = watchKernel();
    const multiplied = jest.spyOn(Kernel.prototype, 'project');
    const trace = engine.attend(next);
    look(trace, [...heads]);
    expect(calls() + multiplied.mock.calls.length).toBe(0);
    jest.restoreAllMocks();
    expect(isExact(trace, next)).toBe(true);
  }
  const [job] = posted.filter(message => 'heads' in message);
  expect(bytesOf(job)).toBe(768 * 64 * 4); // the columns of the head; the embeddings are there
  const other = { ...next, temperature: 2 };
  posted.length = 0;
  await engine.prepare(other, pool)!.done;
  expect(isExact(engine.attend(other), other)).toBe(true);
});

test('nobody waits for what nobody looked at, and not for what follows a token that is moved', () => {
  const pool = new Pool(refused);
  const next = edited(row => row.map(entry => -entry));
  const unseen = new Engine();
  unseen.attend(input);
  expect(unseen.prepare(next, pool)).toBeNull();
  expect(looked().prepare(input, pool)).toBeNull();
  expect(looked().prepare(next, pool, undefined, { moving: true })).toBeNull();
});

test('a head that was looked at once is not made again and again', async () => {
  const { posted, start } = watched();
  const pool = new Pool(start, 1);
  const large = inputOf(1300);
  const engine = new Engine();
  look(engine.attend(large));
  const made: number[] = [];
  for (const temperature of [2, 3, 4]) {
    posted.length = 0;
    const next = { ...large, temperature };
    await engine.prepare(next, pool)!.done;
    look(engine.attend(next), [0]);
    made.push(posted.flatMap(job => ('heads' in job ? (job.heads as object[]) : [])).length);
  }
  expect(made).toEqual([3, 1, 1]);
});

test('when fewer tokens make numbers exact, nothing that a worker has is taken for them', async () => {
  const keys = (m: number): AttentionInput => ({
    ...wide,
    projections: {
      query: matrix(768, 256, 2),
      key: matrix(768, 256, 3),
      value: matrix(768, 128, 4),
      output: null
    },
    nHeads: 1,
    nKvHeads: 1,
    tokens: wide.tokens.slice(0, 200),
    embeddings: wide.embeddings.slice(0, 200),
    keyTokens: Array.from({ length: m }, (_, t) => `k${t}`),
    keyEmbeddings: matrix(m, 768, 6)
  });
  const pool = new Pool(spawn, 1);
  const engine = new Engine();
  const many = keys(300);
  const few = { ...keys(200), embeddings: many.embeddings, projections: many.projections };
  const wideQuery = (of: AttentionInput, column: number) => withEntry(of, 'query', column);
  for (const next of [many, wideQuery(many, 3), few, wideQuery(few, 3), wideQuery(few, 4)]) {
    await engine.prepare(next, pool)?.done;
    const trace = engine.attend(next);
    look(trace);
    expect(isExact(trace, next)).toBe(true);
  }
});

test('what only the plain way makes is asked for as far as there is room', async () => {
  const { posted, start } = watched();
  const naive = { ...input, softmax: 'naive' } as const;
  const engine = new Engine(undefined, 4 * 1024 * 1024);
  look(engine.attend(input));
  await engine.prepare(naive, new Pool(start, 1))!.done;
  const [job] = posted.filter(message => 'heads' in message) as unknown as RowsJob[];
  const blocks = Math.floor((4 * 1024 * 1024) / 3 / 2 / (64 * N * 4));
  expect(job.heads.map(({ wanted }) => wanted.plain.length)).toEqual(
    [0, 1, 2].map(() => 64 * blocks)
  );
  const trace = engine.attend(naive);
  look(trace);
  expect(isExact(trace, naive)).toBe(true);
});

test('a head beyond what float32 can hold is left to the page, and the others are made', async () => {
  const engine = new Engine();
  const projections = {
    ...wide.projections,
    query: wide.projections.query.map(row => Array.from(row, (x, c) => (c < 64 ? x * 1e30 : x)))
  };
  const far = { ...wide, projections };
  const pool = new Pool(spawn, 1);
  await engine.prepare(far, pool)!.done;
  look(engine.attend(far));
  const next = withEntry(far, 'key', 3); // the first two heads read it
  await engine.prepare(next, pool)!.done;
  const multiplied = jest.spyOn(Kernel.prototype, 'project');
  const trace = engine.attend(next);
  expect(multiplied).not.toHaveBeenCalled();
  expect(trace.heads.map(({ precision }) => precision).slice(0, 2)).toEqual(['float64', 'float32']);
  expect(isExact(trace, next)).toBe(true);
});

test('in a gesture that moves no token, workers make each step', async () => {
  const engine = looked();
  const next = { ...input, temperature: 3 };
  await engine.prepare(next, new Pool(spawn, 2), undefined, { moving: true })!.done;
  const calls = watchKernel();
  look(engine.attend(next, { moving: true }));
  expect(calls()).toBe(0);
});

test('of a head that is shown next, as much is made as was looked at of the one before', async () => {
  const large = inputOf(1300);
  const engine = new Engine();
  const pool = new Pool(spawn, 2);
  look(engine.attend(large), [0]);
  await engine.prepare(large, pool, undefined, { head: 2 })!.done;
  const calls = watchKernel();
  look(engine.attend(large), [2]);
  expect(calls()).toBe(0);
  look(engine.attend(large), [1]);
  expect(calls()).toBeGreaterThan(0);
});

test('the newest edit wins, and a worker that gave one up still has what it was sent with it', async () => {
  const engine = looked();
  const pool = new Pool(spawn, 2);
  const first = engine.prepare({ ...input, temperature: 2 }, pool)!.done;
  const next = { ...input, temperature: 3 };
  const second = engine.prepare(next, pool)!.done;
  await expect(first).rejects.toBeInstanceOf(Superseded);
  await second;
  const calls = watchKernel();
  const trace = engine.attend(next);
  look(trace);
  expect(calls()).toBe(0);
  expect(isExact(trace, next)).toBe(true);
});
