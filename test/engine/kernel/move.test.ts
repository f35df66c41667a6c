import fc from 'fast-check';
import { cases, kernel, matrixOf, plain, plainCase, requestOf } from './heads.ts';
import type { Case } from './heads.ts';
import type { HeldHead } from '../../../src/engine/kernel/index.ts';

const own = kernel();

/** Moves a token, and the test's own head with it. */
function move(held: HeldHead, head: Case, token: number, seed: number, size = 1): Case {
  const [query] = matrixOf(1, head.query[0].length, seed, size);
  const [key] = matrixOf(1, head.key[0].length, seed + 1, size);
  const [value] = matrixOf(1, head.value[0].length, seed + 2);
  return place(held, head, token, { query, key, value });
}

type Token = Record<'query' | 'key' | 'value', readonly number[]>;

function place(held: HeldHead, head: Case, token: number, vectors: Token): Case {
  held.moveToken(token, vectors);
  const put = (name: keyof Token) =>
    head[name].map((row, r) => (r === token ? vectors[name] : row));
  return { ...head, query: put('query'), key: put('key'), value: put('value') };
}

function expectOutput(held: HeldHead, head: Case, within: number): void {
  const { output } = held.result;
  plain(head)
    .output.flat()
    .forEach((entry, at) => {
      const close = Math.abs(output[at] - entry) <= within;
      expect({ at, ours: output[at], entry, close }).toMatchObject({ close: true });
    });
}

const square = (n: number, size = 1): Case => ({
  ...plainCase,
  query: matrixOf(n, 4, 1, size),
  key: matrixOf(n, 4, 2),
  value: matrixOf(n, 6, 3)
});

test('after many moves the head is what it would be from scratch', () => {
  const masks: Partial<Case>[] = [{}, { causal: true }, { late: true, window: 4 }, { slope: 0.1 }];
  for (const mask of masks) {
    let head: Case = { ...square(21), ...mask };
    const held = own.hold(requestOf(head, 'f32'));
    for (let turn = 0; turn < 300; turn++) {
      head = move(held, head, (turn * 5) % 21, turn, turn % 9 === 0 ? 2.5 : 1);
    }
    expectOutput(held, head, 2e-5);
  }
});

test('a move respects masks of every kind', () => {
  fc.assert(
    fc.property(cases, fc.nat(22), fc.integer(), (given, token, seed) => {
      fc.pre(given.scale < 2 && given.temperature >= 1);
      const n = Math.min(given.query.length, given.key.length);
      const head = {
        ...given,
        query: given.query.slice(0, n),
        key: given.key.slice(0, n),
        value: given.value.slice(0, n),
        padding: given.padding?.slice(0, n),
        cells: given.cells?.slice(0, n).map(row => row.slice(0, n))
      };
      const held = own.hold(requestOf(head, 'f32'));
      expectOutput(held, move(held, head, token % n, seed), 1e-4);
    }),
    { numRuns: 300 }
  );
});

/** Queries of one direction, so that a key's first component is its logit. */
const pointed = (keys: readonly number[]): Case => ({
  ...plainCase,
  scale: 1,
  query: keys.map(() => [1, 0]),
  key: keys.map(key => [key, 0]),
  value: keys.map((_, j) => [j, 1 - j])
});
const token = (key: number): Token => ({ query: [1, 0], key: [key, 0], value: [1, 1] });

test('a logit far above all others becomes the maximum', () => {
  const head = pointed([0, 0.5, 1]);
  const held = own.hold(requestOf(head, 'f32'));
  held.moveToken(1, token(200));
  expect(held.follow()).toEqual({ rescaled: 2, recomputed: 0 });
  expect(Array.from(held.result.max)).toEqual([200, 200, 200]);
  const moved = {
    ...head,
    key: [
      [0, 0],
      [200, 0],
      [1, 0]
    ],
    value: [
      [0, 1],
      [1, 1],
      [2, -1]
    ]
  };
  expectOutput(held, moved, 1e-6);
});

test('a share that was nearly the whole sum is not taken out of it, but the row computed anew', () => {
  // The others' share, e^−11.5, is lost beside 1 in float32 but for two digits.
  const head = pointed([0, 11.5, 0]);
  const held = own.hold(requestOf(head, 'f32'));
  held.moveToken(1, token(-20));
  expect(held.follow()).toEqual({ rescaled: 0, recomputed: 2 });
  expect(Array.from(held.result.sum)).toEqual([2, 2, 2]);
});

test('a move of no consequence takes no guard', () => {
  const held = own.hold(requestOf(pointed([0, 0.1, 0.2, 0.3]), 'f32'));
  held.moveToken(2, token(0.4));
  expect(held.follow()).toEqual({ rescaled: 0, recomputed: 0 });
  expect(held.follow()).toBeNull();
});

test('moves of one token are followed at once, and single rows are from scratch before that', () => {
  let head: Case = { ...square(21), causal: true };
  const held = own.hold(requestOf(head, 'f32'));
  for (let step = 0; step < 4; step++) {
    head = move(held, head, 5, step);
    const [from, to] = [9 + step, 10 + step];
    const alone = own.attendHead({ ...requestOf(head, 'f32'), rows: [from, to] });
    expect([...held.rows(from, to, 'output')]).toEqual([...alone.output]);
  }
  expect(held.isBehind).toBe(true);
  expectOutput(held, head, 1e-5);
  expect(held.isBehind).toBe(false);
  head = move(held, head, 5, 7);
  head = move(held, head, 6, 8); // the former is followed first
  expectOutput(held, head, 1e-5);
});

test('what is no number goes when its token moves on', () => {
  let head = square(7);
  const held = own.hold(requestOf(head, 'f32'));
  const bad = [NaN, 0, 0, 0];
  head = place(held, head, 3, { query: bad, key: bad, value: [Infinity, 0, 0, 0, 0, 0] });
  expect(held.result.output.every(Number.isNaN)).toBe(true);
  head = move(held, head, 3, 8);
  expectOutput(held, head, 1e-5);
});

test('exact numbers are not moved', () => {
  const held = own.hold(requestOf(square(3), 'f64'));
  expect(() => held.moveToken(1, token(1))).toThrow(/float32/);
});
