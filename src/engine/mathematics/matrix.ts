import { cheapRows, isSmall, lazyRows } from '../arrays/lazyRows.ts';
import { flatOf, pieceOf } from '../arrays/pieces.ts';
import { product, Tensor, transposed } from '../arrays/tensor.ts';
import type { Matrix, Vector } from '../arrays/vector.ts';
import { zeros } from '../arrays/zeros.ts';

/** Products up to which a product is one of few numbers. */
const FEW = 1024;

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
  return productOf(a, b).matrix; // [n, d] × [d, m] → [n, m]
}

/** The matrix product, in one piece. */
export function productOf(a: Matrix, b: Matrix): Tensor {
  const [terms, columns] = shape(b);
  return a.length * terms * columns <= FEW
    ? productOfRows(a, b, columns)
    : product(tensorOf(a), tensorOf(b)); // [n, d] × [d, m] → [n, m]
}

/** A product of few numbers: to read them where they are is sooner done than to put them in one piece. */
function productOfRows(a: Matrix, b: Matrix, columns: number): Tensor {
  const result = zeros(a.length * columns);
  for (let r = 0, to = 0; r < a.length; r++, to += columns) {
    const row = a[r];
    for (let k = 0; k < row.length; k++) {
      const factor = row[k];
      const other = b[k];
      for (let c = 0; c < columns; c++) {
        result[to + c] += factor * other[c];
      }
    }
  }
  return new Tensor(result, a.length, columns);
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
  const sum = (r: number): Vector => {
    const other = b[r];
    return mapVector(a[r], (entry, c) => entry + other[c]);
  };
  return pieceOf(b) ? cheapRows(...shape(b), sum) : lazyRows(a.length, sum);
}

/** The columns from `start` up to, but without, `end`. */
export function columnsOf(matrix: Matrix, start: number, end: number): Matrix {
  return matrix.map(row => row.slice(start, end)); // [n, m] → [n, end − start]
}

/** Matrices of equally many rows, side by side. */
export function concatenateColumns(matrices: readonly Matrix[]): Matrix {
  if (matrices.length === 1) {
    return matrices[0];
  }
  // What is in one piece is there: no row is made for this that nobody has asked for.
  return matrices.every(pieceOf) && isSmall(matrices[0].length, widthOf(matrices))
    ? joined(matrices).matrix
    : lazyRows<Vector>(matrices[0].length, r => joinedRow(matrices, r));
}

function widthOf(matrices: readonly Matrix[]): number {
  return matrices.reduce((sum, matrix) => sum + shape(matrix)[1], 0);
}

function joined(matrices: readonly Matrix[]): Tensor {
  const [rows, columns] = [matrices[0].length, widthOf(matrices)];
  const data = zeros(rows * columns);
  for (let r = 0, at = 0; r < rows; r++) {
    for (const matrix of matrices) {
      const row = matrix[r];
      for (let c = 0; c < row.length; c++) {
        data[at++] = row[c];
      }
    }
  }
  return new Tensor(data, rows, columns);
}

function joinedRow(matrices: readonly Matrix[], r: number): Vector {
  const width = matrices.reduce((sum, matrix) => sum + matrix[r].length, 0);
  const row = new Float64Array(width);
  let at = 0;
  for (const matrix of matrices) {
    row.set(matrix[r], at);
    at += matrix[r].length;
  }
  return row;
}

/** The matrix that changes nothing, [size, size]. */
export function identity(size: number): Matrix {
  return Array.from({ length: size }, (_, r) =>
    Array.from({ length: size }, (_, c) => (r === c ? 1 : 0))
  );
}
