import { kvHeadOf, mapVector } from '../engine/index.ts';
import type { Matrix, Trace, Vector } from '../engine/index.ts';
import type { Layer } from '../format/index.ts';
import { holds, reached, showsWeights, tokensIn } from '../model/index.ts';
import type { Selection } from '../model/index.ts';
import { place } from './basis.ts';
import { feetOf, turnedSquare } from './geometry.ts';
import { layerWidth } from './layers.ts';
import type { PlaneLayers } from './layers.ts';
import { LEAST, steps, tipToTail, weightedValues } from './outputs.ts';
import type { About, Foot, Frame, Line, Place, PlaneNames, Point, Ring, Undrawn } from './scene.ts';
import { shareLines } from './shares.ts';
import { literal, percent, visible } from './text.ts';

/** What a step does on the plane, beside the marks of the layers that it is about. */
export interface Act {
  readonly points: readonly Point[];
  readonly lines: readonly Line[];
  readonly rings: readonly Ring[];
  readonly feet: readonly Foot[];
  readonly about: About;
  /** An arrow ends at the output of the token that is asking. */
  readonly pointsAtOutput: boolean;
  /** The marks of this layer bear no names. */
  readonly unlabelled: Layer | null;
  /** Whether a mark stands back. */
  readonly faint: (layer: Layer, token: number) => boolean;
  /** Where a mark comes from, if it moves as the step begins. */
  readonly start: (layer: Layer, token: number) => Place | undefined;
}

/** What an act is made of. */
export interface Setting {
  readonly trace: Trace;
  readonly selection: Selection;
  readonly plane: PlaneLayers;
  readonly frame: Frame;
  readonly names: PlaneNames;
}

const NONE: Act = {
  points: [],
  lines: [],
  rings: [],
  feet: [],
  about: { lines: null, undrawn: null },
  pointsAtOutput: false,
  unlabelled: null,
  faint: () => false,
  start: () => undefined
};

/** The act of the step that is at hand; of none, the shares and the output. */
export function actOf(setting: Setting): Act {
  const act = { ...NONE, ...partOf(setting) };
  return {
    ...act,
    faint: (layer, token) =>
      act.faint(layer, token) || (layer === 'key' && isMasked(setting, token))
  };
}

function partOf(setting: Setting): Partial<Act> {
  const { selection } = setting;
  switch (selection.step) {
    case 'embed':
    case 'scale':
    case 'mask':
    case 'exponentiate':
      return {};
    case 'project':
      return copies(setting);
    case 'dot_products':
      return reached(selection, 'dot_products') ? dropped(setting) : {};
    case 'weigh':
      return reached(selection, 'weigh') ? weighed(setting) : {};
    case 'sum':
    case 'concatenate':
      return reached(selection, 'sum') ? summed(setting) : {};
    case 'mix':
      return reached(selection, 'mix') ? mixed(setting) : {};
    case 'residual':
      return reached(selection, 'residual') ? changed(setting) : {};
    case 'normalise':
    case null:
      return shared(setting);
  }
}

/** Whether the mask forbids the token that is asking to look at a key, as far as the steps have come. */
function isMasked({ trace, selection }: Setting, key: number): boolean {
  const { query, step } = selection;
  const from = trace.maskAt === 'scores' ? 'mask' : 'normalise';
  return reached({ step, covered: [] }, from) && trace.mask?.[query][key] === false;
}

/** The words stand back, and copies of them go to q and k, as the matrices turn the plane. */
function copies({ trace, selection, plane, frame }: Setting): Partial<Act> {
  if (!plane.layers.includes('embeddings')) {
    return { about: { lines: null, undrawn: 'spaces' } };
  }
  const { head, query } = selection;
  const { basis } = frame;
  const [asks] = at([trace.positioned[query]], basis);
  const [q] = at([trace.heads[head].query[query]], basis);
  const keys = listedKeys(trace, selection);
  const words = at(rowsOf(trace.keyPositioned, keys), basis);
  const places = at(rowsOf(trace.heads[head].key, keys), basis);
  const thread = (role: Layer, from: Place, to: Place): Line => ({
    role,
    from,
    to,
    width: 1.5,
    text: '',
    dash: 'dot',
    start: [from, from]
  });
  const wordOf = new Map(keys.map((key, k) => [key, words[k]]));
  return {
    lines: [
      ...squares(trace, selection, frame),
      ...keys.map((_, k) => thread('key', words[k], places[k])),
      thread('query', asks, q)
    ],
    about: { lines: 'copies', undrawn: null },
    unlabelled: 'embeddings',
    faint: layer => layer === 'embeddings',
    start: (layer, token) =>
      layer === 'key' ? wordOf.get(token) : layer === 'query' && token === query ? asks : undefined
  };
}

