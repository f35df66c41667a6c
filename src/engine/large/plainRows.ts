import { product, Tensor } from '../arrays/tensor.ts';
import type { Floats, Vector } from '../arrays/vector.ts';
import { attentionWeights, override } from '../mathematics/head.ts';
import type { HeadNumbers } from '../mathematics/headInput.ts';

/** A row that the plain engine made. */
export interface PlainRow {
  /** [m]. */
  readonly scores: Floats;
  /** [m]. */
  readonly weights: Floats;
  /** [d_v]. */
  readonly output: Floats;
  readonly max: number;
  readonly sum: number;
}

/** Rows that the plain engine made, side by side. */
export interface PackedRows {
  readonly rows: readonly number[];
  /** [r, m]. */
  readonly scores: Float64Array<ArrayBuffer>;
  /** [r, m]. */
  readonly weights: Float64Array<ArrayBuffer>;
  /** [r, d_v]. */
  readonly output: Float64Array<ArrayBuffer>;
  /** [r]. */
  readonly max: Float64Array<ArrayBuffer>;
  /** [r]. */
  readonly sum: Float64Array<ArrayBuffer>;
}

/**
 * The rows of a head that the kernel has no way for, with a naive softmax, a given bias, a cap, a sink, or
 * scores set by hand: made from the kernel's scores in the plain way.
 */
export class PlainRows {
  /**
   * @param _scoresOf - the kernel's scores of a row, [m]
   * @param _most - rows that are kept: the newest
   */
  constructor(
    private readonly _head: HeadNumbers,
    private readonly _scoresOf: (row: number) => Vector,
    private readonly _most: number
  ) {
    this._own = new Set(_head.overrides?.map(({ query }) => query));
    const { softmax, added, softcap, sink } = _head;
    this._all = softmax === 'naive' || !!added || !!softcap || typeof sink === 'number';
  }

  /** Whether the kernel has a way for no row. */
  get isAll(): boolean {
    return this._all;
  }

  /** Whether the kernel has a way for every row. */
  get isEmpty(): boolean {
    return !this._all && this._own.size === 0;
  }

  /** Whether a row is one of these. */
  has(row: number): boolean {
    return this._all || this._own.has(row);
  }

  /** Rows that can be kept. */
  get most(): number {
    return this._most;
  }

  /** Whether a row is made already. */
  isMade(row: number): boolean {
    return this._made.has(row);
  }

  row(row: number): PlainRow {
    return this._made.get(row) ?? this._put(row, this._make(row));
  }

  /**
   * Makes rows, in memory of their own.
   *
   * @param beat - called between rows
   */
  pack(rows: readonly number[], beat: () => void): PackedRows {
    const made = rows.map(row => {
      beat();
      return this._made.get(row) ?? this._make(row);
    });
    const all = (of: (row: PlainRow) => ArrayLike<number>) => {
      const width = of(made[0]).length;
      const packed = new Float64Array(made.length * width);
      made.forEach((row, r) => packed.set(of(row), r * width));
      return packed;
    };
    return {
      rows,
      scores: all(({ scores }) => scores),
      weights: all(({ weights }) => weights),
      output: all(({ output }) => output),
      max: Float64Array.from(made, ({ max }) => max),
      sum: Float64Array.from(made, ({ sum }) => sum)
    };
  }

  /** Takes rows that were made elsewhere. */
  unpack({ rows, scores, weights, output, max, sum }: PackedRows): void {
    rows.forEach((row, r) => {
      const own = (all: Float64Array) => {
        const width = all.length / rows.length;
        const view = all.subarray(r * width, (r + 1) * width);
        return this._most === Infinity ? view : view.slice(); // the others may be kept for less long
      };
      this._put(row, {
        scores: own(scores),
        weights: own(weights),
        output: own(output),
        max: max[r],
        sum: sum[r]
      });
    });
  }

  private _put(row: number, made: PlainRow): PlainRow {
    this._made.set(row, made);
    if (this._made.size > this._most) {
      const [oldest] = this._made.keys();
      this._made.delete(oldest);
    }
    return made;
  }

  private _make(row: number): PlainRow {
    const scores = this._scoresOf(row);
    const own = new Tensor(Float64Array.from(scores), 1, scores.length);
    override(own, this._head.overrides, row);
    const { weights, max, sum } = attentionWeights(this._head, own, row);
    const output = product(weights, this._head.value); // [1, key] × [key, d_v] → [1, d_v]
    return {
      scores: own.data,
      weights: weights.data,
      output: output.data,
      max: max[0],
      sum: sum[0]
    };
  }

  private readonly _own: ReadonlySet<number>;
  private readonly _all: boolean;
  private readonly _made = new Map<number, PlainRow>();
}
