import { attentionWeights, override } from './head.ts';
import type { HeadNumbers, HeadResult } from './head.ts';
import { HELD_ROWS as ROWS, SIZE } from './kernel/index.ts';
import type { Numbers } from './kernel/index.ts';
import type { Sheet } from './tensor.ts';
import { sameSettings } from './rooms.ts';
import type { Rooms, SheetRequest, Summary } from './rooms.ts';
import { RowBlocks } from './rowBlocks.ts';
import { lazyRows, visitedBy } from './rows.ts';
import type { Floats, Matrix, Vector } from './rows.ts';
import { product, Tensor } from './tensor.ts';

/** A row that the plain engine made. */
interface PlainRow {
  readonly scores: Floats;
  readonly weights: Floats;
  readonly output: Floats;
  readonly max: number;
  readonly sum: number;
}

type Stage = 'scores' | 'weights' | 'output';

/** One row in so many: to let all of them follow costs less than to make these from scratch. */
const MANY = 8;

/** How a head is computed. */
export interface Choice {
  /** What is made stays; otherwise only the newest blocks of rows do. */
  readonly kept: boolean;
  /** Bytes of blocks that stay where not all do; one block does in any case. */
  readonly budget: number;
  /** A token is being moved: outputs and weights may follow it step by step. */
  readonly moving: boolean;
}

/**
 * A head that the kernel computes block by block of rows, as far as somebody looks. What is kept is
 * computed once; otherwise the newest blocks stay, and rows of others are made anew when asked for again.
 * Rows that the kernel has no way for are made from its scores in the plain way.
 */
export class BlockedHead implements HeadResult {
  readonly scores: { readonly matrix: Matrix };
  readonly weights: { readonly matrix: Matrix };
  readonly output: { readonly matrix: Matrix };

  /** @param before - the head before the edit, if it was computed block by block */
  constructor(
    private readonly _rooms: Rooms,
    private readonly _index: number,
    private readonly _head: HeadNumbers,
    private readonly _request: SheetRequest,
    private readonly _choice: Choice,
    before: BlockedHead | null = null
  ) {
    const alike = _choice.moving && before && sameSettings(before._request, _request);
    this._origin = alike ? before._known : null;
    this._plain = plainRows(_head);
    this._blocks = {
      scores: this._blocksOf('scores'),
      weights: this._blocksOf('weights'),
      output: this._blocksOf('output')
    };
    this.scores = this._rows('scores');
    this.weights = this._rows('weights');
    this.output = this._rows('output');
  }

  get rotatedQuery(): Sheet {
    return this._request.query;
  }

  get rotatedKey(): Sheet {
    return this._request.key;
  }

  get max(): Vector {
    return this._whole().max;
  }

  get sum(): Vector {
    return this._whole().sum;
  }

  /** Takes what was computed, here or elsewhere, so that it need not be computed again. */
  prime(summary: Summary): Summary {
    this._summary = summary;
    this._patched = false;
    this._origin = null; // what was known before is not held any longer
    return summary;
  }

  /** The newest head, of this and those before, all of whose outputs are known, if there is one. */
  private get _known(): BlockedHead | null {
    return this._summary && this._isKernels ? this : this._origin;
  }

  /** Lets a move go on from outputs that were computed elsewhere, in the kernel's memory. */
  private _settle(): void {
    const origin = this._origin;
    if (origin?._summary) {
      this._rooms.restore(this._index, origin._request, origin._summary);
    }
  }

  /** Rows of what blocks hold; outputs of the summary, where there is one. */
  private _rows(name: Stage): Pick<Tensor, 'matrix'> {
    const rowAt = (row: number): Vector => {
      if (this._plain(row)) {
        return this._plainRow(row)[name];
      }
      const columns = this._columnsOf(name);
      const whole = name === 'output' ? this._summary?.output : undefined;
      return whole?.subarray(row * columns, (row + 1) * columns) ?? this._blocks[name].row(row);
    };
    const matrix = lazyRows(this._request.query.rows, rowAt, this._choice.kept);
    visitedBy(matrix, (from, to, visit) => this._visit(name, [from, to], visit, r => matrix[r]));
    return { matrix };
  }

