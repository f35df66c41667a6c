import type { HeadNumbers, HeadTrace, ScoreOverride } from './head.ts';
import { resolveMask } from './mask.ts';
import type { Mask, MaskParts } from './mask.ts';
import { add, columnsOf, concatenateColumns, mapVector } from './matrix.ts';
import type { Matrix, Vector } from './matrix.ts';
import { alibiBias, alibiSlopes, learnedPositions, sinusoidalPositions } from './positions.ts';
import { naiveSoftmaxSteps, softmaxSteps } from './softmax.ts';
import type { SoftmaxSteps } from './softmax.ts';
import { plainWay } from './way.ts';
import type { Computed, Way } from './way.ts';

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
  /** The output is added to the embeddings; widths must be equal. */
  readonly residual?: boolean;
  readonly overrides?: readonly ScoreOverride[];
}

/** Every intermediate of an attention layer. */
export interface Trace {
  readonly tokens: readonly string[];
  /** The tokens that answer: `tokens` themselves in self-attention. */
  readonly keyTokens: readonly string[];
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
  readonly projections: Projections;
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

/**
 * Multi-head attention with every intermediate.
 *
 * Pure and total: shapes that fit are the caller's care (`parse` in the format sees to it), and
 * input is never changed. Float64 throughout.
 *
 * Sources: Vaswani et al., Attention Is All You Need (2017), section 3.2.2; query heads that share
 * keys and values: Ainslie et al., GQA (2023), section 2.2.
 */
export function attend(input: AttentionInput): Trace {
  return attendBy(input, plainWay());
}

/** The same, in a way of one's choice; the order of the stages is written here alone. */
export function attendBy(input: AttentionInput, way: Way): Trace {
  const { tokens, embeddings, projections, nHeads, nKvHeads = nHeads, residual = false } = input;
  const { temperature = 1, softmax = 'stable', maskAt = 'scores' } = input;
  const { positions = null, positionOffset = 0, overrides = [] } = input;
  const keyTokens = input.keyTokens ?? tokens;
  const keyEmbeddings = input.keyEmbeddings ?? embeddings;
  const mask = resolveMask(input.mask, tokens.length, keyTokens.length);
  const positioned = positionedEmbeddings(embeddings, input);
  const keyPositioned = input.keyEmbeddings
    ? positionedEmbeddings(keyEmbeddings, input)
    : positioned;

  const { query: wQ, key: wK, value: wV } = projections;
  const queries = way.project('query', positioned, wQ, nHeads); // [n, d_model] × [d_model, h·d_k] → h × [n, d_k]
  const keys = way.project('key', keyPositioned, wK, nKvHeads); // [m, d_model] × [d_model, g·d_k] → g × [m, d_k]
  const values = way.project('value', keyPositioned, wV, nKvHeads); // [m, d_model] × [d_model, g·d_v] → g × [m, d_v]

  const scale = input.scale ?? defaultScale(queries[0].columns);
  const slopes = positions === 'alibi' ? alibiSlopes(nHeads) : null;
  const heads = queries.map((query, h) => {
    const group = kvHeadOf(h, nHeads, nKvHeads);
    const head: HeadNumbers = {
      query,
      key: keys[group],
      value: values[group],
      mask,
      parts: input.mask,
      maskAt,
      scale,
      temperature,
      softmax,
      rotateFrom: positions === 'rope' ? positionOffset : undefined,
      slope: slopes?.[h],
      kept: way.computed.kept,
      bias: slopes && alibiBias(tokens.length, keyTokens.length, slopes[h]),
      overrides: overrides.length > 0 ? overrides.filter(({ head }) => head === h) : overrides
    };
    return way.attend(head, h);
  });
  const concatenated = concatenateColumns(heads.map(head => head.output)); // h × [n, d_v] → [n, h·d_v]
  const mixed = projections.output
    ? way.mix(concatenated, projections.output) // [n, h·d_v] × [h·d_v, d_model] → [n, d_model]
    : concatenated;
  const output = residual ? add(positioned, mixed) : mixed; // [n, d_model] + [n, d_model] → [n, d_model]

  return {
    tokens,
    keyTokens,
    embeddings,
    keyEmbeddings,
    positioned,
    keyPositioned,
    positions,
    positionOffset,
    projections,
    cross: input.keyTokens !== null,
    scale,
    temperature,
    softmax,
    mask,
    maskAt,
    nKvHeads,
    overrides,
    heads,
    concatenated,
    mixed,
    output,
    residual,
    computed: way.computed
  };
}

/** The head of keys and values that a query head reads: equal runs of query heads share one. */
export function kvHeadOf(head: number, nHeads: number, nKvHeads: number): number {
  return Math.floor(head / (nHeads / nKvHeads));
}

/** Whether a score was set by hand. */
export function isOverridden(trace: Trace, head: number, query: number, key: number): boolean {
  return trace.overrides.some(
    score => score.head === head && score.query === query && score.key === key
  );
}

/** What the softmax of one row computed on its way, stable or naive as the trace has it. */
export function softmaxStepsOf(trace: Trace, head: number, query: number): SoftmaxSteps {
  const row = trace.heads[head].maskedScores[query];
  return trace.softmax === 'naive' ? naiveSoftmaxSteps(row) : softmaxSteps(row);
}

/** Embeddings with the positions that are added to them, [n, d_model]. */
export function positionedEmbeddings(
  embeddings: Matrix,
  input: Pick<AttentionInput, 'positions' | 'positionOffset'>
): Matrix {
  const { positions, positionOffset = 0 } = input;
  const n = embeddings.length;
  if (!positions || positions === 'rope' || positions === 'alibi') {
    return embeddings;
  }
  return remembered(embeddings, positions, positionOffset, () => {
    const added =
      positions === 'sinusoidal'
        ? sinusoidalPositions(n, embeddings[0].length, positionOffset)
        : learnedPositions(positions, n, positionOffset);
    return embeddings.map((row, r) =>
      remembered(row, positions, positionOffset + r, () =>
        mapVector(row, (entry, c) => entry + added[r][c])
      )
    ); // [n, d_model] + [n, d_model] → [n, d_model]
  });
}

/**
 * What positions from `at` on make of a row, or of all rows: the same object again where nothing has
 * changed. Embeddings do not change, and an edit leaves most of them as they are.
 */
function remembered<T extends Matrix | Vector>(of: T, by: Positions, at: number, make: () => T): T {
  const before = positioned.get(of);
  if (before?.by === by && before.at === at) {
    return before.made as T;
  }
  const made = make();
  positioned.set(of, { by, at, made });
  return made;
}

const positioned = new WeakMap<
  Matrix | Vector,
  { readonly by: Positions; readonly at: number; readonly made: Matrix | Vector }
>();

/** Equal runs of columns, one a head: [n, h·d] → h × [n, d]. */
export function splitHeads(matrix: Matrix, nHeads: number): readonly Matrix[] {
  const width = matrix[0].length / nHeads;
  return Array.from({ length: nHeads }, (_, h) => columnsOf(matrix, h * width, (h + 1) * width));
}

/** 1/√d_k keeps the variance of a score near 1 (Vaswani et al. 2017, section 3.2.1, note 4). */
export function defaultScale(dK: number): number {
  return 1 / Math.sqrt(dK);
}
