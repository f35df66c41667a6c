import { mapVector } from '../engine/index.ts';
import type { Matrix, Trace, Vector } from '../engine/index.ts';
import { LAYERS } from '../format/index.ts';
import type { Layer } from '../format/index.ts';
import { holds, reached, showsWeights, tokensIn } from '../model/index.ts';
import type { Selection } from '../model/index.ts';
import { basisOf, place } from './basis.ts';
import type { Basis } from './basis.ts';
import { powerOf } from './power.ts';
import { hullLines, levelLines } from './geometry.ts';
import { axis, figureLayout, lineTraces, markTrace } from './plotly.ts';
import type { Figure } from './plotly.ts';
import type { Frame, Kept, Line, Placement, Point, Scene } from './scene.ts';
import { decimal, literal, percent, visible } from './text.ts';
import type { Theme } from './theme.ts';

const LABELLED = 40;
/** Lines that are drawn at once; each of them costs Plotly a trace of its own. */
const LINES = 48;
const KEY_LAYERS: ReadonlySet<Layer> = new Set<Layer>(['key', 'value']);
/** Pixels of a line that stands for a weight of 1. */
const WIDEST = 16;

/** Layers whose vectors live in one space and so can share a plane, grouped. */
export function spaces(trace: Trace, head: number): readonly (readonly Layer[])[] {
  const size = (layer: Layer) => layerWidth(trace, head, layer);
  if (LAYERS.every(layer => size(layer) === size('embeddings'))) {
    return [LAYERS];
  }
  return size('output') === size('embeddings')
    ? [['embeddings', 'output'], ['query', 'key'], ['value']]
    : [['embeddings'], ['query', 'key'], ['value']];
}

/** The words on the plane by their vectors, and a line from the chosen query to each key. */
export function planeScene(trace: Trace, selection: Selection, kept: Kept = {}): Scene {
  const vectors = listedVectors(trace, selection);
  const groups = spaces(trace, selection.head);
  const chosen = (layer: Layer) => selection.layers.includes(layer);
  const shown = groups.find(group => group.some(chosen)) ?? groups[0];
  const layers = shown.filter(chosen);
  const foreign = selection.listed.key; // The words of another sequence, where there is one.
  const keyWords = trace.cross ? rowsIn(trace.keyEmbeddings, tokensIn(foreign)) : [];
  const all = framed(vectors, keyWords, flat(trace, selection.head) ? shown : layers);
  const frame = frameOf(all.length > 0 ? all : vectors('embeddings').rows, kept);

  const places = (layer: Layer) => place(vectors(layer).rows, frame.basis);
  const asking = (ofKeys: boolean) => (ofKeys && trace.cross ? null : selection.query);
  const points = layers.flatMap(layer => {
    const ofKeys = KEY_LAYERS.has(layer);
    return toPoints(trace, layer, vectors(layer).tokens, places(layer), ofKeys, asking(ofKeys));
  });
  if (trace.cross && layers.includes('embeddings')) {
    const keys = place(keyWords, frame.basis);
    points.push(...toPoints(trace, 'embeddings', tokensIn(foreign), keys, true, null));
  }
  const hull = selection.geometry.includes('hull') && layers.includes('value');
  if (hull && reached(selection, 'sum')) {
    points.push(...headOutput(trace, selection, frame));
  }
  return {
    points: points.filter(({ x, y }) => Number.isFinite(x + y)),
    lines: [
      ...levels(trace, selection, layers, frame),
      ...(hull ? hullLines(place(trace.heads[selection.head].value, frame.basis)) : []),
      ...(showsWeights(selection) ? attentionLines(trace, selection, layers, frame.basis) : [])
    ],
    frame
  };
}

function levels(
  trace: Trace,
  selection: Selection,
  layers: readonly Layer[],
  { basis, reach }: Frame
): readonly Line[] {
  const ofKeys = layers.includes('key') && !layers.includes('embeddings');
  const drawn = ofKeys || layers.includes('embeddings');
  const shifted = trace.positioned !== trace.embeddings && !ofKeys;
  const asked = selection.geometry.includes('levels') && reached(selection, 'dot_products');
  return asked && drawn && basis.variance === null && basis.power === 0 && !shifted
    ? levelLines(trace, selection, ofKeys, reach)
    : [];
}

/** Where the head's own output lies among its values, before W_O and the residual. */
function headOutput(trace: Trace, { head, query }: Selection, frame: Frame): readonly Point[] {
  const [[x, y]] = place([trace.heads[head].output[query]], frame.basis);
  const label = visible(trace.tokens[query], 16);
  return [{ layer: 'output', token: query, ofKeys: false, x, y, label, chosen: true }];
}

/** On a plane nothing is left out, and all layers make a frame that stays as they are switched. */
function flat(trace: Trace, head: number): boolean {
  return LAYERS.every(layer => layerWidth(trace, head, layer) <= 2);
}

/** The vectors that a frame has to show. */
function framed(vectors: Listed, keyWords: Matrix, layers: readonly Layer[]): Matrix {
  const foreign = layers.includes('embeddings') ? keyWords : [];
  return [...layers.flatMap(layer => vectors(layer).rows), ...foreign];
}

/** The vectors of a layer that are shown, and whose they are. */
type Listed = (layer: Layer) => { readonly tokens: readonly number[]; readonly rows: Matrix };

