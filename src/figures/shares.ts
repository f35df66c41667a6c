import type { Trace, Vector } from '../engine/index.ts';
import { tokensIn } from '../model/index.ts';
import type { Selection } from '../model/index.ts';
import type { Layer } from '../format/index.ts';
import { place } from './basis.ts';
import type { Basis } from './basis.ts';
import type { Line, Ring } from './scene.ts';
import { literal, percent, visible } from './text.ts';

/** Lines that are drawn at once; each of them costs Plotly a trace of its own. */
const LINES = 48;
/** Pixels of a line that stands for a weight of 1. */
export const WIDEST = 16;
/** The least share that is told as more than 0 %: a ring would be drawn of any. */
const SEEN = 0.005;

/** A line for each share of the token that is asking, and a ring around it for its own. */
export function shareLines(
  trace: Trace,
  { head, query, listed }: Selection,
  layers: readonly Layer[],
  basis: Basis
): { readonly lines: readonly Line[]; readonly rings: readonly Ring[] } {
  const match = layers.includes('query') && layers.includes('key');
  if (!match && !layers.includes('embeddings')) {
    return { lines: [], rings: [] };
  }
  const from = match ? trace.heads[head].query : trace.embeddings;
  const to = match ? trace.heads[head].key : trace.keyEmbeddings;
  const [[x, y]] = place([from[query]], basis);
  const weights = trace.heads[head].weights[query];
  const drawn = strongest(weights, tokensIn(listed.key));
  const ends = place(
    drawn.map(({ key }) => to[key]),
    basis
  );
  const told = (key: number, weight: number) =>
    literal(`${visible(trace.keyTokens[key])} ${percent(weight)}`);
  const lines = drawn.map(({ weight, key }, i): Line => ({
    role: 'query',
    from: [x, y],
    to: [ends[i][0], ends[i][1]],
    width: weight * WIDEST,
    text: told(key, weight)
  }));
  if (trace.cross) {
    return { lines, rings: [] };
  }
  const own = weights[query];
  const [[atX, atY]] = place([to[query]], basis);
  const isSeen = own >= SEEN && Number.isFinite(own) && Number.isFinite(atX + atY);
  const ring: Ring = {
    role: 'query',
    at: [atX, atY],
    width: own * WIDEST,
    text: told(query, own)
  };
  return { lines, rings: isSeen ? [ring] : [] };
}

/** The weights that are drawn as lines, in the order of their keys: the rest could not be seen. */
function strongest(
  weights: Vector,
  keys: readonly number[]
): readonly { readonly weight: number; readonly key: number }[] {
  const all = keys
    .map(key => ({ weight: weights[key], key }))
    .filter(({ weight }) => Number.isFinite(weight));
  return all.length <= LINES
    ? all
    : all
        .sort((a, b) => b.weight - a.weight)
        .slice(0, LINES)
        .sort((a, b) => a.key - b.key);
}