/** What W_Q and W_K make of a square, where the plane shows their dimensions as they are. */
function squares(trace: Trace, { head }: Selection, { basis, reach }: Frame): readonly Line[] {
  if (basis.variance !== null || basis.mean.length !== 2) {
    return [];
  }
  const { projections, heads, nKvHeads } = trace;
  const own = { query: head, key: kvHeadOf(head, heads.length, nKvHeads) };
  return (['query', 'key'] as const).flatMap(role => {
    const width = layerWidth(trace, head, role);
    const start = own[role] * width;
    const w = projections[role].map(row => row.slice(start, start + width)); // [d_model, d_k]
    return turnedSquare(w, reach).map(([before, [from, to]]): Line => ({
      role,
      from,
      to,
      width: 2,
      text: '',
      start: before
    }));
  });
}

/** Each key is dropped on the line of the query. */
function dropped({ trace, selection, plane, frame }: Setting): Partial<Act> {
  const { head, query } = selection;
  const own = trace.heads[head];
  const isApart = apart(trace, selection);
  if (isApart === 'positions' || isApart === 'norms') {
    return { about: { lines: null, undrawn: isApart } };
  }
  if (frame.basis.variance !== null || frame.basis.mean.length !== 2) {
    return { about: { lines: null, undrawn: 'dimensions' } };
  }
  const keys = listedKeys(trace, selection);
  const places = at(rowsOf(own.key, keys), frame.basis);
  const [q] = at([own.query[query]], frame.basis);
  const found = plane.layers.includes('key') ? feetOf(q, places, frame.reach) : null;
  if (!found) {
    return {};
  }
  const [from, to] = found.line;
  return {
    lines: [
      { role: 'query', from, to, width: 1.5, text: '' },
      ...places.map((key, k): Line => ({
        role: 'key',
        from: key,
        to: found.feet[k],
        width: 1.5,
        text: '',
        dash: 'dot',
        start: [key, key]
      }))
    ],
    feet: found.feet.map((foot, k) => ({
      at: foot,
      text: literal(visible(trace.keyTokens[keys[k]])),
      start: places[k]
    })),
    about: { lines: 'feet', undrawn: null }
  };
}

/** A line for each share, and one arrow to what comes of them. */
function shared({ trace, selection, plane, frame }: Setting): Partial<Act> {
  const { layers } = plane;
  const { lines, rings } = showsWeights(selection)
    ? shareLines(trace, selection, layers, frame.basis)
    : { lines: [], rings: [] };
  const arrow =
    layers.includes('output') && frame.basis.variance === null
      ? arrowTo(trace.output[selection.query], frame)
      : null;
  return {
    lines: arrow ? [...lines, arrow] : lines,
    rings,
    about: {
      lines: lines.length > 0 ? 'shares' : null,
      undrawn: lines.length > 0 ? apart(trace, selection) : null
    },
    pointsAtOutput: arrow !== null
  };
}

/** What makes scores besides what q and k are on the plane: positions that turn them, or a bias. */
function apart(trace: Trace, { head }: Selection): Undrawn | null {
  const { query, key, rotatedQuery, rotatedKey, bias } = trace.heads[head];
  if (rotatedQuery !== query || rotatedKey !== key) {
    return trace.positions === 'rope' ? 'positions' : 'norms';
  }
  return trace.givenBias ? 'given' : bias ? 'bias' : null;
}

/** Each value becomes as much of it as its weight says. */
function weighed({ trace, selection, frame }: Setting): Partial<Act> {
  const { starts, lines } = weightedArrows(trace, selection, frame);
  return {
    lines: lines.map((line, k) => ({ ...line, start: starts[k] })),
    about: { lines: 'weighted', undrawn: null }
  };
}

