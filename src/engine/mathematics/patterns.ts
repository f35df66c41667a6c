import type { Vector } from '../arrays/vector.ts';
import { visitRows } from '../arrays/visits.ts';
import { hasOutputs } from './recorded.ts';
import { rowSums } from './rowSums.ts';
import { Thumb } from './thumbnail.ts';
import type { Thumbnail } from './thumbnail.ts';
import type { Trace } from './trace.ts';

/** Patterns that heads of real models are known for: weight on one kind of key. */
export const PATTERNS = ['previous', 'first', 'diagonal', 'induction', 'duplicate'] as const;
export type Pattern = (typeof PATTERNS)[number];

/** What a head is measured by. */
export const MEASURES = ['entropy', 'distance', ...PATTERNS, 'weighted'] as const;
export type Measure = (typeof MEASURES)[number];

/** How much weight keys of one kind get, over the rows that have such a key. */
export interface Share {
  /** The mean weight on them. */
  readonly value: number;
  /** The same of rows that give all open keys as much. */
  readonly chance: number;
  /** Rows that have such a key, open, and another one to choose. */
  readonly rows: number;
}

/** What all rows of a head say together. Null: there is no row, or nothing recorded, to say it by. */
export interface HeadSketch extends Readonly<Record<Pattern, Share | null>> {
  /** Mean entropy of the rows, in bits. */
  readonly entropy: number | null;
  /** Mean number of tokens between who asks and who answers. */
  readonly distance: number | null;
  /** Mean sum of the sizes of weighted values, ‖α v‖. */
  readonly weighted: number | null;
  readonly thumbnail: Thumbnail;
}

/** Rows between which whoever goes through a head may rest. */
const REST = 64;

/**
 * All measures of a head and its thumbnail in one way through its weights, [query, key]. Cells that the mask
 * forbids do not count, nor do rows without any weight. Between two sequences places cannot be compared:
 * there `distance` and all patterns but the first token are null.
 *
 * - `entropy`: mean of −Σ p log₂ p over a row's shares p (Shannon 1948; of heads: Clark et al. 2019, section 3.3);
 * - `distance`: mean of Σ p |query − key| (Vig and Belinkov 2019, section 4.2, a row at a time);
 * - `previous`, `diagonal`, `first`: mean weight on the token before, on itself, on the first token by all others
 *   (Clark et al. 2019, section 3.1; Xiao et al. 2023 for the first);
 * - `induction`: mean weight on the token behind the last earlier occurrence of the token that asks, where that is
 *   not itself (Olsson et al. 2022);
 * - `duplicate`: mean weight on all earlier occurrences of the token that asks (Wang et al. 2022, section 3.2);
 * - `weighted`: mean of Σ α ‖v‖ (Kobayashi et al. 2020, with v in place of their v W_O).
 *
 * @param same - of each token, [query], what equal tokens share: the token itself unless given
 * @returns yields now and then, so that others can have their turn
 */
export function* sketchHead(
  trace: Trace,
  head: number,
  same: readonly (string | number)[] = trace.tokens
): Generator<void, HeadSketch> {
  const { weights, value } = trace.heads[head];
  const [n, m] = [trace.tokens.length, trace.keyTokens.length];
  const norms = hasOutputs(trace) ? Float64Array.from(value, sizeOf) : null;
  const way = new Way(trace, norms, earlier(same));
  const thumb = new Thumb(n, m);
  const may = trace.maskAt === 'scores' ? trace.mask : null;
  for (let from = 0; from < n; from += REST) {
    visitRows(weights, from, Math.min(n, from + REST), (row, query) => {
      way.add(row, query, trace.mask?.[query] ?? null);
      thumb.add(row, query, may?.[query] ?? null);
    });
    yield;
  }
  return { ...way.found(), thumbnail: thumb.made() };
}

/** Of each token the last one before it that is the same, or −1. */
function earlier(same: readonly (string | number)[]): Int32Array {
  const last = new Map<string | number, number>();
  return Int32Array.from(same, (token, at) => {
    const before = last.get(token) ?? -1;
    last.set(token, at);
    return before;
  });
}

function sizeOf(vector: Vector): number {
  return Math.sqrt(vector.reduce((sum, entry) => sum + entry * entry, 0));
}

class Way {
  constructor(
    private readonly _trace: Trace,
    private readonly _norms: Float64Array | null,
    private readonly _earlier: Int32Array
  ) {}

  /** @param may - which keys the row may attend to; null: all */
  add(row: Vector, query: number, may: readonly boolean[] | null): void {
    const { sum, logs, far, size, open } = rowSums(row, query, this._norms, may);
    if (sum === 0) {
      return;
    }
    this._rows += 1;
    this._entropy += Math.log2(sum) - logs / sum;
    this._distance += far / sum;
    this._size += size;
    if (open > 1) {
      this._addPatterns(row, query, may, open);
    }
  }

  found(): Omit<HeadSketch, 'thumbnail'> {
    const { _rows: rows, _trace: trace, _tallies: tallies } = this;
    const mean = (sum: number) => (rows > 0 ? sum / rows : null);
    const shares = PATTERNS.map(name => [name, tallies[name].share] as const);
    return {
      entropy: mean(this._entropy),
      distance: trace.cross ? null : mean(this._distance),
      weighted: this._norms && mean(this._size),
      ...(Object.fromEntries(shares) as Record<Pattern, Share | null>)
    };
  }

  private _addPatterns(
    row: Vector,
    query: number,
    may: readonly boolean[] | null,
    open: number
  ): void {
    const { cross } = this._trace;
    const [before, tallies] = [this._earlier, this._tallies];
    const on = (name: Pattern, keys: readonly number[]) => {
      const seen = may ? keys.filter(key => may[key]) : keys;
      tallies[name].add(row, seen, open);
    };
    if (cross || query > 0) {
      on('first', [0]);
    }
    if (cross) {
      return;
    }
    on('diagonal', [query]);
    on('previous', query > 0 ? [query - 1] : []);
    const all: number[] = [];
    for (let at = before[query]; at >= 0; at = before[at]) {
      all.push(at);
    }
    on('duplicate', all);
    const last = all.find(at => at + 1 < query);
    on('induction', last === undefined ? [] : [last + 1]);
  }

  private readonly _tallies: Readonly<Record<Pattern, Tally>> = {
    previous: new Tally(),
    first: new Tally(),
    diagonal: new Tally(),
    induction: new Tally(),
    duplicate: new Tally()
  };
  private _rows = 0;
  private _entropy = 0;
  private _distance = 0;
  private _size = 0;
}

/** Weight on keys of one kind. */
class Tally {
  /** @param open - keys that the row may attend to */
  add(row: Vector, keys: readonly number[], open: number): void {
    if (keys.length > 0) {
      this._rows += 1;
      this._weight += keys.reduce((sum, key) => sum + row[key], 0);
      this._chance += keys.length / open;
    }
  }

  get share(): Share | null {
    const { _rows: rows } = this;
    return rows === 0 ? null : { value: this._weight / rows, chance: this._chance / rows, rows };
  }

  private _rows = 0;
  private _weight = 0;
  private _chance = 0;
}
