import {
  add,
  attend,
  concatenateColumns,
  flatOf,
  lazyRows,
  matmul,
  rowsOf
} from '../../../src/engine/index.ts';
import type { Matrix } from '../../../src/engine/index.ts';
import { pieceOf } from '../../../src/engine/arrays/pieces.ts';
import { zeros } from '../../../src/engine/arrays/zeros.ts';

const entries = (matrix: Matrix) => matrix.map(row => Array.from(row));
const numbers = (rows: number, columns: number) =>
  Array.from({ length: rows }, (_, r) =>
    Array.from({ length: columns }, (_, c) => Math.sin(r * columns + c + 1))
  );

test.each([
  [3, 2],
  [64, 16],
  [64, 17],
  [65, 2],
  [2, 100]
])(
  '%i × %i numbers in one piece are seen as rows, and found again in one piece',
  (rows, columns) => {
    const data = Float64Array.from(numbers(rows, columns).flat());
    const matrix = rowsOf({ data, rows, columns });
    expect(entries(matrix)).toEqual(numbers(rows, columns));
    expect(pieceOf(matrix)).toBe(data);
    expect(flatOf(matrix)).toBe(data);
  }
);

test('rows in single precision show it in their type, however few', () => {
  const [row] = rowsOf({ data: new Float32Array(2), rows: 1, columns: 2 });
  expect(row).toBeInstanceOf(Float32Array);
});

test('a matrix that was given as rows is in no piece, but is put into one', () => {
  const given = Object.freeze(numbers(2, 3));
  expect(pieceOf(given)).toBeUndefined();
  expect(flatOf(given)).toEqual(Float64Array.from(given.flat()));
});

test('small arrays have nothing in common', () => {
  const arrays = Array.from({ length: 2000 }, (_, i) => zeros(1 + (i % 9)).fill(i));
  expect(arrays.every((array, i) => array.every(entry => entry === i))).toBe(true);
  expect(zeros(5)).toEqual(new Float64Array(5));
});

test('matrices side by side, and sums, make no row that nobody reads', () => {
  const made: number[] = [];
  const lazy = lazyRows(3, row => {
    made.push(row);
    return [row];
  });
  const side = concatenateColumns([lazy, lazy]);
  const sums = add([[1], [1], [1]], lazy);
  expect(made).toEqual([]);
  expect([...side[2]]).toEqual([2, 2]);
  expect([...sums[2]]).toEqual([3]);
  expect(concatenateColumns([lazy])).toBe(lazy);
});

// Few numbers are multiplied where they are, more of them entry by entry, many by runs of four terms.
test.each([
  [8, 2, 2],
  [20, 9, 8],
  [30, 50, 20]
])('[%i, %i] × [%i columns]: terms are added from the first on', (rows, terms, columns) => {
  const [a, b] = [numbers(rows, terms), numbers(terms, columns)];
  const wanted = a.map(row =>
    b[0].map((_, c) => row.reduce((sum, entry, k) => sum + entry * b[k][c], 0))
  );
  expect(entries(matmul(a, b))).toEqual(wanted);
});

test('two heads, mixed and added to the embeddings, are the sums that they are made of', () => {
  const embeddings = numbers(8, 4);
  const w = numbers(4, 4);
  const trace = attend({
    tokens: [...'abcdefgh'],
    embeddings,
    keyTokens: null,
    keyEmbeddings: null,
    projections: { query: w, key: w, value: w, output: w },
    nHeads: 2,
    mask: 'causal',
    scale: null,
    residual: true
  });
  const side = embeddings.map((_, r) => trace.heads.flatMap(({ output }) => [...output[r]]));
  expect(entries(trace.concatenated)).toEqual(side);
  expect(entries(trace.mixed)).toEqual(entries(matmul(side, w)));
  const sums = embeddings.map((row, r) => row.map((entry, c) => entry + trace.mixed[r][c]));
  expect(entries(trace.output)).toEqual(sums);
});

test.each([
  [8, true],
  [90, true],
  [90, false]
])('masked scores of %i tokens are the unmasked ones but for what is hidden', (tokens, bias) => {
  const x = numbers(tokens, 4);
  const w = numbers(4, 4);
  const { heads, mask } = attend({
    tokens: x.map(String),
    embeddings: x,
    keyTokens: null,
    keyEmbeddings: null,
    projections: { query: w, key: w, value: w, output: null },
    nHeads: 1,
    mask: 'causal',
    scale: null,
    ...(bias && { positions: 'alibi', temperature: 3 })
  });
  const [{ scaledScores, unmaskedScores, maskedScores, bias: added }] = heads;
  expect(unmaskedScores === scaledScores).toBe(!bias);
  maskedScores.forEach((row, i) => {
    const wanted = Array.from(scaledScores[i], (score, j) =>
      mask![i][j] ? (added ? (score + added[i][j]) / 3 : score) : null
    );
    expect([...row]).toEqual(wanted);
  });
});
