import { attend, Engine, Pool, visitRows } from '../../../src/engine/index.ts';
import type { AttentionInput, Port, Trace } from '../../../src/engine/index.ts';
import { Beats } from '../../../src/engine/workers/beats.ts';
import { piecesOf } from '../../../src/engine/workers/pieces.ts';
import type { Clock } from '../../../src/engine/workers/watch.ts';
import { plain } from '../../setup/plain.ts';
import { workers } from '../../setup/workers.ts';
import { inputOf, matrix } from '../inputs.ts';

/** A layer that is projected in workers. */
const layer: AttentionInput = inputOf(140, {
  embeddings: matrix(140, 520),
  projections: {
    query: matrix(520, 480, 2),
    key: matrix(520, 480, 3),
    value: matrix(520, 480, 4),
    output: null
  }
});

/** Rows of heads that are made in workers, once somebody has looked at all weights of the layer. */
const long: AttentionInput = inputOf(640);

const { spawn, end } = workers();
afterAll(end);

/** A clock that goes by hand, and whether anybody looks at it. */
function handClock(): Clock & {
  readonly looks: (count: number) => void;
  readonly isWatched: () => boolean;
} {
  const acts = new Set<() => void>();
  return {
    every: (_, act) => {
      acts.add(act);
      return () => acts.delete(act);
    },
    looks: count => {
      for (let i = 0; i < count; i++) {
        acts.forEach(act => act());
      }
    },
    isWatched: () => acts.size > 0
  };
}

/** A worker that says only what a test lets it say. */
interface Puppet extends Port {
  readonly posted: { readonly id?: number; readonly groups?: unknown; readonly heads?: unknown }[];
  isEnded: boolean;
  say(data: unknown): void;
  event(type: 'error' | 'messageerror'): void;
}

function puppet(): Puppet {
  const listeners = new Map<string, (event: MessageEvent) => void>();
  return {
    posted: [],
    isEnded: false,
    postMessage(message) {
      this.posted.push(message as object);
    },
    terminate() {
      this.isEnded = true;
    },
    addEventListener: (type, listener) => listeners.set(type, listener),
    say: data => listeners.get('message')?.(new MessageEvent('message', { data })),
    event: type => listeners.get(type)?.(new MessageEvent(type))
  };
}

/** A pool of puppets, with a clock that goes by hand. */
function puppets(size: number) {
  const clock = handClock();
  const started: Puppet[] = [];
  const start = () => {
    const made = puppet();
    started.push(made);
    return made;
  };
  return { clock, started, pool: new Pool(start, size, clock) };
}

/** The same with so many columns that to multiply one head anew is felt. */
const wide: AttentionInput = {
  ...long,
  embeddings: matrix(640, 768),
  projections: {
    query: matrix(768, 192, 2),
    key: matrix(768, 192, 3),
    value: matrix(768, 192, 4),
    output: null
  }
};

/** Every kind of job: what is prepared, and on what engine. */
const JOBS: [string, () => { readonly engine: Engine; readonly input: AttentionInput }][] = [
  ['a whole layer', () => ({ engine: new Engine(), input: layer })],
  [
    'rows',
    () => {
      const engine = new Engine();
      lookAtAll(engine.attend(long));
      return { engine, input: { ...long, temperature: 2 } };
    }
  ],
  [
    'heads of one projection',
    () => {
      const engine = new Engine();
      lookAtAll(engine.attend(wide));
      const { projections } = wide;
      const query = projections.query.map((row, r) =>
        Array.from(row, (x, c) => (r === 0 && c === 0 ? 9 : x))
      );
      return { engine, input: { ...wide, projections: { ...projections, query } } };
    }
  ]
];

function lookAtAll({ heads }: Trace): void {
  for (const { weights, output, max } of heads) {
    visitRows(weights, 0, weights.length, () => {});
    visitRows(output, 0, output.length, () => {});
    void max[0];
  }
}

