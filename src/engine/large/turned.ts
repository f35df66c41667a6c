import { mapSheet, SheetsMade } from '../arrays/patched.ts';
import type { Sheet } from '../arrays/tensor.ts';
import type { Floats, Matrix } from '../arrays/vector.ts';
import { rotated } from '../mathematics/head.ts';
import { rotatedRow } from '../mathematics/rope.ts';
import type { Rope } from '../mathematics/rope.ts';

/** Turns queries and keys by rotary positions; of an edited token anew, of all others only once. */
export class Turns {
  /** @param offset - the position of the first row; undefined: nothing is turned */
  of(vectors: Sheet, offset: number | undefined, rope: Rope | undefined): Sheet {
    if (offset === undefined) {
      return vectors;
    }
    if (offset !== this._offset || rope !== this._rope) {
      this._offset = offset;
      this._rope = rope;
      this._made = new SheetsMade();
    }
    return mapSheet(
      vectors,
      this._made,
      all => new Turned(all, offset, rope),
      (row, r) => {
        const turned = row.slice(); // as precise as it came
        turned.set(rotatedRow(row, vectors.rows, offset, r, rope));
        return turned;
      }
    );
  }

  private _offset: number | undefined;
  private _rope: Rope | undefined;
  private _made = new SheetsMade();
}

/** Vectors turned by rotary positions, as soon as somebody looks at them. */
class Turned implements Sheet {
  readonly rows: number;
  readonly columns: number;

  constructor(
    private readonly _vectors: Sheet,
    private readonly _offset: number,
    private readonly _rope: Rope | undefined
  ) {
    this.rows = _vectors.rows;
    this.columns = _vectors.columns;
  }

  get data(): Floats {
    return this._turned.data;
  }

  get matrix(): Matrix {
    return this._turned.matrix;
  }

  private get _turned(): Sheet {
    return (this._made ??= rotated(this._vectors, this._offset, this._rope));
  }

  private _made: Sheet | undefined;
}
