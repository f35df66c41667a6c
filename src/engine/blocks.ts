import type { HeadResult } from './head.ts';
import { copyOf } from './kernel/index.ts';
import type { HeadRequest, HeadResult as KernelResult, Kernel, Numbers } from './kernel/index.ts';
import { lazyRows } from './rows.ts';
import type { Matrix, Vector } from './rows.ts';
import type { Tensor } from './tensor.ts';

/** Rows that the kernel computes at once. */
const ROWS = 64;

/** What the kernel computes of a head that stays as it is, whatever is looked at. */
type Summary = Pick<KernelResult, 'output' | 'max' | 'sum'>;

/**
 * A head that the kernel computes block by block of rows, as far as somebody looks. What is kept is
 * computed once; otherwise only the newest block stays, and its rows are made anew when asked for again.
 */
export class BlockedHead implements HeadResult {
  readonly scores: { readonly matrix: Matrix };
  readonly weights: { readonly matrix: Matrix };
  readonly output: { readonly matrix: Matrix };

  constructor(
    private readonly _kernel: Kernel,
    readonly request: HeadRequest,
    readonly rotatedQuery: Tensor,
    readonly rotatedKey: Tensor,
    private readonly _kept: boolean
  ) {
    const { key, value } = request;
    this.scores = this._rows(block => block.scores!, key.rows);
    this.weights = this._rows(block => block.weights!, key.rows);
    this.output = this._outputs(value.columns);
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
  }

  /** Outputs, of the summary where there is one: it has all of them. */
  private _outputs(columns: number): { readonly matrix: Matrix } {
    const { matrix } = this._rows(block => block.output, columns);
    const rowAt = (row: number): Vector =>
      this._summary?.output.subarray(row * columns, (row + 1) * columns) ?? matrix[row];
    return { matrix: lazyRows(this.request.query.rows, rowAt, this._kept) };
  }

  /** Rows of what blocks hold side by side. */
  private _rows(
    of: (block: KernelResult) => Numbers,
    columns: number
  ): { readonly matrix: Matrix } {
    const rowAt = (row: number): Vector => {
      const start = (row % ROWS) * columns;
      return of(this._block(Math.floor(row / ROWS))).subarray(start, start + columns);
    };
    return { matrix: lazyRows(this.request.query.rows, rowAt, this._kept) };
  }

  private _block(index: number): KernelResult {
    const known = this._blocks.get(index);
    if (known) {
      return known;
    }
    const from = index * ROWS;
    const to = Math.min(from + ROWS, this.request.query.rows);
    const block = copyOf(this._kernel.attendHead({ ...this.request, rows: [from, to] }));
    if (!this._kept) {
      this._blocks.clear();
    }
    this._blocks.set(index, block);
    return block;
  }

  private _whole(): Summary {
    return (this._summary ??= copyOf(
      this._kernel.attendHead(this.request, { scores: false, weights: false })
    ));
  }

  private readonly _blocks = new Map<number, KernelResult>();
  private _summary: Summary | undefined;
}
