import type { Matrix, Vector } from './vector.ts';

/** Shows rows, from the first up to, but without, the last, one after the other. */
type Visit<T = Vector> = (from: number, to: number, visit: (row: T, r: number) => void) => void;

/** Says how the rows of a lazy matrix are best shown to somebody who goes through many of them. */
export function visitedBy(matrix: Matrix, visit: Visit): void {
  visits.set(matrix, visit);
}

/**
 * Goes through rows of a matrix, from the first up to, but without, the last. A row is only sure to
 * hold until the next one: whoever looks at each of very many once need not have all of them made
 * and kept.
 */
export function visitRows<T>(
  matrix: readonly T[],
  from: number,
  to: number,
  visit: (row: T, r: number) => void
): void {
  const known = visits.get(matrix) as Visit<T> | undefined;
  if (known) {
    known(from, to, visit);
    return;
  }
  for (let r = from; r < to; r++) {
    visit(matrix[r], r);
  }
}

const visits = new WeakMap<object, Visit>();
