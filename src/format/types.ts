import type { Mask, MaskParts, Matrix, ScoreOverride } from '../engine/index.ts';

export const MIME_TYPE = 'application/vnd.attention.v1+json';
export const FORMAT = 'attention';
export const VERSION = 1;

/** The stages of the attention matrix, by their names in JSON, in the order of computation. */
export const STAGES = ['scores', 'scaled_scores', 'masked_scores', 'weights'] as const;
export type Stage = (typeof STAGES)[number];

/** The layers of the plane, in drawing order. */
export const LAYERS = ['embeddings', 'query', 'key', 'value', 'output'] as const;
export type Layer = (typeof LAYERS)[number];

/** Schemes of positions that need no numbers of their own. */
export const POSITIONS = ['sinusoidal', 'rope', 'alibi'] as const;
export type PositionScheme = (typeof POSITIONS)[number];

/** The parts of the view that fold, in reading order. */
export const PANES = [
  'steps',
  'plane',
  'matrix',
  'outputs',
  'table',
  'detail',
  'laboratory',
  'notes'
] as const;
export type PaneName = (typeof PANES)[number];

/** What can be drawn besides, to see why. */
export const GEOMETRY = ['levels', 'hull', 'norms'] as const;
export type Geometry = (typeof GEOMETRY)[number];

/** The steps of attention, in the order of computation. */
export const STEPS = [
  'embed',
  'project',
  'dot_products',
  'scale',
  'mask',
  'exponentiate',
  'normalise',
  'weigh',
  'sum',
  'concatenate',
  'mix',
  'residual'
] as const;
export type Step = (typeof STEPS)[number];

/** What a learner expected, and what is true. */
export interface Prediction {
  readonly question: 'most' | 'output';
  readonly head: number;
  readonly query: number;
  /** The key that gets most, or where the output goes, by its first two dimensions. */
  readonly guess: number | readonly number[];
  /** The same, as computed; absent until it is revealed. */
  readonly truth?: number | readonly number[];
}

/** A run of tokens: the index of the first, and how many. */
export type Run = readonly [first: number, count: number];

/** The part of the matrix that is shown; all queries, all keys where one is absent. */
export interface ViewWindow {
  readonly query?: Run;
  readonly key?: Run;
}

/** What is selected; every part is optional. */
export interface View {
  /** Index of the token that is asking. */
  readonly query?: number;
  readonly head?: number;
  readonly stage?: Stage;
  readonly layers?: readonly Layer[];
  /** Full precision on screen. */
  readonly precise?: boolean;
  /** The parts that are unfolded; those of the reader's settings when absent. */
  readonly panes?: readonly PaneName[];
  readonly geometry?: readonly Geometry[];
  /** Nothing after this step is shown. */
  readonly step?: Step;
  /** Steps are shown for the query that is asking, or for all. */
  readonly stepRows?: 'one' | 'all';
  /** Parts that are covered until they are revealed. */
  readonly covered?: readonly PaneName[];
  readonly predictions?: readonly Prediction[];
  /** The tokens that are looked at. */
  readonly window?: ViewWindow;
}

/** W_Q, W_K, W_V and, where there is one, W_O. */
export interface SpecProjections {
  readonly query: Matrix;
  readonly key: Matrix;
  readonly value: Matrix;
  readonly output?: Matrix;
}

/** A payload that has been read: only what it says, nothing filled in. See docs/format.md. */
export interface Spec {
  readonly sentence?: string;
  readonly tokens?: readonly string[];
  readonly embeddings?: Matrix;
  readonly projections?: SpecProjections;
  readonly nHeads?: number;
  /** Heads of keys and values. */
  readonly nKvHeads?: number;
  readonly mask?: 'causal' | Mask | MaskParts;
  readonly maskAt?: 'scores' | 'weights';
  readonly scale?: number;
  readonly temperature?: number;
  readonly softmax?: 'stable' | 'naive';
  readonly positions?: PositionScheme | Matrix;
  readonly positionOffset?: number;
  readonly residual?: boolean;
  readonly overrides?: { readonly scores: readonly ScoreOverride[] };
  readonly keyTokens?: readonly string[];
  readonly keyEmbeddings?: Matrix;
  readonly view?: View;
  /** Fields this version does not know, kept as they were found. */
  readonly unknown?: Readonly<Record<string, unknown>>;
}
