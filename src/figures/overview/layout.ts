/** What is seen through a window of a list of equal pieces. */
export interface Sight {
  readonly first: number;
  /** The one after the last. */
  readonly end: number;
}

/** Which of so many pieces of a size are seen, scrolled so far, in a window of a size, one more on either side. */
export function inSight(count: number, size: number, scrolled: number, window: number): Sight {
  const first = Math.max(0, Math.floor(scrolled / size) - 1);
  return { first, end: Math.min(count, Math.ceil((scrolled + window) / size) + 1) };
}

/** Where to scroll to so that a piece is seen, as little as it takes. */
export function scrolledTo(index: number, size: number, scrolled: number, window: number): number {
  const [start, end] = [index * size, (index + 1) * size];
  return start < scrolled ? start : end > scrolled + window ? end - window : scrolled;
}

/** Where a key leads to in rows of heads, from one of them; null: it is none of those that walk. */
export function walked(
  rows: readonly { readonly length: number }[],
  [row, column]: readonly [row: number, column: number],
  key: string,
  page: number
): readonly [row: number, column: number] | null {
  if (rows.length === 0) {
    return null;
  }
  const last = rows.length - 1;
  const to = (r: number, c: number): readonly [number, number] => {
    const there = Math.max(0, Math.min(last, r));
    return [there, Math.max(0, Math.min(rows[there].length - 1, c))];
  };
  switch (key) {
    case 'ArrowLeft':
      return to(row, column - 1);
    case 'ArrowRight':
      return to(row, column + 1);
    case 'ArrowUp':
      return to(row - 1, column);
    case 'ArrowDown':
      return to(row + 1, column);
    case 'PageUp':
      return to(row - page, column);
    case 'PageDown':
      return to(row + page, column);
    case 'Home':
      return to(row, 0);
    case 'End':
      return to(row, Infinity);
    default:
      return null;
  }
}
