import { attentionWeights, override } from './head.ts';
import type { HeadNumbers, HeadResult } from './head.ts';
import { copyOf } from './kernel/index.ts';
import type { HeadRequest, HeadResult as KernelResult, Kernel } from './kernel/index.ts';
import { lazyRows } from './rows.ts';
import type { Floats, Matrix, Vector } from './rows.ts';
import { product, Tensor } from './tensor.ts';

/** Rows that the kernel computes at once. */
const ROWS = 64;

/** A row that the plain engine made. */
interface PlainRow {
  readonly scores: Floats;
  readonly weights: Floats;
  readonly output: Floats;
  readonly max: number;
  readonly sum: number;
}

/** What the kernel computes of a head that stays as it is, whatever is looked at. */
type Summary = Pick<KernelResult, 'output' | 'max' | 'sum'>;

/**
 * A head that the kernel computes block by block of rows, as far as somebody looks. What is kept is
 * computed once; otherwise only the newest block stays, and its rows are made anew when asked for again.
 * Rows that the kernel has no way for are made from its scores in the plain way.
 */
export class BlockedHead implements HeadResult {
  readonly scores: { readonly matrix: Matrix };
  readonly weights: { readonly matrix: Matrix };
  readonly output: { readonly matrix: Matrix };

  constructor(
    private readonly _kernel: Kernel,
    private readonly _head: HeadNumbers,
    private readonly _request: HeadRequest,
    readonly rotatedQuery: Tensor,
    readonly rotatedKey: Tensor,
    private readonly _kept: boolean
  ) {
    const { key, value } = _request;
    this._plain = plainRows(_head);
    this.scores = this._rows(key.rows, 'scores');
    this.weights = this._rows(key.rows, 'weights');
    this.output = this._rows(value.columns, 'output');
  }

  get max(): Vector {
    return this._whole().max;
  }

  get sum(): Vector {
    return this._whole().sum;
  }

  /** Takes what was computed elsewhere, so that it need not be computed here. */
  prime(summary: Summary): void {
    this._summary = summary;
    this._patched = false;
  }

  /** Rows of what blocks hold side by side; outputs of the summary, where there is one. */
  private _rows(columns: number, name: 'scores' | 'weights' | 'output'): Pick<Tensor, 'matrix'> {
    const rowAt = (row: number): Vector => {
      if (this._plain(row)) {
        return this._plainRow(row)[name];
      }
      const whole = name === 'output' ? this._summary?.output : undefined;
      const start = (whole ? row : row % ROWS) * columns;
      const numbers = whole ?? this._block(Math.floor(row / ROWS))[name]!;
      return numbers.subarray(start, start + columns);
    };
    return { matrix: lazyRows(this._request.query.rows, rowAt, this._kept) };
  }

  /** A row from its scores on, as the plain engine makes it. */
  private _plainRow(row: number): PlainRow {
    const known = this._plainRows.get(row);
    if (known) {
      return known;
    }
    const columns = this._request.key.rows;
    const start = (row % ROWS) * columns;
    const { scores } = this._block(Math.floor(row / ROWS));
    const own = new Tensor(Float64Array.from(scores!.subarray(start, start + columns)), 1, columns);
    override(own, this._head.overrides, row);
    const { weights, max, sum } = attentionWeights(this._head, own, row);
    const output = product(weights, this._head.value); // [1, key] × [key, d_v] → [1, d_v]
    const made = {
      scores: own.data,
      weights: weights.data,
      output: output.data,
      max: max[0],
      sum: sum[0]
    };
    this._remember(this._plainRows, row, made);
    return made;
  }

  private _block(index: number): KernelResult {
    const known = this._blocks.get(index);
    if (known) {
      return known;
    }
    const from = index * ROWS;
    const to = Math.min(from + ROWS, this._request.query.rows);
    const block = copyOf(this._kernel.attendHead({ ...this._request, rows: [from, to] }));
    this._remember(this._blocks, index, block);
    return block;
  }

  /** Keeps what was made; over the budget only the newest. */
  private _remember<T>(made: Map<number, T>, at: number, what: T): void {
    if (!this._kept) {
      made.clear();
    }
    made.set(at, what);
  }

  private _whole(): Summary {
    if (!this._summary) {
      this._summary = copyOf(
        this._kernel.attendHead(this._request, { scores: false, weights: false })
      );
    }
    const { max, sum } = this._summary;
    for (let row = 0; row < max.length && !this._patched; row++) {
      if (this._plain(row)) {
        const own = this._plainRow(row);
        max[row] = own.max;
        sum[row] = own.sum;
      }
    }
    this._patched = true;
    return this._summary;
  }

  /** Whether a row is one that the kernel has no way for. */
  private readonly _plain: (row: number) => boolean;
  private _patched = false;
  private readonly _plainRows = new Map<number, PlainRow>();
  private readonly _blocks = new Map<number, KernelResult>();
  private _summary: Summary | undefined;
}

/** The rows of a head that only the plain engine can make: with scores set by hand, or a naive softmax. */
function plainRows({ softmax, overrides = [] }: HeadNumbers): (row: number) => boolean {
  const changed = new Set(overrides.map(({ query }) => query));
  return row => softmax === 'naive' || changed.has(row);
}
