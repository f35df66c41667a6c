import { layerSpec, STAGES } from '../format/index.ts';
import type {
  Arithmetic,
  Geometry,
  Layer,
  PaneName,
  Prediction,
  RailName,
  Reading,
  Shading,
  Spec,
  Stage,
  Step,
  View
} from '../format/index.ts';
import type { AttentionInput } from '../engine/index.ts';
import { LISTED, listedIn, runsOf } from './window.ts';
import type { Runs } from './window.ts';

/** One head of one layer. */
export interface HeadPlace {
  readonly layer: number;
  readonly head: number;
}

/** What the views show of a trace. */
export interface Selection {
  /** Index of the token that is asking. */
  readonly query: number;
  /** Of a model the layer that is shown, otherwise 0. */
  readonly layer: number;
  readonly head: number;
  /** The head that stands beside it, or null. */
  readonly pinned: HeadPlace | null;
  /** Their difference is shown in place of both. */
  readonly difference: boolean;
  /** Stage of the attention matrix. */
  readonly stage: Stage;
  /** Layers of the plane that are switched on. */
  readonly layers: readonly Layer[];
  /**
   * Nobody has said which layers to show: of the queries and of the outputs, that of the token that is
   * asking alone is shown, and each step brings the layers that it is about.
   */
  readonly askingAlone: boolean;
  /** Full precision on screen. */
  readonly precise: boolean;
  /** The parts that are unfolded, or null: those of the reader's settings. */
  readonly panes: readonly PaneName[] | null;
  /** What stands beside the figures, or null: as the reader's settings say. */
  readonly rail: RailName | null;
  /** What the full colour of the matrix stands for. */
  readonly shading: Shading;
  /** How much of the arithmetic is written out. */
  readonly arithmetic: Arithmetic;
  /** Heads whose lines are drawn beside those of the head that is shown. */
  readonly lineHeads: readonly number[];
  /** The least share that has a line, in percent. */
  readonly threshold: number;
  /** What the text is shaded by. */
  readonly reading: Reading;
  /** Lines and text leave special tokens out. */
  readonly dimmed: boolean;
  /** Lines and text join sub-words to words. */
  readonly joined: boolean;
  readonly geometry: readonly Geometry[];
  /** Nothing after this step is shown; null: everything is. */
  readonly step: Step | null;
  readonly stepRows: 'one' | 'all';
  /** Parts that are covered until they are revealed. */
  readonly covered: readonly PaneName[];
  readonly predictions: readonly Prediction[];
  /** The part of the matrix that is shown. */
  readonly window: Runs;
  /** The tokens of it that are listed one by one, in tables and on planes. */
  readonly listed: Runs;
  /** There is more than can be listed at once, or less is shown: the matrix zooms. */
  readonly zooms: boolean;
}

/** What the shares are about, and what comes of them. */
export const DEFAULT_LAYERS: readonly Layer[] = ['query', 'key', 'output'];
const THRESHOLD = 5;
const DEFAULT_STAGE: Stage = STAGES[STAGES.length - 1];

/**
 * The selection a spec keeps, with defaults, and without indices past the end.
 *
 * @param opening - the query that asks where the spec names none; the last one where it has gone
 */
export function selectionOf(spec: Spec, input: AttentionInput, opening: number = 0): Selection {
  const { view = {}, lesson, layers = [] } = spec;
  const last = input.tokens.length - 1;
  const query = within(view.query ?? Math.min(opening, last), input.tokens.length);
  const [queries, keys] = [input.tokens.length, (input.keyTokens ?? input.tokens).length];
  const window = runsOf(view.window, queries, keys, query, input.keyTokens !== null);
  const whole = window.query[1] === queries && window.key[1] === keys;
  return {
    query,
    layer: within(view.layer, layers.length),
    head: within(view.head, input.nHeads),
    pinned: pinnedIn(spec),
    difference: view.difference ?? false,
    stage: input.weights ? DEFAULT_STAGE : (view.stage ?? DEFAULT_STAGE),
    layers: view.layers ?? DEFAULT_LAYERS,
    askingAlone: view.layers === undefined,
    precise: view.precise ?? false,
    panes: view.panes ?? null,
    rail: railIn(view, lesson !== undefined),
    shading: view.shading ?? 'sight',
    arithmetic: view.arithmetic ?? 'short',
    lineHeads: (view.lineHeads ?? []).filter(head => head < input.nHeads),
    threshold: view.threshold ?? THRESHOLD,
    reading: view.reading ?? 'attends',
    dimmed: view.dimmed ?? false,
    joined: view.joined ?? false,
    geometry: view.geometry ?? [],
    step: view.step ?? null,
    stepRows: view.stepRows ?? 'one',
    covered: view.covered ?? [],
    predictions: view.predictions ?? [],
    window,
    listed: listedIn(window, query, input.keyTokens !== null),
    zooms: !whole || Math.max(queries, keys) > LISTED
  };
}

/** What stands beside the figures: of a lesson the lesson, unless something else is said. */
function railIn({ rail, panes }: View, isLesson: boolean): RailName | null {
  if (rail !== undefined && (rail !== 'lesson' || isLesson)) {
    return rail;
  }
  // Before there was a rail the laboratory was a pane that could be unfolded.
  return isLesson ? 'lesson' : panes?.includes('laboratory') ? 'laboratory' : null;
}

/** How many heads a layer has. */
export function headsOfLayer(spec: Spec, layer: number): number {
  const { query, weights, nHeads = 1 } = layerSpec(spec, layer);
  return (query ?? weights)?.length ?? nHeads;
}

/** The head that is pinned, where it is there. */
function pinnedIn(spec: Spec): HeadPlace | null {
  const { layer = 0, head } = spec.view?.pinned ?? {};
  const isThere = layer < (spec.layers?.length ?? 1) && head! < headsOfLayer(spec, layer);
  return head !== undefined && isThere ? { layer, head } : null;
}

function within(index: number | undefined, length: number): number {
  return index !== undefined && index < length ? index : 0;
}
