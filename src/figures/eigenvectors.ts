import type { Matrix } from '../engine/index.ts';

/** Passes over all entries at most: a handful are enough at any size that is drawn. */
const SWEEPS = 40;

/**
 * The eigenvectors of a symmetric matrix, of length 1, that of the largest eigenvalue first. Entry by entry
 * what is off the diagonal is turned away, until nothing of it is left.
 *
 * Source: Golub and Van Loan, Matrix Computations (2013), section 8.5, cyclic Jacobi.
 *
 * @param symmetric - [n, n], finite
 * @returns [n, n], a vector a row
 */
export function eigenvectors(symmetric: Matrix): number[][] {
  const n = symmetric.length;
  const a = symmetric.map(row => Float64Array.from(row));
  const vectors = a.map((_, r) => Float64Array.from({ length: n }, (_, c) => (r === c ? 1 : 0)));
  const least = Number.EPSILON * Math.hypot(...a.map(row => Math.hypot(...row)));
  for (let sweep = 0; sweep < SWEEPS && offDiagonal(a) > least; sweep++) {
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        turn(a, vectors, p, q);
      }
    }
  }
  return a
    .map((row, r) => ({ value: row[r], vector: [...vectors[r]] }))
    .sort((one, other) => other.value - one.value)
    .map(({ vector }) => vector);
}

type Rows = readonly Float64Array[];

/** The length of all that is off the diagonal. */
function offDiagonal(a: Rows): number {
  return Math.SQRT2 * Math.hypot(...a.map((row, r) => Math.hypot(...row.subarray(r + 1))));
}

/** Turns the directions p and q until they have nothing to do with one another. */
function turn(a: Rows, vectors: Rows, p: number, q: number): void {
  if (a[p][q] === 0) {
    return;
  }
  const [cos, sin] = rotation(a[p][p], a[q][q], a[p][q]);
  for (const row of a) {
    const [x, y] = [row[p], row[q]];
    row[p] = cos * x - sin * y;
    row[q] = sin * x + cos * y;
  }
  for (const rows of [a, vectors]) {
    const [one, other] = [rows[p], rows[q]];
    for (let c = 0; c < one.length; c++) {
      const [x, y] = [one[c], other[c]];
      one[c] = cos * x - sin * y;
      other[c] = sin * x + cos * y;
    }
  }
}

/** The smaller of the two rotations after which the entry is 0. */
function rotation(pp: number, qq: number, pq: number): readonly [cos: number, sin: number] {
  const slope = (qq - pp) / (2 * pq);
  const tan = Number.isFinite(slope)
    ? (slope < 0 ? -1 : 1) / (Math.abs(slope) + Math.hypot(1, slope))
    : 0;
  const cos = 1 / Math.hypot(1, tan);
  return [cos, tan * cos];
}
