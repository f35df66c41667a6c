/** A row of numbers. */
export type Vector = readonly number[];

/** Rows of equal length. */
export type Matrix = readonly Vector[];

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

/** The matrix product. */
export function matmul(a: Matrix, b: Matrix): Matrix {
  const columns = transpose(b);
  return a.map(row => products(row, columns)); // [n, d] × [d, m] → [n, m]
}

/** The product of a row with each column. */
function products(row: Vector, columns: Matrix): Vector {
  const result = new Array<number>(columns.length);
  for (let c = 0; c < columns.length; c++) {
    result[c] = dot(row, columns[c]);
  }
  return result;
}

/** Rows become columns. */
export function transpose(matrix: Matrix): Matrix {
  const [, columns] = shape(matrix);
  return Array.from({ length: columns }, (_, c) => matrix.map(row => row[c])); // [n, m] → [m, n]
}

/** Every entry times a number. */
export function multiply(matrix: Matrix, factor: number): Matrix {
  return matrix.map(row => {
    const result = new Array<number>(row.length);
    for (let c = 0; c < row.length; c++) {
      result[c] = row[c] * factor;
    }
    return result;
  });
}

/** Every entry divided by a number; by 1, the matrix itself. */
export function divide(matrix: Matrix, divisor: number): Matrix {
  return divisor === 1 ? matrix : matrix.map(row => row.map(entry => entry / divisor));
}

/** The sum, entry by entry, of matrices of equal shape. */
export function add(a: Matrix, b: Matrix): Matrix {
  return a.map((row, r) => row.map((entry, c) => entry + b[r][c]));
}

/** The columns from `start` up to, but without, `end`. */
export function columnsOf(matrix: Matrix, start: number, end: number): Matrix {
  return matrix.map(row => row.slice(start, end)); // [n, m] → [n, end − start]
}

/** Matrices of equally many rows, side by side. */
export function concatenateColumns(matrices: readonly Matrix[]): Matrix {
  return matrices[0].map((_, r) => matrices.flatMap(matrix => matrix[r]));
}

/** The matrix that changes nothing, [size, size]. */
export function identity(size: number): Matrix {
  return Array.from({ length: size }, (_, r) =>
    Array.from({ length: size }, (_, c) => (r === c ? 1 : 0))
  );
}
