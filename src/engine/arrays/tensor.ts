import { rowsOf } from './pieces.ts';
import type { Floats, Matrix } from './vector.ts';
import { zeros, zerosLike } from './zeros.ts';

/** Products up to which a matrix is multiplied entry by entry. */
const FEW = 4096;

/** A matrix in rows and in one piece: a tensor, or one with a few rows of its own. */
export interface Sheet {
  readonly rows: number;
  readonly columns: number;
  readonly matrix: Matrix;
  /** Row after row. */
  readonly data: Floats;
}

/** Numbers in one piece, row by row; `matrix` shows them as rows. */
export class Tensor implements Sheet {
  constructor(
    readonly data: Floats,
    readonly rows: number,
    readonly columns: number
  ) {}

  /** The same numbers as rows: nothing is copied. */
  get matrix(): Matrix {
    return (this._matrix ??= rowsOf(this));
  }

  private _matrix: Matrix | undefined;
}

/** The matrix product; each entry is summed from the first term on. */
export function product(a: Sheet, b: Sheet): Tensor {
  const result = zeros(a.rows * b.columns); // [n, d] × [d, m] → [n, m]
  if (result.length * a.columns <= FEW) {
    addEntries(a, b, result);
  } else {
    for (let r = 0; r < a.rows; r++) {
      addRow(a, b, r, result);
    }
  }
  return new Tensor(result, a.rows, b.columns);
}

/** Adds a product entry by entry: its few numbers are near whatever the order they are read in. */
function addEntries(a: Sheet, b: Sheet, result: Float64Array): void {
  const [terms, columns] = [a.columns, b.columns];
  const [left, right] = [a.data, b.data];
  for (let from = 0, to = 0; to < result.length; from += terms) {
    for (let c = 0; c < columns; c++) {
      let sum = 0;
      for (let k = 0, at = c; k < terms; k++, at += columns) {
        sum += left[from + k] * right[at];
      }
      result[to++] = sum;
    }
  }
}

/** Adds a row of a product; four terms at a time, one after the other, which spares memory. */
function addRow(a: Sheet, b: Sheet, r: number, result: Float64Array): void {
  const [terms, columns] = [a.columns, b.columns];
  const [left, right] = [a.data, b.data];
  const to = r * columns;
  const from = r * terms;
  let k = 0;
  for (; k + 3 < terms; k += 4) {
    const [f0, f1, f2, f3] = [
      left[from + k],
      left[from + k + 1],
      left[from + k + 2],
      left[from + k + 3]
    ];
    const at0 = k * columns;
    const [at1, at2, at3] = [at0 + columns, at0 + 2 * columns, at0 + 3 * columns];
    for (let c = 0; c < columns; c++) {
      let sum = result[to + c];
      sum += f0 * right[at0 + c];
      sum += f1 * right[at1 + c];
      sum += f2 * right[at2 + c];
      sum += f3 * right[at3 + c];
      result[to + c] = sum;
    }
  }
  for (; k < terms; k++) {
    const factor = left[from + k];
    const at = k * columns;
    for (let c = 0; c < columns; c++) {
      result[to + c] += factor * right[at + c];
    }
  }
}

/** Rows become columns. */
export function transposed({ data, rows, columns }: Sheet): Tensor {
  const result = zeros(rows * columns); // [n, m] → [m, n]
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      result[c * rows + r] = data[r * columns + c];
    }
  }
  return new Tensor(result, columns, rows);
}

/** Equal runs of columns, one a head: [n, h·d] → h × [n, d]. */
export function headsOf(tensor: Tensor, nHeads: number): readonly Tensor[] {
  if (nHeads === 1) {
    return [tensor];
  }
  const { data, rows, columns } = tensor;
  const width = columns / nHeads;
  return Array.from({ length: nHeads }, (_, h) => {
    const run = zerosLike(data, rows * width);
    for (let r = 0; r < rows; r++) {
      const from = r * columns + h * width;
      for (let c = 0; c < width; c++) {
        run[r * width + c] = data[from + c];
      }
    }
    return new Tensor(run, rows, width);
  });
}
