import { flatOf, lazyRows } from './rows.ts';
import type { Matrix, Vector } from './rows.ts';
import { product, Tensor, transposed } from './tensor.ts';

export type { Matrix, Vector } from './rows.ts';

/** What a function makes of each entry, as an array: a typed row can hold nothing but numbers. */
export function mapVector<T>(vector: Vector, change: (entry: number, index: number) => T): T[] {
  const result = new Array<T>(vector.length);
  for (let c = 0; c < vector.length; c++) {
    result[c] = change(vector[c], c);
  }
  return result;
}

/** `[rows, columns]` of a matrix. */
export function shape(matrix: Matrix): [rows: number, columns: number] {
  return [matrix.length, matrix.length > 0 ? matrix[0].length : 0];
}

/** The scalar product of two vectors of equal length, summed from the first component on. */
export function dot(a: Vector, b: Vector): number {
  let sum = 0;
  for (let c = 0; c < a.length; c++) {
    sum += a[c] * b[c];
  }
  return sum;
}

/** The numbers of a matrix in one piece. */
export function tensorOf(matrix: Matrix): Tensor {
  return new Tensor(flatOf(matrix), ...shape(matrix));
}

/** The matrix product. */
export function matmul(a: Matrix, b: Matrix): Matrix {
  return product(tensorOf(a), tensorOf(b)).matrix; // [n, d] × [d, m] → [n, m]
}

/** Rows become columns. */
export function transpose(matrix: Matrix): Matrix {
  return transposed(tensorOf(matrix)).matrix; // [n, m] → [m, n]
}

/** Every entry times a number. */
export function multiply(matrix: Matrix, factor: number): Matrix {
  return matrix.map(row => mapVector(row, entry => entry * factor));
}

/** The sum, entry by entry, of matrices of equal shape. */
export function add(a: Matrix, b: Matrix): Matrix {
  return lazyRows<Vector>(a.length, r => {
    const [row, other] = [a[r], b[r]];
    return mapVector(row, (entry, c) => entry + other[c]);
  });
}

/** The columns from `start` up to, but without, `end`. */
export function columnsOf(matrix: Matrix, start: number, end: number): Matrix {
  return matrix.map(row => row.slice(start, end)); // [n, m] → [n, end − start]
}

/** Matrices of equally many rows, side by side. */
export function concatenateColumns(matrices: readonly Matrix[]): Matrix {
  return lazyRows<Vector>(matrices[0].length, r => {
    const width = matrices.reduce((sum, matrix) => sum + matrix[r].length, 0);
    const joined = new Float64Array(width);
    let at = 0;
    for (const matrix of matrices) {
      joined.set(matrix[r], at);
      at += matrix[r].length;
    }
    return joined;
  });
}

/** The matrix that changes nothing, [size, size]. */
export function identity(size: number): Matrix {
  return Array.from({ length: size }, (_, r) =>
    Array.from({ length: size }, (_, c) => (r === c ? 1 : 0))
  );
}
