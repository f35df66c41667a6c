/** A list with one entry changed. */
export function replaceAt<T>(
  list: readonly T[],
  index: number,
  change: (entry: T) => T
): readonly T[] {
  return list.map((entry, i) => (i === index ? change(entry) : entry));
}
