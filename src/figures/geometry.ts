import { polygonHull } from 'd3-polygon';
import { dot, kvHeadOf, matmul, transpose } from '../engine/index.ts';
import type { Matrix, Trace, Vector } from '../engine/index.ts';
import type { Line } from './scene.ts';

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
  const turned = trace.heads[head].rotatedQuery !== trace.heads[head].query;
  if (length === 0 || !Number.isFinite(length) || turned) {
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
            text: `q·k = ${Number(level.toPrecision(3))}`
          }
        ]
      : [];
  });
}

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