/** The vectors of the tokens that are listed, and those of the token that is asking. */
function listedVectors(trace: Trace, { head, query, listed }: Selection): Listed {
  const of = (layer: Layer) => {
    const ofKeys = KEY_LAYERS.has(layer);
    const run = ofKeys ? listed.key : listed.query;
    const absent = !holds(run, query) && !(ofKeys && trace.cross);
    const tokens = [...tokensIn(run), ...(absent ? [query] : [])];
    return { tokens, rows: rowsIn(layerVectors(trace, head, layer), tokens) };
  };
  // Outputs take many products: only where they are shown.
  const made = new Map<Layer, ReturnType<typeof of>>();
  return layer => made.get(layer) ?? made.set(layer, of(layer)).get(layer)!;
}

function rowsIn(matrix: Matrix, tokens: readonly number[]): Matrix {
  return tokens.map(token => matrix[token]);
}

/** The frame that shows all vectors, and `others` that have no say in how it lies. */
export function frameOf(vectors: Matrix, { frame, basis: old }: Kept, others: Matrix = []): Frame {
  if (frame) {
    return frame;
  }
  const finite = (all: Matrix) => all.filter(vector => vector.every(Number.isFinite));
  const shown = finite(vectors);
  const all = [...shown, ...finite(others)];
  const none = [mapVector(vectors[0], () => 0)];
  const basis = basisOf(shown.length > 0 ? shown : none, old, powerOf(all));
  return { basis, reach: reachOf(place(all, basis)) };
}

/** A plane as a Plotly figure; `placements` say where the labels of its points stand. */
export function planeFigure(
  scene: Scene,
  theme: Theme,
  placements: readonly Placement[] = []
): Figure {
  const { frame, lines, points } = scene;
  const placed = points.map((point, i) => ({ ...point, placement: placements[i] ?? 'top center' }));
  const layers = LAYERS.filter(layer => points.some(point => point.layer === layer));
  const [x, y] = titles(frame.basis);
  return {
    data: [
      ...lineTraces(lines, theme),
      ...layers.map(layer =>
        markTrace(
          layer,
          placed.filter(point => point.layer === layer),
          theme
        )
      )
    ],
    layout: {
      ...figureLayout(theme),
      xaxis: axis(x, frame, theme),
      yaxis: axis(y, frame, theme)
    }
  };
}

/** The vectors of a layer for one head, [n, d]. */
function layerVectors(trace: Trace, head: number, layer: Layer): Matrix {
  switch (layer) {
    case 'embeddings':
      return trace.embeddings;
    case 'output':
      return trace.output;
    case 'query':
    case 'key':
    case 'value':
      return trace.heads[head][layer];
  }
}

/** How long the vectors of a layer are. No output is computed to know it. */
export function layerWidth(trace: Trace, head: number, layer: Layer): number {
  const { heads, projections } = trace;
  return layer === 'output'
    ? (projections.output?.[0].length ?? heads.length * heads[head].value[0].length)
    : layerVectors(trace, head, layer)[0].length;
}

/** Planes span no less than this, in their units: less could not be told from what rounding leaves. */
const LEAST_REACH = 1e-9;

/** A round number that all places stay within, in steps, so that it seldom changes. */
function reachOf(places: Matrix): number {
  const largest = places.reduce((most, place) => Math.max(most, ...mapVector(place, Math.abs)), 0);
  if (largest === 0) {
    return 1;
  }
  // What differs by rounding alone lies in one place.
  const wanted = Math.max(LEAST_REACH, largest * 1.08);
  const step = 10 ** Math.floor(Math.log10(wanted)) / 4;
  return Math.ceil(wanted / step) * step;
}

function titles({ variance, power, mean }: Basis): readonly [string, string] {
  const units = power === 0 ? '' : `, in units of 1e${power}`.replace('-', '−');
  const share = (c: 0 | 1) =>
    `principal component ${c + 1} (${percent(variance![c])} of the variance)${units}`;
  const second = mean.length > 1 ? `dimension 2${units}` : '';
  return variance ? [share(0), share(1)] : [`dimension 1${units}`, second];
}

/** Where a point lies along an axis, in the vectors' own units. */
export function coordinate(value: number, { basis }: Frame, digits: number): string {
  const { power } = basis;
  return `${decimal(value, digits)}${power === 0 ? '' : `e${power}`.replace('-', '−')}`;
}

function toPoints(
  trace: Trace,
  layer: Layer,
  tokens: readonly number[],
  places: Matrix,
  ofKeys: boolean,
  chosen: number | null
): Point[] {
  const names = ofKeys ? trace.keyTokens : trace.tokens;
  return places.map(([x, y], p) => ({
    layer,
    token: tokens[p],
    ofKeys,
    x,
    y,
    label: places.length <= LABELLED ? visible(names[tokens[p]], 16) : null,
    chosen: tokens[p] === chosen
  }));
}

function attentionLines(
  trace: Trace,
  { head, query, listed }: Selection,
  layers: readonly Layer[],
  basis: Basis
): Line[] {
  const match = layers.includes('query') && layers.includes('key');
  if (!match && !layers.includes('embeddings')) {
    return [];
  }
  const from = match ? trace.heads[head].query : trace.embeddings;
  const to = match ? trace.heads[head].key : trace.keyEmbeddings;
  const [[x, y]] = place([from[query]], basis);
  const drawn = strongest(trace.heads[head].weights[query], tokensIn(listed.key));
  const ends = place(
    drawn.map(({ key }) => to[key]),
    basis
  );
  return drawn.map(({ weight, key }, i) => ({
    role: 'query',
    from: [x, y],
    to: [ends[i][0], ends[i][1]],
    width: weight * WIDEST,
    text: literal(`${visible(trace.keyTokens[key])} ${percent(weight)}`)
  }));
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
