import { allRows, FEW, lazyRows } from './lazyRows.ts';
import type { Floats, Matrix, Vector } from './vector.ts';
import { zeros } from './zeros.ts';

/** Numbers in one piece, row by row. */
interface Piece {
  readonly data: Floats;
  readonly rows: number;
  readonly columns: number;
}

/** Numbers up to which a row is short. */
const SHORT = 16;
/** Numbers up to which a matrix is sooner copied again than its copy is remembered. */
const COPIED = 256;

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
