import { visitRows } from '../../engine/index.ts';
import type { Matrix, Vector } from '../../engine/index.ts';
import type { Unit } from './units.ts';

/** The shares of what asks, of each unit of keys one. */
export interface ReadRow {
  readonly shares: Vector;
  /** What special tokens took of it, before they were left out; 0 where nothing is. */
  readonly taken: number;
}

/** What is left out of rows: nothing, or special tokens, and what is left is scaled up. */
export interface Left {
  readonly dimmed: boolean;
}

/**
 * A row as it is read: of a word the mean of its tokens' rows, to a word the sum of its tokens' shares. Without
 * special tokens what is left is scaled up so that the row sums as before; where nothing is left it is 0.
 *
 * @param weights - [n, m]
 * @returns the shares, [units of keys]
 */
export function readRow(
  weights: Matrix,
  { first, end }: Unit,
  keys: readonly Unit[],
  { dimmed }: Left
): ReadRow {
  const isPlain = end === first + 1 && keys.length === weights[first].length;
  const row = isPlain ? weights[first] : joinedRow(weights, first, end, keys); // [key] → [unit]
  return dimmed && keys.some(({ special }) => special) ? without(row, keys) : { shares: row, taken: 0 }; // prettier-ignore
}

function joinedRow(weights: Matrix, first: number, end: number, keys: readonly Unit[]): Vector {
  const shares = new Float64Array(keys.length);
  for (let query = first; query < end; query++) {
    const row = weights[query];
    keys.forEach((unit, k) => {
      shares[k] += summed(row, unit) / (end - first);
    });
  }
  return shares;
}

/** What a unit gets of a row. */
function summed(row: Vector, { first, end }: Unit): number {
  let sum = 0;
  for (let key = first; key < end; key++) {
    sum += row[key];
  }
  return sum;
}

function without(row: Vector, keys: readonly Unit[]): ReadRow {
  let [taken, left] = [0, 0];
  keys.forEach(({ special }, k) => {
    taken += special ? row[k] : 0;
    left += special ? 0 : row[k];
  });
  const factor = scaledBy(taken, left);
  return { shares: Float64Array.from(keys, ({ special }, k) => (special ? 0 : row[k] * factor)), taken }; // prettier-ignore
}

/** What is left of a row is nothing where it is so little of it: to scale it up would show how numbers were rounded. */
const NOTHING = 1e-12;

/** What brings what is left of a row to its whole. */
function scaledBy(taken: number, left: number): number {
  const whole = taken + left;
  return left > NOTHING * whole ? whole / left : 0;
}

/**
 * What a unit of keys gets of every unit of queries: the column of the rows as they are read.
 *
 * @param weights - [n, m]
 * @returns [units of queries]
 */
export function readColumn(
  weights: Matrix,
  key: Unit,
  queries: readonly Unit[],
  keys: readonly Unit[],
  { dimmed }: Left
): Vector {
  const column = new Float64Array(queries.length);
  if (dimmed && key.special) {
    return column;
  }
  const isLess = dimmed && keys.some(({ special }) => special);
  let [q, taken, left] = [0, 0, 0];
  visitRows(weights, 0, queries[queries.length - 1].end, (row, r) => {
    const { first, end } = queries[q];
    column[q] += summed(row, key) / (end - first);
    for (const unit of isLess ? keys : NONE) {
      const share = summed(row, unit);
      taken += unit.special ? share : 0;
      left += unit.special ? 0 : share;
    }
    if (r === end - 1) {
      column[q] *= isLess ? scaledBy(taken, left) : 1;
      [q, taken, left] = [q + 1, 0, 0];
    }
  });
  return column;
}

const NONE: readonly Unit[] = [];

/** A unit and the share that it has. */
export interface Strong {
  readonly unit: number;
  readonly share: number;
}

/** The largest shares, the largest first: of those that are as large as is wanted at most so many. */
export function strongestOf(shares: Vector, most: number, least: number = 0): readonly Strong[] {
  const found: Strong[] = [];
  for (let unit = 0; unit < shares.length; unit++) {
    const share = shares[unit];
    const isWanted = share >= least && share > 0;
    if (isWanted && (found.length < most || share > found[most - 1].share)) {
      found.splice(placeOf(found, share), 0, { unit, share });
      found.length = Math.min(found.length, most);
    }
  }
  return found;
}

/** Where a share belongs among larger and smaller ones: behind those that are as large. */
function placeOf(found: readonly Strong[], share: number): number {
  let [low, high] = [0, found.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (found[middle].share >= share) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
