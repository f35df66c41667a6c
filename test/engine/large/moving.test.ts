import { jest } from '@jest/globals';
import { Engine, visitRows } from '../../../src/engine/index.ts';
import type { AttentionInput, Matrix, Trace } from '../../../src/engine/index.ts';
import { CASES, difference, inputOf, matrix } from '../inputs.ts';
import { Arena, HeldHead, KernelMemoryError } from '../../../src/engine/kernel/index.ts';

/** Just above where numbers are exact. */
const N = 260;

const inFloat32 = (change: Partial<AttentionInput>): AttentionInput => inputOf(N, change);
const moved = (input: AttentionInput, token: number, seed: number): AttentionInput => {
  const [vector] = matrix(1, 12, seed);
  const put = (rows: Matrix) => rows.map((row, r) => (r === token ? vector : row));
  return { ...input, embeddings: put(input.embeddings) };
};

/** Looks at the whole of all heads, so that a move can go on from there. */
const look = (trace: Trace) => trace.heads.map(({ max, sum }) => [max, sum]);

const KINDS = CASES.filter(([name]) => !['drawn', 'parts', 'cross', 'overrides'].includes(name));

test.each([
  ...KINDS,
  ['padding', { mask: { padding: Array.from({ length: N }, (_, j) => j > 4) } }],
  ['overrides', { overrides: [{ head: 1, query: 2, key: 3, value: 5 }] }]
] as typeof CASES)('a drag follows step by step, and its end is from scratch: %s', (_, change) => {
  const engine = new Engine();
  let input = inFloat32(change);
  look(engine.attend(input));
  for (let step = 0; step < 3; step++) {
    input = moved(input, step % 2, 10 + step);
    const trace = engine.attend(input, { moving: true });
    expect(trace.computed.moving).toBe(true);
    expect(difference(trace, new Engine().attend(input))).toBeLessThan(1e-5);
  }
  const end = engine.attend(input);
  expect(end.computed.moving).toBe(false);
  expect(difference(end, new Engine().attend(input))).toBe(0);
});

test('a step of a drag moves each head that was looked at, and of a single row only that one is made', () => {
  const move = jest.spyOn(HeldHead.prototype, 'moveToken');
  const follow = jest.spyOn(HeldHead.prototype, 'follow');
  const followed = () => follow.mock.results.filter(({ value }) => value !== null).length;
  const recompute = jest.spyOn(HeldHead.prototype, 'recompute');
  const load = jest.spyOn(HeldHead.prototype, 'load');
  try {
    const engine = new Engine();
    let input = inFloat32({});
    look(engine.attend(input));
    expect(load).toHaveBeenCalledTimes(3);
    expect(recompute).toHaveBeenCalledTimes(3);
    for (let step = 0; step < 5; step++) {
      input = moved(input, 7, step);
      void engine.attend(input, { moving: true }).output[9];
    }
    expect(move).toHaveBeenCalledTimes(15);
    expect(followed()).toBe(0);
    input = moved(input, 7, 5);
    const { output } = engine.attend(input, { moving: true });
    void [output[9], output[10]];
    expect(followed()).toBe(3);
    expect(recompute).toHaveBeenCalledTimes(3);
    look(engine.attend(input));
    expect(recompute).toHaveBeenCalledTimes(6);
    look(engine.attend({ ...input, temperature: 2 }));
    look(engine.attend({ ...input, scale: 2, mask: 'causal' }));
    expect(load).toHaveBeenCalledTimes(3);
  } finally {
    jest.restoreAllMocks();
  }
});

/** All weights of all heads, gone through row by row, in one piece. */
const gone = (trace: Trace): Float64Array => {
  const all = new Float64Array(trace.heads.length * trace.tokens.length ** 2);
  trace.heads.forEach(({ weights }, h) =>
    visitRows(weights, 0, weights.length, (row, r) =>
      all.set(Array.from(row), (h * weights.length + r) * row.length)
    )
  );
  return all;
};

test.each([...KINDS, ['ragged', {}]] as typeof CASES)(
  'weights that are gone through follow a drag too, without a row asked for: %s',
  (kind, change) => {
    const engine = new Engine();
    let input = inputOf(kind === 'ragged' ? N + 3 : N, change);
    look(engine.attend(input));
    gone(engine.attend(input, { moving: true }));
    const rows = jest.spyOn(HeldHead.prototype, 'rows');
    try {
      for (let step = 0; step < 3; step++) {
        input = moved(input, 5 + (step % 2), 30 + step);
        rows.mockClear();
        const found = gone(engine.attend(input, { moving: true }));
        expect(rows.mock.calls.length > 0).toBe(kind === 'naive');
        const exact = gone(new Engine().attend(input));
        expect(found.every((weight, at) => Math.abs(weight - exact[at]) < 1e-6)).toBe(true);
      }
    } finally {
      jest.restoreAllMocks();
    }
    expect(gone(engine.attend(input))).toEqual(gone(new Engine().attend(input)));
  }
);

