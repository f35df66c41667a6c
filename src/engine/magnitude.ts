import type { Floats } from './rows.ts';

/** The largest absolute number; Infinity where one is no number. Of the same numbers it is found once. */
export function magnitudeOf(numbers: Floats): number {
  let most = known.get(numbers);
  if (most === undefined) {
    most = largestOf(numbers);
    known.set(numbers, most);
  }
  return most;
}

/** Numbers that are others' but for a few: nothing larger is among them than among those and the few. */
export function inheritMagnitude(numbers: Floats, before: Floats, few: ArrayLike<number>): void {
  known.set(numbers, Math.max(known.get(numbers) ?? magnitudeOf(before), largestOf(few)));
}

export function largestOf(numbers: ArrayLike<number>): number {
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
const known = new WeakMap<Floats, number>();
