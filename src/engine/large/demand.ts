import { HELD_ROWS as ROWS } from '../kernel/index.ts';

/** What of a head is made block by block of rows. */
export const STAGES = ['scores', 'weights', 'output'] as const;
export type Stage = (typeof STAGES)[number];

/** What of a head somebody wants: blocks of rows of each stage, and whether what only all rows tell. */
export interface Demand extends Readonly<Record<Stage, readonly number[]>> {
  /** Output, maximum and sum of all rows. */
  readonly whole: boolean;
}

/** What has to be made of a head for a demand. */
export interface Wanted extends Demand {
  /** Rows that only the plain way can make. */
  readonly plain: readonly number[];
}

export const NOTHING: Wanted = { scores: [], weights: [], output: [], whole: false, plain: [] };

/** n queries, m keys, and the widths of keys and values. */
export interface Size {
  readonly n: number;
  readonly m: number;
  readonly keyWidth: number;
  readonly valueWidth: number;
}

/** What an exponential costs, in multiplications. */
const EXPONENTIAL = 16;
/** What all that a cell needs costs in the plain way, in multiplications of the kernel. */
const PLAIN = 400;

/** Notes what of a head is looked at: a block as soon as more than one of its rows is. */
export class Looks {
  row(stage: Stage, row: number): void {
    const { firsts } = this._at[stage];
    const block = Math.floor(row / ROWS);
    const first = firsts.get(block);
    if (first === undefined) {
      firsts.set(block, row);
    } else if (first !== row) {
      this.block(stage, block);
    }
  }

  block(stage: Stage, block: number): void {
    const { blocks } = this._at[stage];
    blocks.delete(block);
    blocks.add(block); // the newest comes last
  }

  whole(): void {
    this._whole = true;
  }

  /** Null where nobody has looked. */
  get demand(): Demand | null {
    const [scores, weights, output] = STAGES.map(stage => [...this._at[stage].blocks]);
    const any = this._whole || scores.length + weights.length + output.length > 0;
    return any ? { scores, weights, output, whole: this._whole } : null;
  }

  private readonly _at = { scores: looks(), weights: looks(), output: looks() };
  private _whole = false;
}

/** The blocks that were looked at, and of each block the row that was looked at first. */
function looks(): { readonly blocks: Set<number>; readonly firsts: Map<number, number> } {
  return { blocks: new Set(), firsts: new Map() };
}

/** The rows, ascending, of all blocks that are demanded in any stage, and of which something holds. */
export function demandedRows(
  { scores, weights, output }: Demand,
  n: number,
  holds: (row: number) => boolean
): readonly number[] {
  const blocks = [...new Set([...scores, ...weights, ...output])].sort((a, b) => a - b);
  const rows = blocks.flatMap(block => Array.from({ length: ROWS }, (_, r) => block * ROWS + r));
  return rows.filter(row => row < n && holds(row));
}

/** About how many multiplications it takes to make what is wanted. */
export function workOf(
  { plain, whole, ...blocks }: Wanted,
  { n, m, keyWidth, valueWidth }: Size
): number {
  const weights = keyWidth + EXPONENTIAL;
  const costs = { scores: keyWidth, weights, output: weights + valueWidth };
  const ofBlocks = STAGES.reduce((sum, stage) => sum + blocks[stage].length * costs[stage], 0);
  const ofRows = ofBlocks * Math.min(ROWS, n) + (whole ? n * costs.output : 0);
  return m * (ofRows + plain.length * PLAIN);
}
