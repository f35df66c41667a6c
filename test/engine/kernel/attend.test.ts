import fc from 'fast-check';
import { matmul, tensorOf } from '../../../src/engine/index.ts';
import { cases, expectBits, kernel, matrixOf, plain, plainCase, requestOf } from './heads.ts';
import type { Case } from './heads.ts';
import { copyOf } from '../../../src/engine/kernel/index.ts';

const own = kernel();

function expectSame(head: Case): void {
  const ours = own.attendHead(requestOf(head, 'f64'));
  const theirs = plain(head);
  expectBits(ours.scores, theirs.scores.flat());
  expectBits(ours.weights, theirs.weights.flat());
  expectBits(ours.output, theirs.output.flat());
  expectBits(ours.max, theirs.max);
  expectBits(ours.sum, theirs.sum);
}

const head = (n: number, m: number, dK: number, dV: number, size = 1) => ({
  ...plainCase,
  query: matrixOf(n, dK, 1, size),
  key: matrixOf(m, dK, 2),
  value: matrixOf(m, dV, 3)
});

test('in float64 the kernel is the plain engine, to the bit', () => {
  fc.assert(fc.property(cases, expectSame), { numRuns: 600 });
});

test.each([
  ['scores of 1e4', head(9, 33, 8, 8, 5e3)],
  ['longer than a block', { ...head(37, 41, 16, 16), causal: true }],
  ['wide', head(5, 6, 70, 70)],
  ['one of each', head(1, 1, 1, 1)],
  ['infinite scores', head(4, 7, 3, 5, 1e308)],
  ['all masked', { ...head(5, 7, 3, 5), padding: Array.from({ length: 7 }, () => false) }]
])('to the bit: %s', (_, given) => expectSame(given));

test.each(['query', 'key', 'value'] as const)('no number in a %s is no number in the end', name => {
  for (const causal of [false, true]) {
    for (const late of [false, true]) {
      for (const poison of [NaN, Infinity, -Infinity]) {
        const given = { ...head(9, 9, 3, 5), causal, late };
        const poisoned = given[name].map((row, r) => (r === 4 ? [poison, ...row.slice(1)] : row));
        expectSame({ ...given, [name]: poisoned });
      }
    }
  }
  const key = head(9, 9, 3, 5).key.map((row, r) => (r === 4 ? [NaN, 0, 0] : row));
  const { weights } = own.attendHead(requestOf({ ...head(9, 9, 3, 5), key }, 'f64'));
  expect(weights?.every(Number.isNaN)).toBe(true);
});

test('rows can be had piece by piece, and without scores and weights', () => {
  fc.assert(
    fc.property(cases, fc.nat(22), fc.nat(22), (given, a, b) => {
      const n = given.query.length;
      const [from, to] = [Math.min(a, b) % n, Math.min(n, (Math.min(a, b) % n) + 1 + (b % 7))];
      const theirs = plain(given);
      const request = { ...requestOf(given, 'f64'), rows: [from, to] as const };
      const ours = own.attendHead(request);
      expectBits(ours.scores, theirs.scores.slice(from, to).flat());
      expectBits(ours.weights, theirs.weights.slice(from, to).flat());
      expectBits(ours.output, theirs.output.slice(from, to).flat());
      const bare = own.attendHead(request, { scores: false, weights: false });
      expect([bare.scores, bare.weights]).toEqual([null, null]);
      expectBits(bare.output, theirs.output.slice(from, to).flat());
    })
  );
});

test('float32 keeps its contract', () => {
  fc.assert(
    fc.property(cases, given => {
      fc.pre(given.scale < 2 && given.temperature >= 1);
      // Both work on the same numbers, those that float32 can hold.
      const narrow = (rows: Case['query']) => rows.map(row => row.map(Math.fround));
      const { query, key, value } = given;
      const narrowed = {
        ...given,
        query: narrow(query),
        key: narrow(key),
        value: narrow(value)
      };
      const ours = own.attendHead(requestOf(narrowed, 'f32'));
      const theirs = plain(narrowed);
      const most = (rows: Case['query']) => Math.max(...rows.flat().map(Math.abs));
      const allowed = 2e-6 * Math.max(1, most(theirs.scores));
      const far = (numbers: ArrayLike<number> | null, rows: Case['query']) =>
        Math.max(...rows.flat().map((entry, at) => Math.abs(entry - (numbers?.[at] ?? NaN))));
      expect(far(ours.weights, theirs.weights)).toBeLessThanOrEqual(allowed);
      expect(far(ours.output, theirs.output)).toBeLessThanOrEqual(
        allowed * most(narrowed.value) * 4
      );
    }),
    { numRuns: 300 }
  );
});

test('a projection is the plain product, to the bit', () => {
  fc.assert(
    fc.property(fc.nat(30), fc.nat(12), fc.nat(20), fc.nat(30), (n, k, c, from) => {
      const x = matrixOf(n + 1, k + 1, n);
      const weights = matrixOf(k + 1, c + 1, c);
      const product = matmul(x, weights);
      expectBits(
        own.project('f64', tensorOf(x), tensorOf(weights)),
        product.flatMap(row => [...row])
      );
      const rows = [from % (n + 1), n + 1] as const;
      expectBits(
        own.project('f64', tensorOf(x), tensorOf(weights), rows),
        product.slice(rows[0]).flatMap(row => [...row])
      );
    })
  );
});

test('a copy outlives the next call', () => {
  const first = copyOf(own.attendHead(requestOf(head(3, 3, 2, 2), 'f64')));
  own.attendHead(requestOf(head(9, 9, 4, 4), 'f64'));
  expectBits(first.output, plain(head(3, 3, 2, 2)).output.flat());
});
