import { mapVector, matmul } from '../engine/index.ts';
import type { Matrix, Trace, Vector } from '../engine/index.ts';
import { holds, tokensIn } from '../model/index.ts';
import type { Selection } from '../model/index.ts';
import { place } from './basis.ts';
import { frameOf } from './frame.ts';
import { layerWidth } from './layers.ts';
import type { Kept, Line, Point, Scene } from './scene.ts';
import { literal, percent, visible } from './text.ts';

/** A weight below this share adds no arrow that could be seen. */
export const LEAST = 1e-3;
const LABELLED = 40;

/**
 * Each token's output beside its embedding, and for the chosen query the values' contributions,
 * weight × value, laid tip to tail from the origin to the head's output; with a residual, from the
 * word itself: x + Δ. Of keys that are not listed one arrow shows what they contribute together.
 *
 * Where outputs and embeddings differ in length they cannot share a plane: then the head's own
 * outputs are shown, in the space of the values.
 */
export function outputsScene(trace: Trace, selection: Selection, kept: Kept = {}): Scene {
  const { head, query, listed } = selection;
  const shared = layerWidth(trace, 0, 'output') === trace.embeddings[0].length;
  const tokens = [
    ...tokensIn(listed.query),
    ...(holds(listed.query, query) ? [] : [query]) // The path leads to its output.
  ];
  const embeddings = tokens.map(token => trace.embeddings[token]);
  const outputs = tokens.map(token => (shared ? trace.output : trace.heads[head].output)[token]);
  const mapped = contributions(trace, selection, shared); // [key, d]
  const from = trace.residual && shared ? trace.positioned[query] : mapVector(mapped[0], () => 0);
  const path = tipToTail(from, mapped); // [key + 1, d]
  const all = shared ? [...embeddings, ...outputs] : outputs;
  const frame = frameOf(all, kept, path);
  const drawn = (vectors: Matrix) => place(vectors, frame.basis);

  const lines = steps(trace, selection, drawn(path));
  if (trace.residual && shared) {
    const [[fromX, fromY], [toX, toY]] = drawn([trace.positioned[query], trace.output[query]]);
    const [start, end] = [[fromX, fromY] as const, [toX, toY] as const];
    lines.push({
      role: 'output',
      from: start,
      to: end,
      width: 3,
      text: 'Δ',
      arrow: true,
      dash: 'dash'
    });
  }
  const points = [
    ...(shared ? marks(trace, 'embeddings', tokens, drawn(embeddings), query) : []),
    ...marks(trace, 'output', tokens, drawn(outputs), query)
  ];
  return {
    points: points.filter(({ x, y }) => Number.isFinite(x + y)),
    lines: [...(shared ? links(drawn(embeddings), drawn(outputs)) : []), ...lines].filter(
      ({ from, to }) => [...from, ...to].every(Number.isFinite)
    ),
    rings: [],
    feet: [],
    frame,
    step: selection.step,
    about: { lines: 'path', undrawn: null }
  };
}

/** An arrow for each listed key that adds something to be seen, and one for all the others. */
export function steps(
  trace: Trace,
  { head, query, listed }: Selection,
  path: Matrix,
  starts: readonly NonNullable<Line['start']>[] = []
): Line[] {
  const weights = trace.heads[head].weights[query];
  const keys = tokensIn(listed.key);
  const arrow = (step: number, text: string): Line => ({
    role: 'value',
    from: [path[step][0], path[step][1]],
    to: [path[step + 1][0], path[step + 1][1]],
    width: 2.5,
    text: literal(text),
    arrow: true,
    ...(step < starts.length && { start: starts[step] })
  });
  const lines = keys.flatMap((key, step) =>
    weights[key] >= LEAST
      ? [arrow(step, `${percent(weights[key])} of ${visible(trace.keyTokens[key])}`)]
      : []
  );
  const others = weights.length - keys.length;
  return others > 0
    ? [...lines, { ...arrow(keys.length, `${others} other keys together`), dash: 'dot' }]
    : lines;
}

/** Whether the head's contributions end at the output: one head, or nothing mixed after it. */
export function endsAtOutput(trace: Trace): boolean {
  return trace.heads.length === 1 || layerWidth(trace, 0, 'output') !== trace.embeddings[0].length;
}

/**
 * weight × value for each listed key, then what the others add to the head's output, through the
 * head's rows of W_O where outputs went through it.
 */
function contributions(trace: Trace, selection: Selection, shared: boolean): Matrix {
  const { head } = selection;
  const weighted = weightedValues(trace, selection);
  const w = trace.projections.output;
  const width = trace.heads[head].value[0].length;
  if (!shared) {
    return weighted;
  }
  return w
    ? matmul(weighted, w.slice(head * width, (head + 1) * width)) // [key, d_v] × [d_v, d_model]
    : padded(weighted, head * width, layerWidth(trace, 0, 'output'));
}

/** weight × value for each listed key, and last, where there are others, what they add together. */
export function weightedValues(trace: Trace, { head, query, listed }: Selection): Matrix {
  const { weights, value, output } = trace.heads[head];
  const keys = tokensIn(listed.key);
  const own = keys.map(key => mapVector(value[key], part => part * weights[query][key])); // [key, d_v]
  const others = mapVector(output[query], (part, c) =>
    own.reduce((rest, row) => rest - row[c], part)
  ); // [d_v]
  return keys.length < value.length ? [...own, others] : own;
}

/** Without W_O a head's output fills its own run of the concatenated components. */
function padded(rows: Matrix, start: number, width: number): Matrix {
  return rows.map(row => Array.from({ length: width }, (_, c) => row[c - start] ?? 0));
}

/** The places that steps lead through, one after the other, [steps + 1, d]. */
export function tipToTail(from: Vector, steps: Matrix): Matrix {
  const path: Vector[] = [[...from]];
  for (const step of steps) {
    const tip = path[path.length - 1];
    path.push(mapVector(step, (part, c) => part + tip[c]));
  }
  return path;
}

function links(from: Matrix, to: Matrix): Line[] {
  return from.map(([x, y], token) => ({
    role: 'embeddings',
    from: [x, y],
    to: [to[token][0], to[token][1]],
    width: 0.8,
    text: '',
    dash: 'dot'
  }));
}

function marks(
  trace: Trace,
  layer: Point['layer'],
  tokens: readonly number[],
  places: Matrix,
  chosen: number
): Point[] {
  return places.map(([x, y], p) => {
    const token = tokens[p];
    const labelled = token === chosen || places.length <= LABELLED;
    const name = visible(trace.tokens[token], 16);
    return {
      layer,
      token,
      ofKeys: false,
      x,
      y,
      name,
      label: labelled ? name : null,
      chosen: token === chosen
    };
  });
}
