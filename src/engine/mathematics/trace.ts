import type { Matrix, Vector } from '../arrays/vector.ts';
import type { ScoreOverride } from './headInput.ts';
import type { HeadTrace } from './headTrace.ts';
import type { Mask, MaskParts } from './mask.ts';
import type { Norm } from './norms.ts';
import type { Known, RecordedHeads } from './recorded.ts';
import type { Rope } from './rope.ts';
import type { Computed } from './way.ts';

/** The learned matrices of an attention layer; heads are equal runs of columns, as in PyTorch. */
export interface Projections {
  /** W_Q, [d_model, heads · d_k]. */
  readonly query: Matrix;
  /** W_K, [d_model, heads of keys · d_k]. */
  readonly key: Matrix;
  /** W_V, [d_model, heads of keys · d_v]. */
  readonly value: Matrix;
  /** W_O, [heads · d_v, d_model], or null: the heads' outputs stay side by side. */
  readonly output: Matrix | null;
}

/** What is added to products with W_Q, W_K, W_V and W_O: vectors as wide as the projections. */
export interface Biases {
  readonly query?: Vector;
  readonly key?: Vector;
  readonly value?: Vector;
  readonly output?: Vector;
}

/** How queries and keys are brought to one size. */
export interface Norms {
  readonly query?: Norm;
  readonly key?: Norm;
}

/** How attention is told the order of the tokens: a scheme, or a learned table [rows, d_model]. */
export type Positions = 'sinusoidal' | 'rope' | 'alibi' | Matrix;

/** All that attention is computed from. */
export interface AttentionInput {
  /** The n tokens that ask. */
  readonly tokens: readonly string[];
  /** [n, d_model]. */
  readonly embeddings: Matrix;
  /** The m tokens that answer, or null: the tokens answer one another (self-attention). */
  readonly keyTokens: readonly string[] | null;
  /** [m, d_model], or null with `keyTokens`. */
  readonly keyEmbeddings: Matrix | null;
  readonly projections: Projections;
  /**
   * Heads that a model had, in place of embeddings, [n, 0] then, and of projections, which are empty; nothing
   * that makes queries, keys and values of those is used.
   */
  readonly recorded?: RecordedHeads;
  /** nHeads × [n, m]: weights that a model had, in place of all that they are computed from. */
  readonly weights?: readonly Matrix[];
  readonly nHeads: number;
  /** Heads of keys and values, shared by equal runs of query heads; `nHeads` unless given. */
  readonly nKvHeads?: number;
  /** true = may attend; [n, m], or its parts, or null for no mask. */
  readonly mask: 'causal' | Mask | MaskParts | null;
  /** Where the mask acts: on the scores, before the softmax, unless given. */
  readonly maskAt?: 'scores' | 'weights';
  /** What scores are multiplied by, or null for 1/√d_k. */
  readonly scale: number | null;
  /** What the scores are divided by before the softmax; above 0, 1 unless given. */
  readonly temperature?: number;
  /** The stable softmax unless given. */
  readonly softmax?: 'stable' | 'naive';
  readonly positions?: Positions | null;
  /** The position of the first query and of the first key; 0 unless given. */
  readonly positionOffset?: number;
  /** How rotary positions turn, where they do not as in Llama. */
  readonly rope?: Rope;
  readonly biases?: Biases;
  readonly norms?: Norms;
  /** What is added to the scaled scores, [nHeads or 1, n, m]. */
  readonly bias?: readonly Matrix[];
  /** What scores with their bias stay below, by {@link softcapped}; above 0, none unless given. */
  readonly softcap?: number | null;
  /** [nHeads]: a logit that joins the softmax of each head and takes weight that no key gets. */
  readonly sinks?: Vector;
  /** The output is added to the embeddings; widths must be equal. */
  readonly residual?: boolean;
  readonly overrides?: readonly ScoreOverride[];
}

/** Every intermediate of an attention layer. */
export interface Trace {
  readonly tokens: readonly string[];
  /** The tokens that answer: `tokens` themselves in self-attention. */
  readonly keyTokens: readonly string[];
  readonly known: Known;
  /** [n, d_model]; [n, 0] where a layer is known by what was recorded. */
  readonly embeddings: Matrix;
  readonly keyEmbeddings: Matrix;
  /** The embeddings with the positions that are added to them, [n, d_model]. */
  readonly positioned: Matrix;
  /** The same of the keys, [m, d_model]. */
  readonly keyPositioned: Matrix;
  /** How the order is told, or null. */
  readonly positions: Positions | null;
  /** The position of the first query and of the first key. */
  readonly positionOffset: number;
  readonly rope: Rope | null;
  readonly projections: Projections;
  readonly biases: Biases | null;
  readonly norms: Norms | null;
  /** What was given to be added to the scaled scores, [nHeads or 1, n, m]. */
  readonly givenBias: readonly Matrix[] | null;
  readonly softcap: number | null;
  /** [nHeads]. */
  readonly sinks: Vector | null;
  /** True when queries and keys come from different sequences. */
  readonly cross: boolean;
  readonly scale: number;
  readonly temperature: number;
  readonly softmax: 'stable' | 'naive';
  readonly mask: Mask | null;
  readonly maskAt: 'scores' | 'weights';
  readonly nKvHeads: number;
  readonly overrides: readonly ScoreOverride[];
  readonly heads: readonly HeadTrace[];
  /** The heads' outputs side by side, [n, heads · d_v]. */
  readonly concatenated: Matrix;
  /** concatenated × W_O, or concatenated where there is no W_O. */
  readonly mixed: Matrix;
  /** `mixed`, added to the embeddings (with their positions) where there is a residual. */
  readonly output: Matrix;
  readonly residual: boolean;
  /** How the numbers were found. */
  readonly computed: Computed;
}
