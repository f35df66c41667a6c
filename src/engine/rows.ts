/** A row of numbers: a plain array, or a view of a typed one. */
export interface Vector extends Iterable<number> {
  readonly length: number;
  readonly [index: number]: number;
  every(test: (entry: number, index: number) => boolean): boolean;
  some(test: (entry: number, index: number) => boolean): boolean;
  forEach(act: (entry: number, index: number) => void): void;
  indexOf(entry: number): number;
  entries(): IterableIterator<[number, number]>;
  reduce<T>(combine: (before: T, entry: number, index: number) => T, initial: T): T;
  slice(start?: number, end?: number): Vector;
}

/** Rows of equal length. */
export type Matrix = readonly Vector[];

/** A typed array of real numbers. */
export type Floats = Float64Array | Float32Array;

/** Numbers in one piece, row by row. */
interface Piece {
  readonly data: Floats;
  readonly rows: number;
  readonly columns: number;
}

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

/** Numbers in one piece, seen as rows: nothing is copied. */
export function rowsOf(piece: Piece): Matrix {
  const { data, rows, columns } = piece;
  const matrix = lazyRows<Vector>(rows, r => data.subarray(r * columns, (r + 1) * columns));
  pieces.set(matrix, data);
  return matrix;
}

/** The numbers that a matrix is a view of, if it is one. */
export function pieceOf(matrix: Matrix): Floats | undefined {
  return pieces.get(matrix);
}

/** The numbers of a matrix in one piece: those that it is a view of, or a copy. */
export function flatOf(matrix: Matrix): Floats {
  const known = pieces.get(matrix);
  if (known) {
    return known;
  }
  const columns = matrix.length > 0 ? matrix[0].length : 0;
  const data = new Float64Array(matrix.length * columns);
  for (let r = 0; r < matrix.length; r++) {
    const row = matrix[r];
    for (let c = 0; c < columns; c++) {
      data[r * columns + c] = row[c];
    }
  }
  pieces.set(matrix, data);
  return data;
}

/** Matrices do not change: what one is in a piece is found once. */
const pieces = new WeakMap<Matrix, Floats>();