  /**
   * Shows rows as they stand in the kernel's memory. Who goes through them all a second time is
   * likely to do so again: then they are kept.
   */
  private _visit(
    name: Stage,
    [from, to]: readonly [number, number],
    visit: (row: Vector, r: number) => void,
    rowAt: (r: number) => Vector
  ): void {
    const columns = this._columnsOf(name);
    const moving = name === 'weights' ? this._movingWeights(to - from) : null;
    if (moving) {
      for (let r = from; r < to; r++) {
        visit(moving.subarray(r * columns, (r + 1) * columns), r);
      }
      return;
    }
    const again = this._visited.has(name);
    this._visited.add(name);
    for (let r = from; r < to;) {
      const index = Math.floor(r / ROWS);
      const end = Math.min(to, (index + 1) * ROWS);
      const view = again || !this._isKernels ? null : this._blocks[name].view(index);
      for (; r < end; r++) {
        const start = (r % ROWS) * columns;
        visit(view ? view.subarray(start, start + columns) : rowAt(r), r);
      }
    }
  }

  /** All weights, where they follow a token that is being moved, and many rows of them are gone through. */
  private _movingWeights(rows: number): Numbers | null {
    const many = rows * MANY >= this._request.query.rows;
    if (!this._choice.moving || !this._isKernels || !many) {
      return null;
    }
    this._settle();
    return this._rooms.movingWeights(this._index, this._request);
  }

  /** A row from its scores on, as the plain engine makes it. */
  private _plainRow(row: number): PlainRow {
    const known = this._plainRows.get(row);
    if (known) {
      return known;
    }
    const scores = this._blocks.scores.row(row);
    const own = new Tensor(Float64Array.from(scores), 1, scores.length);
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
    if (!this._choice.kept) {
      this._plainRows.clear();
    }
    this._plainRows.set(row, made);
    return made;
  }

  /** The blocks of a stage. */
  private _blocksOf(name: Stage): RowBlocks {
    const { query, key, precision } = this._request;
    const { kept, budget, moving } = this._choice;
    const bytes = ROWS * key.rows * SIZE[precision];
    const make = (from: number, to: number): Numbers => {
      if (moving && name === 'output') {
        this._settle();
      }
      return this._rooms.rows(this._index, this._request, [from, to], name, moving);
    };
    const most = kept ? Infinity : Math.max(1, Math.floor(budget / bytes));
    return new RowBlocks(query.rows, this._columnsOf(name), make, most);
  }

  private _columnsOf(name: Stage): number {
    return name === 'output' ? this._request.value.columns : this._request.key.rows;
  }

  private _whole(): Summary {
    const summary =
      this._summary ?? this.prime(copyOf(this._rooms.whole(this._index, this._request)));
    const { max, sum } = summary;
    for (let row = 0; row < max.length && !this._patched; row++) {
      if (this._plain(row)) {
        const own = this._plainRow(row);
        max[row] = own.max;
        sum[row] = own.sum;
      }
    }
    this._patched = true;
    return summary;
  }

  /** Whether the kernel has a way for all rows. */
  private get _isKernels(): boolean {
    const { softmax, overrides = [] } = this._head;
    return softmax !== 'naive' && overrides.length === 0;
  }

  /** Whether a row is one that the kernel has no way for. */
  private readonly _plain: (row: number) => boolean;
  private _origin: BlockedHead | null;
  private _patched = false;
  private readonly _plainRows = new Map<number, PlainRow>();
  private readonly _blocks: Readonly<Record<Stage, RowBlocks>>;
  private readonly _visited = new Set<Stage>();
  private _summary: Summary | undefined;
}

/** The rows of a head that only the plain engine can make: with scores set by hand, or a naive softmax. */
function plainRows({ softmax, overrides = [] }: HeadNumbers): (row: number) => boolean {
  const changed = new Set(overrides.map(({ query }) => query));
  return row => softmax === 'naive' || changed.has(row);
}

function copyOf({ output, max, sum }: Summary): Summary {
  return { output: output.slice(), max: max.slice(), sum: sum.slice() };
}
