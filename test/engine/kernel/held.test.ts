import fc from 'fast-check';
import { tensorOf } from '../../../src/engine/index.ts';
import { cases, kernel, matrixOf, plainCase, requestOf } from './heads.ts';
import { copyOf, KernelMemoryError } from '../../../src/engine/kernel/index.ts';
import type { HeadRequest, HeldHead } from '../../../src/engine/kernel/index.ts';

const own = kernel();
const precisions = fc.constantFrom('f64' as const, 'f32' as const);
const KINDS = ['scores', 'weights', 'output'] as const;

/** The held head's rows, in two pieces, and its whole are those of a head that is computed once. */
function expectSame(held: HeldHead, request: HeadRequest): void {
  const once = copyOf(own.attendHead(request));
  const n = request.query.rows;
  const middle = Math.floor(n / 2);
  for (const kind of KINDS) {
    const pieces = [[0, middle] as const, [middle, n] as const].map(
      ([from, to]) => from < to && held.rows(from, to, kind).slice()
    );
    expect(pieces.flatMap(piece => (piece ? [...piece] : []))).toEqual([...once[kind]!]);
  }
  const { output, max, sum } = held.recompute();
  expect([output, max, sum].map(numbers => [...numbers])).toEqual(
    [once.output, once.max, once.sum].map(numbers => [...numbers])
  );
}

test('rows of a held head are those of a head that is computed once, to the bit', () => {
  fc.assert(
    fc.property(cases, precisions, (head, precision) => {
      const request = requestOf(head, precision);
      expectSame(own.arena().head(request), request);
    }),
    { numRuns: 100 }
  );
});

test('its mask, scale, temperature and vectors change in place', () => {
  fc.assert(
    fc.property(cases, cases, precisions, fc.nat(), (head, other, precision, at) => {
      const held = own.arena().head(requestOf({ ...head, cells: undefined }, precision));
      const [query, key] = [at % head.query.length, at % head.key.length];
      const put = <T>(rows: readonly T[], row: number, vector: T) =>
        rows.map((old, r) => (r === row ? vector : old));
      const [a, b, c] = [
        matrixOf(1, head.query[0].length, at)[0],
        matrixOf(1, head.query[0].length, at + 1)[0],
        matrixOf(1, head.value[0].length, at + 2)[0]
      ];
      const { scale, temperature, slope, causal, window, late } = other;
      const changed = {
        ...{ scale, temperature, slope, causal, window, late },
        padding: head.key.map((_, j) => (at + j) % 3 !== 0),
        query: put(head.query, query, a),
        key: put(head.key, key, b),
        value: put(head.value, key, c)
      };
      held.setQuery(query, a);
      held.setKey(key, b, c);
      const request = requestOf(changed, precision);
      held.set(request);
      expectSame(held, request);
    }),
    { numRuns: 100 }
  );
});

test('heads and matrices in one memory leave one another alone', () => {
  const arena = own.arena();
  const square = (n: number, seed: number) =>
    requestOf(
      {
        ...plainCase,
        query: matrixOf(n, 5, seed),
        key: matrixOf(n, 5, seed + 1),
        value: matrixOf(n, 3, seed + 2)
      },
      'f64'
    );
  const requests = [square(70, 1), square(9, 5), square(200, 9)];
  const heads = requests.map(request => arena.head(request));
  const weights = tensorOf(matrixOf(7, 20, 3));
  const matrix = arena.matrix('f64', weights);
  const x = tensorOf(matrixOf(64, 7, 4));
  const product = own.project('f64', x, weights).slice();
  heads.slice(0, 2).forEach((held, h) => expectSame(held, requests[h]));
  expect([...matrix.times(x)]).toEqual([...product]);
  const other = tensorOf(matrixOf(7, 20, 8));
  matrix.load(other);
  expect([...matrix.times(tensorOf(matrixOf(1, 7, 4)))]).toEqual([
    ...own.project('f64', tensorOf(matrixOf(1, 7, 4)), other)
  ]);
  expect([...heads[2].rows(190, 200, 'weights')]).toEqual([
    ...own.attendHead({ ...requests[2], rows: [190, 200] }).weights!
  ]);
});

test('a head for which there is no room leaves the others where they are', () => {
  const arena = own.arena();
  const request = requestOf(
    { ...plainCase, query: [[1], [2]], key: [[1], [3]], value: [[1], [4]] },
    'f64'
  );
  const held = arena.head(request);
  const long = { data: [], rows: 90_000_000, columns: 1 };
  expect(() => arena.head({ ...request, query: long, key: long, value: long })).toThrow(
    KernelMemoryError
  );
  expectSame(held, request);
  expectSame(arena.head(request), request);
});