/** The page computes by itself what the workers did not, and the next job goes to a new one. */
async function expectRecovery(
  engine: Engine,
  input: AttentionInput,
  { pool, started }: Pick<ReturnType<typeof puppets>, 'pool' | 'started'>
): Promise<void> {
  const [ours, theirs] = [engine.attend(input), new Engine().attend(input)];
  expect([...ours.heads[1].weights[3]]).toEqual([...theirs.heads[1].weights[3]]);
  const before = started.length;
  const next = new Engine().prepare(layer, pool)!.done;
  expect(started.slice(0, before).every(({ isEnded }) => isEnded)).toBe(true);
  expect(started[before].posted.some(({ groups }) => groups !== undefined)).toBe(true);
  pool.cancel();
  await expect(next).rejects.toThrow();
}

describe.each(JOBS)('%s', (_, begin) => {
  test('a worker that never answers is given up, and replaced', async () => {
    const { engine, input } = begin();
    const { clock, started, pool } = puppets(1);
    const { done } = engine.prepare(input, pool)!;
    clock.looks(30);
    expect(started[0].isEnded).toBe(false);
    clock.looks(1);
    await expect(done).rejects.toThrow('a worker fell silent');
    expect(started[0].isEnded).toBe(true);
    expect(clock.isWatched()).toBe(false);
    await expectRecovery(engine, input, { pool, started });
  });

  test('a worker that is slow, but gives signs of life, is waited for', async () => {
    const { engine, input } = begin();
    const { clock, started, pool } = puppets(1);
    let isOver = false;
    const over = () => (isOver = true);
    void engine.prepare(input, pool)!.done.then(over, over);
    for (let beat = 0; beat < 20; beat++) {
      clock.looks(29);
      started[0].say({ beat: true });
      await Promise.resolve();
    }
    expect(isOver).toBe(false);
    expect(started[0].isEnded).toBe(false);
    clock.looks(8 * 29); // as it was that slow before
    expect(started[0].isEnded).toBe(false);
    clock.looks(1);
    expect(started[0].isEnded).toBe(true);
  });

  test('a worker that breaks off is replaced', async () => {
    const { engine, input } = begin();
    const { started, pool } = puppets(1);
    const { done } = engine.prepare(input, pool)!;
    started[0].say({ beat: true });
    started[0].event('error');
    await expect(done).rejects.toThrow('a worker broke off');
    await expectRecovery(engine, input, { pool, started });
  });

  test('a worker whose script cannot be loaded is not started again', async () => {
    const { engine, input } = begin();
    const { started, pool } = puppets(1);
    const { done } = engine.prepare(input, pool)!;
    started[0].event('error');
    await expect(done).rejects.toThrow('a worker could not be started');
    await expect(new Engine().prepare(layer, pool)!.done).rejects.toThrow('could not be started');
    expect(started).toHaveLength(1);
  });

  test('what cannot be read is no answer', async () => {
    const { engine, input } = begin();
    const { started, pool } = puppets(1);
    const { done } = engine.prepare(input, pool)!;
    started[0].event('messageerror');
    await expect(done).rejects.toThrow('a worker was not understood');
    await expectRecovery(engine, input, { pool, started });
  });

  test.each([
    ['nothing', () => undefined],
    ['null', () => null],
    ['text', () => 'done'],
    ['an answer without a number', () => ({ index: 0 })],
    ['an answer without anything in it', (id: number) => ({ id, index: 0 })],
    ['an answer to what was not asked', (id: number) => ({ id, index: 77 })],
    [
      'too few numbers',
      (id: number) => ({
        ...{ id, index: 0, query: [new Float64Array(3)], key: new Float64Array(3) },
        ...{ value: new Float64Array(3), output: [], max: [], sum: [] },
        ...{ projected: { query: new Float64Array(3) }, plain: null, summary: null },
        blocks: [{ stage: 'weights', block: 0, numbers: new Float64Array(3) }]
      })
    ]
  ])('a worker that says %s is replaced', async (_name, say) => {
    const { engine, input } = begin();
    const { started, pool } = puppets(1);
    const { done } = engine.prepare(input, pool)!;
    started[0].say(say(started[0].posted.find(({ id }) => id !== undefined)!.id!));
    await expect(done).rejects.toThrow(/a worker (said|answered) something else/);
    await expectRecovery(engine, input, { pool, started });
  });

  test('one that answers after it was replaced is not heard', async () => {
    const { engine, input } = begin();
    const { clock, started, pool } = puppets(1);
    const { done } = engine.prepare(input, pool)!;
    clock.looks(31);
    await expect(done).rejects.toThrow('fell silent');
    let isOver = false;
    const over = () => (isOver = true);
    void new Engine().prepare(layer, pool)!.done.then(over, over);
    for (let id = 0; id < 9; id++) {
      started[0].say({ id, index: 0 });
      started[0].say({ id, failed: 'late' });
    }
    started[0].say(null);
    started[0].event('error');
    started[0].event('messageerror');
    await Promise.resolve();
    expect(isOver).toBe(false);
    expect(started[1].isEnded).toBe(false);
    pool.dispose();
  });

  test('one that is silent is noticed though the others go on', async () => {
    const { engine, input } = begin();
    const { clock, started, pool } = puppets(3);
    const { done } = engine.prepare(input, pool)!;
    const busy = started.filter(({ posted }) => posted.some(({ id }) => id !== undefined));
    for (let look = 0; look < 31; look++) {
      busy.slice(1).forEach(each => each.say({ beat: true }));
      clock.looks(1);
    }
    await expect(done).rejects.toThrow('fell silent');
    expect(started.map(({ isEnded }) => isEnded)).toEqual([true, true, true]);
  });
});

