import { HELD_ROWS as ROWS } from '../kernel/index.ts';
import type { Numbers } from '../kernel/index.ts';

/**
 * Rows of numbers that are made as they are asked for, 64 side by side. The first row of a block is
 * made alone, because often one row is all that is looked at; with a second one the whole block is.
 */
export class RowBlocks {
  /**
   * @param _make - makes rows, from the first to one past the last; what it returns is copied
   * @param _most - blocks that are kept: the newest
   */
  constructor(
    private readonly _rows: number,
    private readonly _columns: number,
    private readonly _make: (from: number, to: number) => Numbers,
    private readonly _most: number = Infinity
  ) {}

  row(r: number): Numbers {
    const index = Math.floor(r / ROWS);
    const single = this._singles.get(index);
    if (this._blocks.has(index) || (single && single.row !== r)) {
      const start = (r % ROWS) * this._columns;
      return this._block(index).subarray(start, start + this._columns);
    }
    return (single ?? this._single(index, r)).numbers.subarray(0);
  }

  private _block(index: number): Numbers {
    return this._blocks.get(index) ?? this._keep(this._blocks, index, this.view(index).slice());
  }

  /** All rows of a block: kept ones, or as `_make` returns them. */
  view(index: number): Numbers {
    const from = index * ROWS;
    return this._blocks.get(index) ?? this._make(from, Math.min(from + ROWS, this._rows));
  }

  /** Whether a block is kept. */
  has(index: number): boolean {
    return this._blocks.has(index);
  }

  /** Keeps a block that was made elsewhere. */
  put(index: number, numbers: Numbers): void {
    this._keep(this._blocks, index, numbers);
  }

  /** Blocks that can be kept. */
  get most(): number {
    return this._most;
  }

  private _single(index: number, row: number): Single {
    const numbers = this._make(row, row + 1).slice();
    return this._keep(this._singles, index, { row, numbers });
  }

  private _keep<T>(made: Map<number, T>, index: number, what: T): T {
    made.set(index, what);
    if (made.size > this._most) {
      const [oldest] = made.keys();
      made.delete(oldest);
    }
    return what;
  }

  private readonly _blocks = new Map<number, Numbers>();
  private readonly _singles = new Map<number, Single>();
}

/** The one row of a block that was asked for. */
interface Single {
  readonly row: number;
  readonly numbers: Numbers;
}
