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
