import type { Matrix } from '../../engine/index.ts';
import { readRow, strongestOf } from './shares.ts';
import type { Left } from './shares.ts';
import type { Unit } from './units.ts';

/** A line from who asks to who answers. */
export interface ShareLine {
  readonly from: number;
  readonly to: number;
  readonly share: number;
  /** Which of the heads, in their order. */
  readonly head: number;
}

/** Lines of one token in one head: what is less than one of the strongest so many could not be told apart. */
export const MOST_LINES = 64;

/** The lines of some units of queries: of every head, and as strong as is wanted. */
export function shareLinesOf(
  heads: readonly Matrix[],
  queries: readonly Unit[],
  asking: readonly number[],
  keys: readonly Unit[],
  left: Left & { readonly least: number }
): readonly ShareLine[] {
  return heads.flatMap((weights, head) =>
    asking.flatMap(from =>
      strongestOf(readRow(weights, queries[from], keys, left).shares, MOST_LINES, left.least).map(
        ({ unit, share }) => ({ from, to: unit, share, head })
      )
    )
  );
}

/** Dashes by which lines are told apart besides by their colours, in pixels; so many heads are shown at once. */
export const LINE_DASHES: readonly (readonly number[])[] = [
  [],
  [7, 4],
  [2, 3],
  [10, 3, 2, 3],
  [16, 5],
  [2, 2, 7, 2]
];

/** A point, and the four that make a bend. */
type Spot = readonly [x: number, y: number];
export type Bend = readonly [from: Spot, out: Spot, into: Spot, to: Spot];

/** In how many halves it is found where a bend comes into sight: a thousandth of its way. */
const HALVES = 10;

/**
 * The part of a bend that is seen between two heights; null: none is. Dashes of what is far out of sight would be
 * reckoned one by one. It leaves one side level and comes to the other level.
 */
export function seenBend([x, y]: Spot, [toX, toY]: Spot, top: number, bottom: number): Bend | null {
  if (Math.max(y, toY) < top || Math.min(y, toY) > bottom) {
    return null;
  }
  const middle = (x + toX) / 2;
  const whole: Bend = [
    [x, y],
    [middle, y],
    [middle, toY],
    [toX, toY]
  ];
  const isSeen = (at: number) => at >= top && at <= bottom;
  if (isSeen(y) && isSeen(toY)) {
    return whole;
  }
  // Where it crosses the edge on the side of either end, as a part of its way.
  const crossing = (edge: number) => {
    let [low, high] = [0, 1];
    for (let half = 0; half < HALVES; half++) {
      const t = (low + high) / 2;
      const height = y + (toY - y) * t * t * (3 - 2 * t);
      if (height < edge === toY > y) {
        low = t;
      } else {
        high = t;
      }
    }
    return [low, high] as const;
  };
  const edgeOf = (at: number) => (at < top ? top : bottom);
  const first = isSeen(y) ? 0 : crossing(edgeOf(y))[0];
  const last = isSeen(toY) ? 1 : crossing(edgeOf(toY))[1];
  return between(whole, first, last);
}

/** A part of a bend, by de Casteljau's construction. */
function between(bend: Bend, first: number, last: number): Bend {
  const [a, b, c, d] = split(bend, last);
  const [to, into, out, from] = split([d, c, b, a], 1 - first / last);
  return [from, out, into, to];
}

/** The part of a bend before a place on its way. */
function split([a, b, c, d]: Bend, t: number): Bend {
  const mix = (p: Spot, q: Spot): Spot => [p[0] + (q[0] - p[0]) * t, p[1] + (q[1] - p[1]) * t];
  const [ab, bc, cd] = [mix(a, b), mix(b, c), mix(c, d)];
  const [abc, bcd] = [mix(ab, bc), mix(bc, cd)];
  return [a, ab, abc, mix(abc, bcd)];
}
