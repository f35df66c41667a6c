import { applyMask, causalMask } from './mask.ts';
import type { Mask } from './mask.ts';
import { columnsOf, concatenateColumns, matmul, multiply, transpose } from './matrix.ts';
import type { Matrix } from './matrix.ts';
import { softmaxRows } from './softmax.ts';
import type { MaskedScore } from './softmax.ts';

/** The learned matrices of an attention layer; heads are equal runs of columns, as in PyTorch. */
export interface Projections {
  /** W_Q, [d_model, heads · d_k]. */
  readonly query: Matrix;
  /** W_K, [d_model, heads · d_k]. */
  readonly key: Matrix;
  /** W_V, [d_model, heads · d_v]. */
  readonly value: Matrix;
  /** W_O, [heads · d_v, d_model], or null: the heads' outputs stay side by side. */
  readonly output: Matrix | null;
}

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
  /** true = may attend; [n, m], or null for no mask. */
  readonly mask: 'causal' | Mask | null;
  /** What scores are multiplied by, or null for 1/√d_k. */
  readonly scale: number | null;
}

/** What one head computes attention from. */
export interface HeadInput {
  /** [query, d_k]. */
  readonly query: Matrix;
  /** [key, d_k]. */
  readonly key: Matrix;
  /** [key, d_v]. */
  readonly value: Matrix;
  /** [query, key], true = may attend, or null. */
  readonly mask: Mask | null;
  readonly scale: number;
}

/** Every intermediate of one head. */
export interface HeadTrace {
  /** X W_Q, [query, d_k]. */
  readonly query: Matrix;
  /** X W_K, [key, d_k]. */
  readonly key: Matrix;
  /** X W_V, [key, d_v]. */
  readonly value: Matrix;
  /** Q Kᵀ, [query, key]. */
  readonly scores: Matrix;
  /** scores × scale, [query, key]. */
  readonly scaledScores: Matrix;
  /** Scaled scores, null where the mask forbids, [query, key]. */
  readonly maskedScores: readonly (readonly MaskedScore[])[];
  /** Softmax of each row, [query, key]: sums to 1, or to 0 where all is masked. */
  readonly weights: Matrix;
  /** weights × V, [query, d_v]. */
  readonly output: Matrix;
}

/** Every intermediate of an attention layer. */
export interface Trace {
  readonly tokens: readonly string[];
  /** The tokens that answer: `tokens` themselves in self-attention. */
  readonly keyTokens: readonly string[];
  readonly embeddings: Matrix;
  readonly keyEmbeddings: Matrix;
  readonly projections: Projections;
  /** True when queries and keys come from different sequences. */
  readonly cross: boolean;
  readonly scale: number;
  readonly mask: Mask | null;
  readonly heads: readonly HeadTrace[];
  /** The heads' outputs side by side, [n, heads · d_v]. */
  readonly concatenated: Matrix;
  /** concatenated × W_O, or concatenated where there is no W_O. */
  readonly output: Matrix;
}

/**
 * Multi-head attention with every intermediate.
 *
 * Pure and total: shapes that fit are the caller's care (`parse` in the format sees to it), and
 * input is never changed. Float64 throughout.
 *
 * Source: Vaswani et al., Attention Is All You Need (2017), section 3.2.2.
 */
export function attend(input: AttentionInput): Trace {
  const { tokens, embeddings, projections, nHeads } = input;
  const keyTokens = input.keyTokens ?? tokens;
  const keyEmbeddings = input.keyEmbeddings ?? embeddings;
  const mask = input.mask === 'causal' ? causalMask(tokens.length, keyTokens.length) : input.mask;

  const query = matmul(embeddings, projections.query); // [n, d_model] × [d_model, h·d_k] → [n, h·d_k]
  const key = matmul(keyEmbeddings, projections.key); // [m, d_model] × [d_model, h·d_k] → [m, h·d_k]
  const value = matmul(keyEmbeddings, projections.value); // [m, d_model] × [d_model, h·d_v] → [m, h·d_v]
  const queries = splitHeads(query, nHeads); // [n, h·d_k] → h × [n, d_k]
  const keys = splitHeads(key, nHeads); // [m, h·d_k] → h × [m, d_k]
  const values = splitHeads(value, nHeads); // [m, h·d_v] → h × [m, d_v]

  const scale = input.scale ?? defaultScale(queries[0][0].length);
  const heads = queries.map((query, h) =>
    scaledDotProductAttention({ query, key: keys[h], value: values[h], mask, scale })
  );
  const concatenated = concatenateColumns(heads.map(head => head.output)); // h × [n, d_v] → [n, h·d_v]
  const output = projections.output
    ? matmul(concatenated, projections.output) // [n, h·d_v] × [h·d_v, d_model] → [n, d_model]
    : concatenated;

  return {
    tokens,
    keyTokens,
    embeddings,
    keyEmbeddings,
    projections,
    cross: input.keyTokens !== null,
    scale,
    mask,
    heads,
    concatenated,
    output
  };
}

/**
 * One head: softmax(Q Kᵀ × scale) V, with every intermediate.
 *
 * Source: Vaswani et al., Attention Is All You Need (2017), section 3.2.1.
 */
export function scaledDotProductAttention(head: HeadInput): HeadTrace {
  const { query, key, value, mask, scale } = head;
  const scores = matmul(query, transpose(key)); // [query, d_k] × [d_k, key] → [query, key]
  const scaledScores = multiply(scores, scale); // scale = 1/√d_k unless given
  const maskedScores = applyMask(scaledScores, mask); // null where the mask forbids to attend
  const weights = softmaxRows(maskedScores); // each row sums to 1, or to 0 if all is masked
  const output = matmul(weights, value); // [query, key] × [key, d_v] → [query, d_v]
  return { query, key, value, scores, scaledScores, maskedScores, weights, output };
}

/** Equal runs of columns, one a head: [n, h·d] → h × [n, d]. */
export function splitHeads(matrix: Matrix, nHeads: number): readonly Matrix[] {
  const width = matrix[0].length / nHeads;
  return Array.from({ length: nHeads }, (_, h) => columnsOf(matrix, h * width, (h + 1) * width));
}

/** 1/√d_k keeps the variance of a score near 1 (Vaswani et al. 2017, section 3.2.1, note 4). */
export function defaultScale(dK: number): number {
  return 1 / Math.sqrt(dK);
}
