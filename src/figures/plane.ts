import { mapVector } from '../engine/index.ts';
import type { Matrix, Trace } from '../engine/index.ts';
import { LAYERS } from '../format/index.ts';
import type { Layer } from '../format/index.ts';
import { holds, reached, tokensIn } from '../model/index.ts';
import type { Selection } from '../model/index.ts';
import { actOf } from './acts.ts';
import type { Act, Setting } from './acts.ts';
import { place } from './basis.ts';
import { axisTitles, frameOf } from './frame.ts';
import { hullLines, levelLines } from './geometry.ts';
import { isAskingAlone, layerWidth, planeLayers } from './layers.ts';
import {
  axis,
  figureLayout,
  footTrace,
  lineTraces,
  markTraces,
  ringRadius,
  ringTrace
} from './plotly.ts';
import type { Figure } from './plotly.ts';
import type { Frame, Kept, Line, Placement, PlaneNames, Point, Ring, Scene } from './scene.ts';
import { visible } from './text.ts';
import type { Theme } from './theme.ts';

const LABELLED = 40;
const KEY_LAYERS: ReadonlySet<Layer> = new Set<Layer>(['key', 'value']);

const ENGLISH: PlaneNames = {
  queryOf: token => `q of ${token}`,
  output: 'output',
  headOutput: head => `output of head ${head + 1}`
};

/**
 * The vectors on the plane, and what the step that is at hand does with them; when all is shown, a
 * line for each share, from the query of the token that is asking to the keys.
 */
export function planeScene(
  trace: Trace,
  selection: Selection,
  kept: Kept = {},
  names: PlaneNames = ENGLISH
): Scene {
  const vectors = listedVectors(trace, selection);
  const plane = planeLayers(trace, selection);
  const { layers, space } = plane;
  const foreign = selection.listed.key; // The words of another sequence, where there is one.
  const keyWords = trace.cross ? rowsIn(trace.keyEmbeddings, tokensIn(foreign)) : [];
  const all = framed(vectors, keyWords, flat(trace, selection.head) ? space : layers);
  const shown = all.length > 0 ? all : vectors(space[0]).rows;
  const frame = frameOf(
    shown,
    kept,
    layers.includes('value') ? [mapVector(shown[0], () => 0)] : []
  );
  const setting = { trace, selection, plane, frame, names };
  const act = actOf(setting);
  const points = layers.flatMap(layer => {
    const { tokens, rows } = vectors(layer);
    return toPoints(
      setting,
      act,
      layer,
      { tokens, places: place(rows, frame.basis) },
      KEY_LAYERS.has(layer)
    );
  });
  if (trace.cross && layers.includes('embeddings')) {
    const words = { tokens: tokensIn(foreign), places: place(keyWords, frame.basis) };
    points.push(...toPoints(setting, act, 'embeddings', words, true));
  }
  const hull = selection.geometry.includes('hull') && layers.includes('value');
  if (hull && reached(selection, 'sum') && act.about.lines !== 'path') {
    points.push(...headOutput(trace, selection, frame));
  }
  return {
    points: [...points, ...act.points]
      .flatMap(point => ringed(point, act.rings))
      .filter(({ x, y }) => Number.isFinite(x + y)),
    lines: [
      ...levels(trace, selection, layers, frame),
      ...(hull ? hullLines(place(trace.heads[selection.head].value, frame.basis)) : []),
      ...act.lines
    ].filter(({ from, to }) => [...from, ...to].every(Number.isFinite)),
    rings: act.rings,
    feet: act.feet,
    frame,
    step: selection.step,
    about: act.about
  };
}

/** A mark with a ring around it, whose label stands outside of the ring. */
function ringed(point: Point, rings: readonly Ring[]): readonly Point[] {
  const ring = rings.find(({ at: [x, y] }) => x === point.x && y === point.y);
  return !ring || point.label === null
    ? [point]
    : [
        { ...point, label: null },
        { ...point, bare: true, clear: ringRadius(ring) + ring.width / 2 }
      ];
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
  const name = visible(trace.tokens[query], 16);
  return [{ layer: 'output', token: query, ofKeys: false, x, y, name, label: name, chosen: true }];
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

/** A plane as a Plotly figure; `placements` say where the labels of its points stand. */
export function planeFigure(
  scene: Scene,
  theme: Theme,
  placements: readonly Placement[] = []
): Figure {
  const { frame, lines, points, rings, feet } = scene;
  const placed = points.map((point, i) => ({ ...point, placement: placements[i] ?? 'top center' }));
  const layers = LAYERS.filter(layer => points.some(point => point.layer === layer));
  const [x, y] = axisTitles(frame.basis);
  return {
    data: [
      ...lineTraces(lines, theme),
      ...rings.map(ring => ringTrace(ring, theme)),
      ...(feet.length > 0 ? [footTrace(feet, theme)] : []),
      ...layers.flatMap(layer =>
        markTraces(
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

interface Placed {
  readonly tokens: readonly number[];
  readonly places: Matrix;
}

/** The marks of a layer. */
function toPoints(
  { trace, selection, plane, names }: Setting,
  act: Act,
  layer: Layer,
  { tokens, places }: Placed,
  ofKeys: boolean
): Point[] {
  const { query } = selection;
  const texts = ofKeys ? trace.keyTokens : trace.tokens;
  const beside = (other: Layer) => plane.layers.includes(other);
  const alone = isAskingAlone(layer, selection);
  // Beside the keys, which are what is asked, others that ask stand back.
  const back = beside('key') && (layer === 'query' || layer === 'output');
  const many = places.length > LABELLED || act.unlabelled === layer;
  const labelled = (name: string, own: boolean) => {
    const usual = layer === 'query' && own ? names.queryOf(name) : name;
    return layer === 'output' && own && (alone || back) ? names.output : usual;
  };
  return places.flatMap(([x, y], p): Point[] => {
    const token = tokens[p];
    const own = token === query && !(ofKeys && trace.cross);
    const chosen = own && !(layer === 'key' && beside('query'));
    const isBack = back && !own;
    const start = act.start(layer, token);
    const name = visible(texts[token], 16);
    const point: Point = {
      layer,
      token,
      ofKeys,
      x,
      y,
      name,
      label: isBack || (many && !chosen) ? null : labelled(name, own),
      chosen,
      ...(layer === 'query' && own && { short: 'q' }),
      ...((isBack || act.faint(layer, token)) && { faint: true }),
      ...(layer === 'output' && alone && act.pointsAtOutput && { bare: true }),
      ...(start && { start })
    };
    return alone && !own ? [] : [point];
  });
}
