import fc from 'fast-check';
import { cases, kernel, matrixOf, plain, plainCase, requestOf } from './heads.ts';
import type { Case } from './heads.ts';
import type { Numbers } from '../../../src/engine/kernel/index.ts';

const own = kernel();

function expectClose(ours: Numbers, theirs: readonly number[], within: number): void {
  theirs.forEach((entry, at) => {
    const far = Math.abs(ours[at] - entry);
    const close = Object.is(ours[at], entry) || far <= within * Math.max(1, Math.abs(entry));
    expect({ at, ours: ours[at], theirs: entry, close }).toMatchObject({ close: true });
  });
}

function expectOnline(head: Case, within = 1e-11): void {
  const ours = own.attendOnline(requestOf(head, 'f64'));
  const theirs = plain(head);
  expectClose(ours.output, theirs.output.flat(), within);
  expectClose(ours.sum, theirs.sum, within);
  expect(Array.from(ours.max)).toEqual(theirs.max);
}

/** More keys than a block has, and a number that no block divides. */
const long = {
  ...plainCase,
  query: matrixOf(19, 8, 1, 3),
  key: matrixOf(1301, 8, 2),
  value: matrixOf(1301, 5, 3)
};

test('online softmax is the softmax', () => {
  fc.assert(
    fc.property(cases, head => expectOnline(head)),
    { numRuns: 300 }
  );
});

test.each<[string, Case]>([
  ['plain', long],
  ['with a bias and a temperature', { ...long, slope: 0.01, temperature: 2 }],
  ['masked late', { ...long, window: 700, late: true }],
  ['half padding', { ...long, padding: long.key.map((_, j) => j > 600) }],
  ['causal', { ...long, query: matrixOf(1301, 8, 4), causal: true }],
  ['windowed', { ...long, query: matrixOf(1301, 8, 4), window: 300 }],
  [
    'not a number',
    { ...long, key: long.key.map((row, j) => (j === 900 ? row.map(() => NaN) : row)) }
  ],
  ['infinite', { ...long, key: long.key.map((row, j) => (j === 9 ? row.map(() => 1e308) : row)) }],
  ['a value that is infinite', { ...long, value: long.value.map(() => [1, 2, 3, 4, Infinity]) }]
])('online softmax over many blocks: %s', (_, head) => expectOnline(head));

test('online softmax in float32, and row by row', () => {
  const head = { ...long, causal: false };
  const theirs = plain(head).output;
  expectClose(own.attendOnline(requestOf(head, 'f32')).output, theirs.flat(), 2e-5);
  const rows = [7, 12] as const;
  const some = own.attendOnline({ ...requestOf(head, 'f64'), rows });
  expectClose(some.output, theirs.slice(...rows).flat(), 1e-11);
});
