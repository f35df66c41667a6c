import { polygonHull } from 'd3-polygon';
import { dot, kvHeadOf, matmul, transpose } from '../engine/index.ts';
import type { Matrix, Trace, Vector } from '../engine/index.ts';
import type { Line, Place } from './scene.ts';

/** Level lines drawn at most on either side of 0. */
const LEVELS = 5;

/**
 * Level lines of the chosen query's score: where a key (or, on the plane of the words, a word)
 * would have the same q·k. Only where the plane shows two dimensions as they are, and the score does
 * not depend on positions too; none otherwise.
 */
export function levelLines(
  trace: Trace,
  { head, query }: { readonly head: number; readonly query: number },
  ofKeys: boolean,
  reach: number
): readonly Line[] {
  const q = trace.heads[head].rotatedQuery[query];
  const gradient = ofKeys ? q : wordsGradient(trace, head, q);
  const length = gradient.length === 2 ? dot(gradient, gradient) : 0;
  const { query: plain, key, rotatedQuery, rotatedKey } = trace.heads[head];
  const turned = rotatedQuery !== plain || rotatedKey !== key;
  const shifted = !ofKeys && trace.biases?.key !== undefined; // a word of zeros has a score of its own
  if (length === 0 || !Number.isFinite(length) || turned || shifted) {
    return [];
  }
  const step = niceStep((Math.sqrt(2 * length) * reach) / LEVELS);
  return Array.from({ length: 2 * LEVELS + 1 }, (_, i) => (i - LEVELS) * step).flatMap(level => {
    const ends = clipped(gradient, level / length, reach);
    return ends
      ? [
          {
            role: 'query' as const,
            from: ends[0],
            to: ends[1],
            width: level === 0 ? 2 : 1,
            dash: 'dot' as const,
            text: 'q·k = ',
            value: Number(level.toPrecision(3))
          }
        ]
      : [];
  });
}

/** The line of a query through the origin, and the feet of the perpendiculars from keys on it. */
export interface Feet {
  readonly line: readonly [Place, Place];
  readonly feet: readonly Place[];
}

/**
 * Keys dropped on the line of a query: a foot lies as far along it as q·k / |q|, so that the feet stand
 * in the order of the scores. Null where q has no direction.
 */
export function feetOf(query: Place, keys: readonly Place[], reach: number): Feet | null {
  const length = dot(query, query);
  const line = length > 0 ? clipped([-query[1], query[0]], 0, reach) : null;
  const foot = (key: Place): Place => {
    const share = dot(key, query) / length;
    return [share * query[0], share * query[1]];
  };
  return line && { line, feet: keys.map(foot) };
}

/** The square on the first two axes, and what a matrix makes of it, [2, 2]: both as four edges. */
export function turnedSquare(matrix: Matrix, reach: number): readonly (readonly [Edge, Edge])[] {
  const corners: Matrix = [
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 1]
  ];
  const images = matmul(corners, matrix); // [4, 2] × [2, 2] → [4, 2]
  const largest = images.reduce((most, [x, y]) => Math.max(most, Math.abs(x), Math.abs(y)), 1);
  const side = (reach * SQUARE) / largest;
  const at = (places: Matrix, c: number): Place => {
    const [x, y] = places[c % places.length];
    return [side * x, side * y];
  };
  const edge = (places: Matrix, c: number): Edge => [at(places, c), at(places, c + 1)];
  return corners.map((_, c) => [edge(corners, c), edge(images, c)]);
}

type Edge = readonly [Place, Place];

/** How far the squares that show how a matrix turns and stretches reach at most. */
const SQUARE = 0.3;

/** What the score grows by along each dimension of a word: W_K qᵀ, in the head's columns. */
function wordsGradient(trace: Trace, head: number, q: Vector): Vector {
  const { projections, heads, nKvHeads } = trace;
  const start = kvHeadOf(head, heads.length, nKvHeads) * q.length;
  const w = projections.key.map(row => row.slice(start, start + q.length)); // [d_model, d_k]
  return matmul(w, transpose([q])).map(([part]) => part); // [d_model, d_k] × [d_k, 1] → [d_model]
}

/** The part of the line g · p = at · (g · g) that lies in the square from −reach to reach. */
function clipped(
  [gx, gy]: Vector,
  at: number,
  reach: number
): readonly [readonly [number, number], readonly [number, number]] | null {
  const [px, py] = [at * gx, at * gy];
  let [low, high] = [-Infinity, Infinity];
  for (const [from, along] of [
    [px, -gy],
    [py, gx]
  ]) {
    if (along === 0) {
      if (Math.abs(from) > reach) {
        return null;
      }
      continue;
    }
    const [a, b] = [(-reach - from) / along, (reach - from) / along];
    low = Math.max(low, Math.min(a, b));
    high = Math.min(high, Math.max(a, b));
  }
  return low < high
    ? [
        [px - low * gy, py + low * gx],
        [px - high * gy, py + high * gx]
      ]
    : null;
}

/** 1, 2 or 5 times a power of ten, not below what is wanted. */
function niceStep(wanted: number): number {
  const power = 10 ** Math.floor(Math.log10(wanted));
  return power * ([1, 2, 5, 10].find(factor => factor * power >= wanted) ?? 10);
}

/** The convex hull of the values: every mix of them lies inside. */
export function hullLines(values: Matrix): readonly Line[] {
  const hull = polygonHull(values.map(([x, y]): [number, number] => [x, y]));
  return (hull ?? []).map((from, i, corners) => ({
    role: 'value',
    from,
    to: corners[(i + 1) % corners.length],
    width: 1.5,
    text: '',
    dash: 'dash'
  }));
}
