import { rotated } from './head.ts';
import { Made, mapSheet } from './patched.ts';
import type { Sheet } from './tensor.ts';
import { rotatedRow } from './positions.ts';

/** Turns queries and keys by rotary positions; of an edited token anew, of all others only once. */
export class Turns {
  /** @param offset - the position of the first row; undefined: nothing is turned */
  of(vectors: Sheet, offset: number | undefined): Sheet {
    if (offset === undefined) {
      return vectors;
    }
    if (offset !== this._offset) {
      this._offset = offset;
      this._made = new Made();
    }
    return mapSheet(
      vectors,
      this._made,
      all => rotated(all, offset),
      (row, r) => {
        const turned = row.slice(); // as precise as it came
        turned.set(rotatedRow(row, vectors.rows, offset, r));
        return turned;
      }
    );
  }

  private _offset: number | undefined;
  private _made = new Made();
}
