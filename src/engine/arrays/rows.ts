import { zeros } from './zeros.ts';

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

/** Rows, and numbers in one, up to which a matrix is small. */
const FEW = 64;
/** Numbers up to which a row is short. */
const SHORT = 16;
/** Numbers up to which a matrix is sooner copied again than its copy is remembered. */
const COPIED = 256;

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

/** Numbers in one piece, seen as rows: nothing is copied but short rows of few. */
export function rowsOf(piece: Piece): Matrix {
  const { rows } = piece;
  const matrix =
    rows <= FEW
      ? allRows(rows, r => rowOf(piece, r))
      : lazyRows<Vector>(rows, r => viewOf(piece, r));
  Remembered.put(matrix, piece.data);
  return matrix;
}

/** The numbers that a matrix is a view of, if it is one. */
export function pieceOf(matrix: Matrix): Floats | undefined {
  return Remembered.of(matrix) ?? pieces.get(matrix);
}

/** The numbers of a matrix in one piece: those that it is a view of, or a copy. */
export function flatOf(matrix: Matrix): Floats {
  return pieceOf(matrix) ?? copyOf(matrix);
}

function copyOf(matrix: Matrix): Floats {
  const columns = matrix.length > 0 ? matrix[0].length : 0;
  const data = zeros(matrix.length * columns);
  for (let r = 0; r < matrix.length; r++) {
    const row = matrix[r];
    for (let c = 0; c < columns; c++) {
      data[r * columns + c] = row[c];
    }
  }
  if (data.length > COPIED) {
    pieces.set(matrix, data);
  }
  return data;
}

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

function allRows<T>(count: number, make: (row: number) => T): readonly T[] {
  const rows = new Array<T>(count);
  for (let r = 0; r < count; r++) {
    rows[r] = make(r);
  }
  return rows;
}

/** A short row is sooner copied than viewed, and sooner read; single precision shows in its type. */
function rowOf(piece: Piece, r: number): Vector {
  const { data, columns } = piece;
  if (columns > SHORT || data.BYTES_PER_ELEMENT !== 8) {
    return viewOf(piece, r);
  }
  const row = new Array<number>(columns);
  for (let c = 0; c < columns; c++) {
    row[c] = data[r * columns + c];
  }
  return row;
}

function viewOf({ data, columns }: Piece, r: number): Vector {
  return data.subarray(r * columns, (r + 1) * columns);
}

/** Hands an object over to be marked: a derived class puts its fields on what this returns. */
class Marked {
  constructor(object: object) {
    return object;
  }
}

/**
 * What a matrix of this file is a view of, kept on the matrix itself in a field that nobody else sees:
 * a WeakMap keeps as much at twenty times the cost.
 */
class Remembered extends Marked {
  static put(matrix: Matrix, data: Floats): void {
    new Remembered(matrix, data);
  }

  static of(matrix: Matrix): Floats | undefined {
    return #data in matrix ? (matrix as unknown as Remembered).#data : undefined;
  }

  readonly #data: Floats;

  private constructor(matrix: Matrix, data: Floats) {
    super(matrix);
    this.#data = data;
  }
}

/** Matrices do not change: what one is in a piece is found once. */
const pieces = new WeakMap<Matrix, Floats>();
