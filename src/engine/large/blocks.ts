import { lazyRows } from '../arrays/lazyRows.ts';
import type { Sheet, Tensor } from '../arrays/tensor.ts';
import type { Matrix, Vector } from '../arrays/vector.ts';
import { visitedBy } from '../arrays/visits.ts';
import { HELD_ROWS as ROWS, SIZE } from '../kernel/index.ts';
import type { Numbers } from '../kernel/index.ts';
import type { HeadNumbers } from '../mathematics/headInput.ts';
import type { HeadResult } from '../mathematics/headTrace.ts';
import { demandedRows, Looks, NOTHING, STAGES, workOf } from './demand.ts';
import type { Demand, Stage, Wanted } from './demand.ts';
import { PlainRows } from './plainRows.ts';
import type { PackedRows } from './plainRows.ts';
import { follows } from './rooms.ts';
import type { Rooms, SheetRequest, Summary } from './rooms.ts';
import { RowBlocks } from './rowBlocks.ts';

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

/** What was wanted of a head, made in one place to be looked at in another. */
export interface MadeRows {
  readonly blocks: readonly {
    readonly stage: Stage;
    readonly block: number;
    readonly numbers: Numbers;
  }[];
  readonly plain: PackedRows | null;
  readonly summary: Summary | null;
}

/**
 * A head that the kernel computes block by block of rows, as far as somebody looks. What is kept is
 * computed once; otherwise the newest blocks stay, and rows of others are made anew when asked for again.
 * What is looked at is noted: of the head that takes its place, as much can be made beforehand.
 */
export class BlockedHead implements HeadResult {
  readonly scores: { readonly matrix: Matrix };
  readonly weights: { readonly matrix: Matrix };
  readonly output: { readonly matrix: Matrix };
  /** A token is being moved, and what was known of the head before follows it. */
  readonly isMoving: boolean;

