import { pieceOf } from './pieces.ts';
import type { Matrix, Vector } from './vector.ts';

/**
 * The largest absolute number of a matrix; Infinity where one is no number. Of the same matrix it is
 * found once, and of one in rows only those are looked at that an edit has made.
 */
export function magnitudeOf(matrix: Matrix): number {
  let most = known.get(matrix) ?? found(matrix);
  if (typeof most === 'function') {
    most = most();
    known.set(matrix, most);
  }
  return most;
}

function found(matrix: Matrix): number {
  const piece = pieceOf(matrix);
  return piece
    ? magnitudeOfRow(piece)
    : matrix.reduce((most, row) => Math.max(most, magnitudeOfRow(row)), 0);
}

/** The same of a row. */
export function magnitudeOfRow(row: Vector): number {
  const before = known.get(row);
  if (typeof before === 'number') {
    return before;
  }
  const most = largestOf(row);
  known.set(row, most);
  return most;
}

/** How to find the magnitude of a matrix, once it is asked for, without looking at all of it. */
export function rememberMagnitude(matrix: Matrix, most: () => number): void {
  known.set(matrix, most);
}

function largestOf(numbers: ArrayLike<number>): number {
  let most = 0;
  for (let i = 0; i < numbers.length; i++) {
    const size = Math.abs(numbers[i]);
    if (!(size <= most)) {
      if (Number.isNaN(size)) {
        return Infinity;
      }
      most = size;
    }
  }
  return most;
}

/** Numbers do not change once they are computed. */
const known = new WeakMap<object, number | (() => number)>();