test('weights of a few rows, or in a gesture that moves no token, are made row by row', () => {
  const all = jest.spyOn(HeldHead.prototype, 'allWeights');
  try {
    const engine = new Engine();
    const input = inFloat32({});
    look(engine.attend(input));
    const next = moved(input, 4, 3);
    visitRows(engine.attend(next, { moving: true }).heads[0].weights, 40, 60, () => {});
    gone(engine.attend({ ...next, temperature: 2 }, { moving: true }));
    expect(all).not.toHaveBeenCalled();
    gone(engine.attend({ ...moved(next, 4, 5), temperature: 2 }, { moving: true }));
    expect(all).toHaveBeenCalledTimes(3);
  } finally {
    jest.restoreAllMocks();
  }
});

test('each drag begins from scratch', () => {
  const engine = new Engine();
  let input = inFloat32({});
  look(engine.attend(input));
  for (let step = 0; step < 5; step++) {
    input = moved(input, 9, step);
    gone(engine.attend(input, { moving: true }));
  }
  void engine.attend(input).heads.map(({ output }) => output[9]); // let go
  const found = gone(engine.attend(moved(input, 9, 7), { moving: true }));
  expect(found).toEqual(gone(new Engine().attend(moved(input, 9, 7))));
});

test('weights for which memory does not grow are computed from scratch, and leave the others alone', () => {
  const grow = jest.spyOn(Arena.prototype, 'makeRoomForWeights').mockImplementation(() => {
    throw new KernelMemoryError(1);
  });
  try {
    const engine = new Engine();
    let input = inFloat32({});
    look(engine.attend(input));
    for (let step = 0; step < 3; step++) {
      input = moved(input, 9, step);
      const found = gone(engine.attend(input, { moving: true }));
      expect(found).toEqual(gone(new Engine().attend(input)));
    }
    expect(grow).toHaveBeenCalled();
  } finally {
    jest.restoreAllMocks();
  }
});

test('weights without room to follow a drag are computed from scratch', () => {
  const input = inFloat32({ mask: 'causal' });
  const small = new Engine(undefined, 0);
  look(small.attend(input));
  const next = moved(input, 4, 3);
  expect(gone(small.attend(next, { moving: true }))).toEqual(gone(new Engine().attend(next)));
});

test('numbers that are exact are computed from scratch in a drag too', () => {
  const engine = new Engine();
  const input = inputOf(90);
  look(engine.attend(input));
  const next = moved(input, 4, 3);
  expect(difference(engine.attend(next, { moving: true }), new Engine().attend(next))).toBe(0);
});

test('a trace says the same after others were computed, whatever of it was looked at before', () => {
  const engine = new Engine();
  const input = inFloat32({ positions: 'rope' });
  const first = engine.attend(input);
  void first.heads[0].weights[3];
  let next = input;
  for (let step = 0; step < 20; step++) {
    next = moved(next, step, step); // more tokens than are kept apart
    look(engine.attend(next, { moving: step % 2 === 0 }));
  }
  look(engine.attend({ ...next, temperature: 3, nHeads: 2 }));
  expect(difference(first, new Engine().attend(input))).toBe(0);
});

test('heads for which there is no room take turns', () => {
  const input = inFloat32({ mask: 'causal' });
  const small = new Engine(undefined, 0);
  look(small.attend(input));
  const next = moved(input, 4, 3);
  expect(difference(small.attend(next), new Engine().attend(next))).toBe(0);
});

test('a number that was too large leaves nothing behind', () => {
  const engine = new Engine();
  const input = inFloat32({});
  look(engine.attend(input));
  const huge = input.embeddings.map((row, r) => (r === 3 ? [...row].map(() => 1e25) : row));
  const large = engine.attend({ ...input, embeddings: huge });
  void large.heads[0].weights[3];
  expect([large.computed.precision, large.heads[0].precision]).toEqual(['float32', 'float64']);
  expect(engine.attend(input).heads[0].precision).toBe('float32');
  const rows = jest.spyOn(HeldHead.prototype, 'rows');
  try {
    void engine.attend(moved(input, 3, 5)).heads[0].weights[7];
    expect(rows).toHaveBeenCalled(); // the kernel is used again
  } finally {
    jest.restoreAllMocks();
  }
});
