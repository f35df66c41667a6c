import type { Vector } from '../arrays/vector.ts';

/** Cells of a thumbnail along a side, at most. */
export const SIDE = 64;
/** What a cell holds of which the mask hides all. */
export const HIDDEN_CELL = 255;
/** What the largest weight is written as. */
export const FULL_CELL = 254;

/** A whole matrix of weights, small: the largest weight of each block. */
export interface Thumbnail {
  readonly rows: number;
  readonly columns: number;
  /** Row by row: √(weight ÷ `high`) · {@link FULL_CELL}, or {@link HIDDEN_CELL}. A byte shows the small ones as well. */
  readonly cells: Uint8Array;
  /** The largest weight; 0 where there is none. */
  readonly high: number;
  /** The weight that each key would get if all got the same. */
  readonly even: number;
}

/** A thumbnail that is being made, a row at a time. */
export class Thumb {
  /** Of a matrix of weights [n, m]. */
  constructor(
    n: number,
    private readonly _keys: number
  ) {
    this._down = Math.ceil(n / SIDE);
    this._across = Math.ceil(_keys / SIDE);
    this._rows = Math.ceil(n / this._down);
    this._columns = Math.ceil(_keys / this._across);
    this._most = new Float64Array(this._rows * this._columns).fill(-1);
  }

  /** @param may - what of the row is seen; null: all */
  add(row: Vector, query: number, may: readonly boolean[] | null): void {
    const start = Math.floor(query / this._down) * this._columns;
    const most = this._most;
    for (let column = 0, key = 0; column < this._columns; column++) {
      const end = Math.min(row.length, key + this._across);
      let best = most[start + column];
      for (; key < end; key++) {
        if (!may || may[key]) {
          best = best < 0 ? 0 : best; // and stays that where it is no number
          const weight = row[key];
          best = weight > best ? weight : best;
        }
      }
      most[start + column] = best;
    }
  }

  made(): Thumbnail {
    const high = this._most.reduce((high, weight) => Math.max(high, weight), 0);
    const cells = new Uint8Array(this._most.length);
    this._most.forEach((weight, i) => {
      cells[i] =
        weight < 0
          ? HIDDEN_CELL
          : high === 0
            ? 0
            : Math.round(FULL_CELL * Math.sqrt(weight / high));
    });
    return { rows: this._rows, columns: this._columns, cells, high, even: 1 / this._keys };
  }

  private readonly _down: number;
  private readonly _across: number;
  private readonly _rows: number;
  private readonly _columns: number;
  /** −1: nothing seen yet. */
  private readonly _most: Float64Array;
}
