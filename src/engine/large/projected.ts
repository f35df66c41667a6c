import { lazyRows } from '../arrays/lazyRows.ts';
import { FEW, withRows } from '../arrays/patched.ts';
import { flatOf } from '../arrays/pieces.ts';
import { headsOf, Tensor } from '../arrays/tensor.ts';
import type { Sheet } from '../arrays/tensor.ts';
import type { Floats, Matrix, Vector } from '../arrays/vector.ts';
import type { Kernel, Precision } from '../kernel/index.ts';
import { columnsOf } from '../mathematics/matrix.ts';
import type { Role } from '../mathematics/way.ts';
import type { Rooms } from './rooms.ts';
import { RowBlocks } from './rowBlocks.ts';

/** x W in heads, with what it was made from. */
export interface Projected {
  readonly x: Matrix;
  readonly weights: Matrix;
  readonly precision: Precision;
  readonly heads: readonly Sheet[];
}

/**
 * x W, split into heads. Of what was made before, all that is the same is used again: a head whose
 * columns of W did not change, every row of a token that did not.
 */
export function project(
  { kernel, rooms, precision }: By,
  role: Role,
  x: Matrix,
  weights: Matrix,
  nHeads: number,
  before: Projected | undefined
): Projected {
  const rows = before && rowsToRenew(before, x, weights, precision, nHeads);
  if (!before || !rows) {
    const heads = headsOf(multiplied(kernel, precision, x, weights), nHeads);
    return { x, weights, precision, heads };
  }
  const renewed = rows.length > 0 ? renewedRows(rooms, role, precision, x, rows, weights) : null;
  const heads = before.heads.map((head, h) => {
    const [start, end] = [h * head.columns, (h + 1) * head.columns];
    if (!sameColumns(before.weights, weights, start, end)) {
      return multiplied(kernel, precision, x, columnsOf(weights, start, end));
    }
    return renewed ? withRows(head, runOf(renewed, start, end)) : head;
  });
  return { x, weights, precision, heads };
}

/** With what is multiplied. */
export interface By {
  readonly kernel: Kernel;
  readonly rooms: Rooms;
  readonly precision: Precision;
}

/** Rows of a product, made by blocks as they are asked for: [n, k] × [k, c] → [n, c]. */
export function mixed({ rooms, precision }: By, a: Matrix, b: Matrix): Matrix {
  const blocks = new RowBlocks(a.length, b[0].length, (from, to) =>
    rooms.product('output', precision, a.slice(from, to), b)
  );
  return lazyRows<Vector>(a.length, row => blocks.row(row));
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

/** Whether two matrices have the same numbers in some of their columns. */
export function sameColumns(before: Matrix, now: Matrix, start: number, end: number): boolean {
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

/** Rows of a product that are multiplied anew, by their places: [r, d_model] × [d_model, c] → [r, c]. */
function renewedRows(
  rooms: Rooms,
  role: Role,
  precision: Precision,
  x: Matrix,
  rows: readonly number[],
  weights: Matrix
): ReadonlyMap<number, Floats> {
  const columns = weights[0].length;
  const renewed = rows.map(r => x[r]);
  const product = rooms.product(role, precision, renewed, weights);
  return new Map(rows.map((r, i) => [r, product.slice(i * columns, (i + 1) * columns)]));
}

/** Some columns of rows. */
function runOf(
  rows: ReadonlyMap<number, Floats>,
  start: number,
  end: number
): ReadonlyMap<number, Floats> {
  return new Map([...rows].map(([r, row]) => [r, row.slice(start, end)]));
}