/** The weighted values, laid tip to tail, lead to the head's output. */
function summed({ trace, selection, plane, frame, names }: Setting): Partial<Act> {
  const { head, query, step } = selection;
  const parts = weightedValues(trace, selection);
  const nothing = mapVector(parts[0], () => 0);
  const path = place(tipToTail(nothing, parts), frame.basis);
  const [origin, ...tips] = at([nothing, ...parts], frame.basis);
  const starts = step === 'sum' ? tips.map(tip => [origin, tip] as const) : [];
  const arrow = arrowTo(trace.heads[head].output[query], frame);
  // What the layer of the outputs shows needs no second name.
  const isShown = plane.layers.includes('output');
  const name = trace.heads.length > 1 ? names.headOutput(head) : names.output;
  return {
    lines: [...steps(trace, selection, path, starts), ...(arrow ? [arrow] : [])],
    points: arrow && !isShown ? [tipOf(arrow, query, name)] : [],
    about: { lines: 'path', undrawn: null },
    pointsAtOutput: isShown && arrow !== null,
    faint: layer => layer === 'value'
  };
}

/** W_O makes the output of what the heads have found. */
function mixed(setting: Setting): Partial<Act> {
  const { trace, selection, plane, frame, names } = setting;
  const { head, query } = selection;
  if (!plane.space.includes('output') || !plane.space.includes('value')) {
    return { ...summed(setting), about: { lines: 'path', undrawn: 'spaces' } };
  }
  const before = arrowTo(trace.heads[head].output[query], frame);
  const arrow = arrowTo(trace.mixed[query], frame);
  const isShown = plane.layers.includes('output');
  const moves = before && trace.heads.length === 1;
  return {
    lines: [
      ...(before ? [{ ...before, dash: 'dash' as const }] : []),
      ...(arrow ? [moves ? { ...arrow, start: [before.from, before.to] as const } : arrow] : [])
    ],
    points: arrow && !isShown ? [tipOf(arrow, query, names.output)] : [],
    about: { lines: 'change', undrawn: null },
    pointsAtOutput: isShown && arrow !== null,
    unlabelled: 'value',
    faint: layer => layer === 'value'
  };
}

/** What was found is added to the word itself. */
function changed({ trace, selection: { query }, plane, frame }: Setting): Partial<Act> {
  if (!plane.space.includes('output')) {
    return { about: { lines: null, undrawn: 'spaces' } };
  }
  const [from, to] = at([trace.positioned[query], trace.output[query]], frame.basis);
  return {
    lines: [
      {
        role: 'output',
        from,
        to,
        width: 3,
        text: 'Δ',
        arrow: true,
        dash: 'dash',
        start: [from, from]
      }
    ],
    about: { lines: 'change', undrawn: null }
  };
}

/** An arrow from where nothing is to weight × value of each key that is listed, and the values whole. */
function weightedArrows(trace: Trace, selection: Selection, { basis }: Frame) {
  const { head, query } = selection;
  const keys = tokensIn(selection.listed.key);
  const { value, weights } = trace.heads[head];
  const [origin] = at([mapVector(value[0], () => 0)], basis);
  const whole = at(rowsOf(value, keys), basis);
  const parts = at(weightedValues(trace, selection).slice(0, keys.length), basis);
  const seen = keys.map((_, k) => k).filter(k => weights[query][keys[k]] >= LEAST);
  return {
    starts: seen.map(k => [origin, whole[k]] as const),
    lines: seen.map((k): Line => ({
      role: 'value',
      from: origin,
      to: parts[k],
      width: 2.5,
      text: literal(`${percent(weights[query][keys[k]])} of ${visible(trace.keyTokens[keys[k]])}`),
      arrow: true
    }))
  };
}

function arrowTo(vector: Vector, { basis }: Frame): Line | null {
  const [from, to] = at([mapVector(vector, () => 0), vector], basis);
  const isSeen = Number.isFinite(to[0] + to[1]) && (to[0] !== from[0] || to[1] !== from[1]);
  return isSeen ? { role: 'output', from, to, width: 3, text: '', arrow: true } : null;
}

/** The name at the end of an arrow. */
function tipOf({ to: [x, y] }: Line, token: number, label: string): Point {
  return {
    layer: 'output',
    token,
    ofKeys: false,
    x,
    y,
    name: label,
    label,
    chosen: true,
    bare: true
  };
}

/** The keys that are listed, and the token that is asking, if it is one of them. */
function listedKeys(trace: Trace, { listed, query }: Selection): readonly number[] {
  const isAbsent = !trace.cross && !holds(listed.key, query);
  return [...tokensIn(listed.key), ...(isAbsent ? [query] : [])];
}

function rowsOf(matrix: Matrix, tokens: readonly number[]): Matrix {
  return tokens.map(token => matrix[token]);
}

function at(vectors: Matrix, basis: Frame['basis']): readonly Place[] {
  return place(vectors, basis).map(([x, y]) => [x, y] as const);
}