test('where a worker cannot be started, those before it are ended', async () => {
  const first = puppet();
  let count = 0;
  const pool = new Pool(() => {
    if (count++ > 0) {
      throw new Error('too many');
    }
    return first;
  }, 2);
  await expect(new Engine().prepare(layer, pool)!.done).rejects.toThrow('too many');
  expect(first.isEnded).toBe(true);
});

test('after three jobs in a row that came to nothing no worker is started', async () => {
  const { clock, pool, started } = puppets(1);
  for (let job = 0; job < 3; job++) {
    const { done } = new Engine().prepare(layer, pool)!;
    clock.looks(31);
    await expect(done).rejects.toThrow('fell silent');
  }
  await expect(new Engine().prepare(layer, pool)!.done).rejects.toThrow('fell silent');
  expect(started).toHaveLength(3);
});

test('nobody is watched when nothing is under way', async () => {
  const clock = handClock();
  const pool = new Pool(spawn, 2, clock);
  const { done } = new Engine().prepare(layer, pool)!;
  expect(clock.isWatched()).toBe(true);
  await done;
  expect(clock.isWatched()).toBe(false);
  const given = new Engine().prepare({ ...layer, nHeads: 2 }, pool)!.done;
  pool.cancel();
  await expect(given).rejects.toThrow();
  expect(clock.isWatched()).toBe(false);
});

test('a worker gives signs between pieces of its work, not at each of them', () => {
  let [now, signs] = [0, 0];
  const { beat } = new Beats(
    () => signs++,
    () => now
  );
  for (; now < 1000; now += 10) {
    beat();
  }
  expect(signs).toBe(3);
});

test('pieces are all rows, in their order, and neither too large nor too many', () => {
  for (const [rows, each] of [
    [1, 1],
    [1, 1e12],
    [640, 1e6],
    [8192, 2_097_152],
    [10, 1e9]
  ]) {
    const pieces = piecesOf(rows, each);
    expect(pieces[0][0]).toBe(0);
    expect(pieces.at(-1)![1]).toBe(rows);
    pieces.forEach(([from, to], i) => {
      expect(to).toBeGreaterThan(from);
      expect(from).toBe(i === 0 ? 0 : pieces[i - 1][1]);
    });
    expect(pieces.length).toBeLessThanOrEqual(16);
  }
  expect(piecesOf(640, 1)).toHaveLength(1);
});

test('numbers that were made in pieces are those that are made at once, to the bit', async () => {
  for (const input of [layer, { ...layer, mask: 'causal', positions: 'rope' } as const]) {
    const engine = new Engine();
    await engine.prepare(input, new Pool(spawn, 2))!.done;
    const [ours, theirs] = [engine.attend(input), attend(input)];
    expect(plain(ours.heads[2].output)).toEqual(plain(theirs.heads[2].output));
  }
});
