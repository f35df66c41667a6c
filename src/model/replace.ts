import type { Vector } from '../engine/index.ts';

/** A list with one entry changed. */
export function replaceAt<T>(
  list: readonly T[],
  index: number,
  change: (entry: T) => T
): readonly T[] {
  return list.map((entry, i) => (i === index ? change(entry) : entry));
}

/**
 * Numbers in the precision of those in whose place they come, where it can hold them: an array of
 * single numbers stays one, and what is sent does not double with the first edit.
 */
export function like(row: Vector, numbers: Vector): Vector {
  if (!(row instanceof Float32Array)) {
    return numbers;
  }
  const single = Float32Array.from(numbers);
  return single.every(Number.isFinite) ? single : numbers;
}

/** A row with some of its entries replaced, from `start` on, {@link like} the row. */
export function withRun(row: Vector, start: number, run: readonly number[]): Vector {
  if (row instanceof Float32Array && run.every(entry => Number.isFinite(Math.fround(entry)))) {
    const single = row.slice();
    single.set(run, start);
    return single;
  }
  const entries = Array.from(row);
  entries.splice(start, run.length, ...run);
  return entries;
}
