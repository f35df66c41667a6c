/** Rows, and numbers in one, up to which a matrix is small. */
export const FEW = 64;

/**
 * Rows that are made when they are asked for: once, where they are kept, otherwise each time. What is
 * never looked at is never made; whoever reads them cannot tell.
 */
export function lazyRows<T>(
  count: number,
  make: (row: number) => T,
  kept: boolean = true
): readonly T[] {
  const made = new Array<T | undefined>(count).fill(undefined);
  return new Proxy(made as T[], {
    get(target, name) {
      const row = typeof name === 'string' ? Number(name) : NaN;
      if (!(row >= 0 && row < count && Number.isInteger(row))) {
        return Reflect.get(target, name) as unknown;
      }
      return kept ? (target[row] ??= make(row)) : make(row);
    }
  });
}

/**
 * Rows that cost little to make: made at once where they are few, which is cheaper than to watch who
 * reads them, and when they are asked for otherwise.
 */
export function cheapRows<T>(
  count: number,
  columns: number,
  make: (row: number) => T,
  kept: boolean = true
): readonly T[] {
  return isSmall(count, columns) ? allRows(count, make) : lazyRows(count, make, kept);
}

/** Whether to make a matrix at once costs less than to watch who reads which of its rows. */
export function isSmall(rows: number, columns: number): boolean {
  return rows <= FEW && columns <= FEW;
}

/** Rows that are made at once. */
export function allRows<T>(count: number, make: (row: number) => T): readonly T[] {
  const rows = new Array<T>(count);
  for (let r = 0; r < count; r++) {
    rows[r] = make(r);
  }
  return rows;
}
