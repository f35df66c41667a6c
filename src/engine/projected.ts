import type { Kernel, Precision } from './kernel/index.ts';
import { inheritMagnitude } from './magnitude.ts';
import { columnsOf } from './matrix.ts';
import { flatOf, lazyRows } from './rows.ts';
import type { Matrix, Vector } from './rows.ts';
import { headsOf, Tensor } from './tensor.ts';

/** More changed rows than these are no longer single tokens: everything is multiplied anew. */
const FEW = 16;
/** Rows of a product that are made at once. */
const ROWS = 64;

/** x W in heads, with what it was made from. */
export interface Projected {
  readonly x: Matrix;
  readonly weights: Matrix;
  readonly precision: Precision;
  readonly heads: readonly Tensor[];
}

/**
 * x W, split into heads. Of what was made before, all that is the same is used again: a head whose
 * columns of W did not change, every row of a token that did not.
 */
export function project(
  kernel: Kernel,
  precision: Precision,
  x: Matrix,
  weights: Matrix,
  nHeads: number,
  before: Projected | undefined
): Projected {
  const rows = before && rowsToRenew(before, x, weights, precision, nHeads);
  const heads =
    before && rows
      ? before.heads.map((head, h) => {
          const [start, end] = [h * head.columns, (h + 1) * head.columns];
          const same = sameColumns(before.weights, weights, start, end);
          return !same
            ? multiplied(kernel, precision, x, columnsOf(weights, start, end))
            : rows.length > 0
              ? withRows(head, x, rows, weights, start)
              : head;
        })
      : headsOf(multiplied(kernel, precision, x, weights), nHeads);
  return { x, weights, precision, heads };
}

/** Rows of a product, made by blocks as they are asked for: [n, k] × [k, c] → [n, c]. */
export function mixed(kernel: Kernel, precision: Precision, a: Matrix, b: Matrix): Matrix {
  const blocks = new Map<number, Tensor>();
  const block = (index: number): Tensor => {
    const rows = a.slice(index * ROWS, (index + 1) * ROWS);
    const made = blocks.get(index) ?? multiplied(kernel, precision, rows, b);
    blocks.set(index, made);
    return made;
  };
  return lazyRows<Vector>(a.length, row => block(Math.floor(row / ROWS)).matrix[row % ROWS]);
}

/**
 * The rows of x that are other ones than before, where most of what was made before can be used again:
 * an edit leaves the rest as they are. Null where everything has to be multiplied anew.
 */
export function rowsToRenew(
  before: Projected,
  x: Matrix,
  weights: Matrix,
  precision: Precision,
  nHeads: number
): readonly number[] | null {
  const alike =
    before.precision === precision &&
    before.heads.length === nHeads &&
    before.x.length === x.length &&
    before.weights.length === weights.length &&
    before.weights[0].length === weights[0].length;
  const changed: number[] = [];
  for (let r = 0; alike && before.x !== x && r < x.length && changed.length <= FEW; r++) {
    if (before.x[r] !== x[r]) {
      changed.push(r);
    }
  }
  return alike && changed.length <= FEW ? changed : null;
}

function sameColumns(before: Matrix, now: Matrix, start: number, end: number): boolean {
  for (let r = 0; before !== now && r < now.length; r++) {
    const [old, row] = [before[r], now[r]];
    for (let c = start; old !== row && c < end; c++) {
      if (old[c] !== row[c]) {
        return false;
      }
    }
  }
  return true;
}

function multiplied(kernel: Kernel, precision: Precision, x: Matrix, weights: Matrix): Tensor {
  const [rows, columns] = [x.length, weights[0].length];
  const data = kernel.project(
    precision,
    { data: flatOf(x), rows, columns: weights.length },
    { data: flatOf(weights), rows: weights.length, columns }
  );
  return new Tensor(data.slice(), rows, columns);
}

/** A head with some of its rows multiplied anew, by the columns of W from `start` on. */
function withRows(
  head: Tensor,
  x: Matrix,
  rows: readonly number[],
  weights: Matrix,
  start: number
): Tensor {
  const data = head.data.slice();
  for (const r of rows) {
    const sums = multipliedRow(x[r], weights, start, head.columns);
    data.set(sums, r * head.columns);
    inheritMagnitude(data, head.data, sums);
  }
  return new Tensor(data, head.rows, head.columns);
}

/** A row times some columns of W. */
function multipliedRow(x: Vector, weights: Matrix, start: number, columns: number): Float64Array {
  const numbers = flatOf(weights);
  const width = weights[0].length;
  const sums = new Float64Array(columns);
  for (let k = 0; k < x.length; k++) {
    const factor = x[k];
    const from = k * width + start;
    for (let c = 0; c < columns; c++) {
      sums[c] += factor * numbers[from + c]; // [1, d_model] × [d_model, d] → [1, d]
    }
  }
  return sums;
}