  /** @param before - the head before the edit, if it was computed block by block */
  constructor(
    private readonly _rooms: Rooms,
    private readonly _index: number,
    head: HeadNumbers,
    private readonly _request: SheetRequest,
    private readonly _choice: Choice,
    before: BlockedHead | null = null
  ) {
    this.isMoving = _choice.moving && !!before && follows(before._request, _request);
    this._origin = (this.isMoving && before?._known) || null;
    this._expected = before?._handedOn ?? null;
    this._blocks = {
      scores: this._blocksOf('scores'),
      weights: this._blocksOf('weights'),
      output: this._blocksOf('output')
    };
    const rows = this._blocks.scores.most * ROWS;
    this._plain = new PlainRows(head, row => this._blocks.scores.row(row), rows);
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

  /** What was looked at; of a head that nobody has looked at yet, what was of the one before. */
  get demand(): Demand | null {
    return this._looks.demand ?? this._expected;
  }

  /** Somebody is likely to look at as much. */
  expect(demand: Demand): void {
    this._expected = demand;
    this._looks = new Looks();
  }

  /**
   * What is likely to be looked at and has to be made for it, and about how many multiplications that
   * takes; nothing where it follows a token that is being moved.
   */
  get missing(): { readonly wanted: Wanted; readonly work: number } {
    if (this.isMoving) {
      return { wanted: NOTHING, work: 0 };
    }
    const { query, key, value } = this._request;
    const all = this.renewal;
    const known = this._summary !== undefined;
    const absent = (stage: Stage) =>
      all[stage].filter(block => !this._blocks[stage].has(block)).slice(-this._blocks[stage].most);
    const wanted: Wanted = {
      scores: absent('scores'),
      weights: absent('weights'),
      output: known ? [] : absent('output'),
      whole: all.whole && !known,
      plain: all.plain.filter(row => !this._plain.isMade(row)).slice(-this._plain.most)
    };
    const size = { n: query.rows, m: key.rows, keyWidth: key.columns, valueWidth: value.columns };
    return { wanted, work: workOf(wanted, size) };
  }

  /** All that is likely to be looked at, as has to be made of a like head that takes its place. */
  get renewal(): Wanted {
    const { demand } = this;
    if (!demand) {
      return NOTHING;
    }
    const n = this._request.query.rows;
    const inside = (stage: Stage) =>
      this._plain.isAll ? [] : demand[stage].filter(block => block * ROWS < n);
    return {
      scores: inside('scores'),
      weights: inside('weights'),
      output: inside('output'),
      whole: demand.whole,
      plain: demandedRows(demand, n, row => this._plain.has(row))
    };
  }

  /**
   * Makes what is wanted, in memory of its own.
   *
   * @param beat - called between pieces of the work
   */
  make({ plain, whole, ...blocks }: Wanted, beat: () => void): MadeRows {
    const made = (stage: Stage, block: number) => {
      beat();
      return { stage, block, numbers: this._blocks[stage].view(block).slice() };
    };
    return {
      blocks: STAGES.flatMap(stage => blocks[stage].map(block => made(stage, block))),
      plain: plain.length > 0 ? this._plain.pack(plain, beat) : null,
      summary: whole ? copyOf(this._whole()) : null
    };
  }

  /** Takes what was made elsewhere of the same head. */
  take({ blocks, plain, summary }: MadeRows): void {
    this._isTaken = true;
    blocks.forEach(({ stage, block, numbers }) => this._blocks[stage].put(block, numbers));
    if (plain) {
      this._plain.unpack(plain);
    }
    if (summary) {
      this.prime(summary);
      this._patched = true;
    }
  }

  /** What the next head may expect: not what was made for this one, and nobody looked at. */
  private get _handedOn(): Demand | null {
    return this._isTaken ? this._looks.demand : this.demand;
  }

  /** The newest head, of this and those before, all of whose outputs are known, if there is one. */
  private get _known(): BlockedHead | null {
    return this._summary && this._isKernels ? this : this._origin;
  }

  /** Lets a move go on from outputs that were computed elsewhere, in the kernel's memory. */
  private _restore(): void {
    const origin = this._origin;
    if (origin?._summary) {
      this._rooms.restore(this._index, origin._request, origin._summary);
    }
  }

  /** Rows of what blocks hold; outputs of the summary, where there is one. */
  private _rows(name: Stage): Pick<Tensor, 'matrix'> {
    const rowAt = (row: number): Vector => {
      this._looks.row(name, row);
      if (this._plain.has(row)) {
        return this._plain.row(row)[name];
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
      this._looks.block(name, index);
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
    if (!this.isMoving || !this._isKernels || !many) {
      return null;
    }
    for (let r = 0; r < this._request.query.rows; r += ROWS) {
      this._looks.block('weights', r / ROWS);
    }
    this._restore();
    return this._rooms.movingWeights(this._index, this._request);
  }

  /** The blocks of a stage. */
  private _blocksOf(name: Stage): RowBlocks {
    const { query, key, precision } = this._request;
    const { kept, budget } = this._choice;
    const bytes = ROWS * key.rows * SIZE[precision];
    const make = (from: number, to: number): Numbers => {
      if (this.isMoving && name === 'output') {
        this._restore();
      }
      return this._rooms.rows(this._index, this._request, [from, to], name, this.isMoving);
    };
    const most = kept ? Infinity : Math.max(1, Math.floor(budget / bytes));
    return new RowBlocks(query.rows, this._columnsOf(name), make, most);
  }

  private _columnsOf(name: Stage): number {
    return name === 'output' ? this._request.value.columns : this._request.key.rows;
  }

  private _whole(): Summary {
    this._looks.whole();
    const summary =
      this._summary ?? this.prime(copyOf(this._rooms.whole(this._index, this._request)));
    const { max, sum } = summary;
    for (let row = 0; row < max.length && !this._patched; row++) {
      if (this._plain.has(row)) {
        const own = this._plain.row(row);
        max[row] = own.max;
        sum[row] = own.sum;
      }
    }
    this._patched = true;
    return summary;
  }

  /** Whether the kernel has a way for all rows. */
  private get _isKernels(): boolean {
    return this._plain.isEmpty;
  }

  private _origin: BlockedHead | null;
  private _expected: Demand | null;
  private _patched = false;
  private _isTaken = false;
  private _summary: Summary | undefined;
  private readonly _plain: PlainRows;
  private readonly _blocks: Readonly<Record<Stage, RowBlocks>>;
  private _looks = new Looks();
  private readonly _visited = new Set<Stage>();
}

function copyOf({ output, max, sum }: Summary): Summary {
  return { output: output.slice(), max: max.slice(), sum: sum.slice() };
}
