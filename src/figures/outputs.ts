import { mapVector, matmul } from '../engine/index.ts';
import type { Matrix, Trace, Vector } from '../engine/index.ts';
import type { Selection } from '../model/index.ts';
import { place } from './basis.ts';
import { frameOf } from './plane.ts';
import type { Frame, Line, Point, Scene } from './scene.ts';
import { literal, percent, visible } from './text.ts';

/** A weight below this share adds no arrow that could be seen. */
const LEAST = 1e-3;
const LABELLED = 40;

/**
 * Each token's output beside its embedding, and for the chosen query the values' contributions,
 * weight × value, laid tip to tail from the origin to the head's output; with a residual, from the
 * word itself: x + Δ.
 *
 * Where outputs and embeddings differ in length they cannot share a plane: then the head's own
 * outputs are shown, in the space of the values.
 */
export function outputsScene(trace: Trace, { head, query }: Selection, frozen?: Frame): Scene {
  const shared = trace.output[0].length === trace.embeddings[0].length;
  const mapped = contributions(trace, head, query, shared); // [key, d]
  const outputs = shared ? trace.output : trace.heads[head].output;
  const from = trace.residual && shared ? trace.positioned[query] : mapVector(mapped[0], () => 0);
  const path = tipToTail(from, mapped); // [key + 1, d]
  const all = shared ? [...trace.embeddings, ...outputs] : outputs;
  const frame = frozen ?? frameOf([...all, ...path]);
  const drawn = (vectors: Matrix) => place(vectors, frame.basis);

  const steps = drawn(path);
  const lines = mapVector(trace.heads[head].weights[query], (weight, key): Line[] =>
    !(weight >= LEAST)
      ? []
      : [
          {
            role: 'value',
            from: [steps[key][0], steps[key][1]],
            to: [steps[key + 1][0], steps[key + 1][1]],
            width: 2.5,
            text: literal(`${percent(weight)} of ${visible(trace.keyTokens[key])}`),
            arrow: true
          }
        ]
  ).flat();
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
    ...(shared ? marks('embeddings', drawn(trace.embeddings), trace.tokens, query) : []),
    ...marks('output', drawn(outputs), trace.tokens, query)
  ];
  return {
    points: points.filter(({ x, y }) => Number.isFinite(x + y)),
    lines: [...(shared ? links(drawn(trace.embeddings), drawn(outputs)) : []), ...lines].filter(
      ({ from, to }) => [...from, ...to].every(Number.isFinite)
    ),
    frame
  };
}

/** Whether the head's contributions end at the output: one head, or nothing mixed after it. */
export function endsAtOutput(trace: Trace): boolean {
  return trace.heads.length === 1 || trace.output[0].length !== trace.embeddings[0].length;
}

/** weight × value for each key, through the head's rows of W_O where outputs went through it. */
function contributions(trace: Trace, head: number, query: number, shared: boolean): Matrix {
  const { weights, value } = trace.heads[head];
  const weighted = value.map((row, key) => mapVector(row, part => part * weights[query][key])); // [key, d_v]
  const w = trace.projections.output;
  const width = value[0].length;
  if (!shared) {
    return weighted;
  }
  return w
    ? matmul(weighted, w.slice(head * width, (head + 1) * width)) // [key, d_v] × [d_v, d_model]
    : padded(weighted, head * width, trace.output[0].length);
}

/** Without W_O a head's output fills its own run of the concatenated components. */
function padded(rows: Matrix, start: number, width: number): Matrix {
  return rows.map(row => Array.from({ length: width }, (_, c) => row[c - start] ?? 0));
}

function tipToTail(from: Vector, steps: Matrix): Matrix {
  return steps.reduce<number[][]>(
    (path, step) => [...path, mapVector(step, (part, c) => part + path[path.length - 1][c])],
    [[...from]]
  );
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
  layer: Point['layer'],
  places: Matrix,
  tokens: readonly string[],
  chosen: number | null
): Point[] {
  return places.map(([x, y], token) => ({
    layer,
    token,
    ofKeys: false,
    x,
    y,
    label: token === chosen || places.length <= LABELLED ? visible(tokens[token], 16) : null,
    chosen: token === chosen
  }));
}
