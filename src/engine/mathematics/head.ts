import { product, Tensor, transposed } from '../arrays/tensor.ts';
import type { Sheet } from '../arrays/tensor.ts';
import { zeros } from '../arrays/zeros.ts';
import type { HeadInput, HeadNumbers, ScoreOverride } from './headInput.ts';
import { HeadTrace } from './headTrace.ts';
import type { HeadResult } from './headTrace.ts';
import { logitsOf } from './logits.ts';
import { tensorOf } from './matrix.ts';
import { rotatePositions } from './rope.ts';
import type { Rope } from './rope.ts';
import { sinkOf } from './sink.ts';
import { softmaxInto } from './softmax.ts';

/**
 * One head: softmax(Q Kᵀ × scale) V, with every intermediate.
 *
 * Source: Vaswani et al., Attention Is All You Need (2017), section 3.2.1.
 */
export function scaledDotProductAttention(head: HeadInput): HeadTrace {
  return attendHead({
    ...head,
    query: tensorOf(head.query),
    key: tensorOf(head.key),
    value: tensorOf(head.value)
  });
}

/** The same of numbers that stand in one piece each: the engine's plain and exact way. */
export function attendHead(head: HeadNumbers): HeadTrace {
  const { value, rotateFrom, rope } = head;
  const { normedQuery: query = head.query, normedKey: key = head.key } = head;
  const rotatedQuery = rotateFrom === undefined ? query : rotated(query, rotateFrom, rope);
  const rotatedKey = rotateFrom === undefined ? key : rotated(key, rotateFrom, rope);
  const scores = product(rotatedQuery, transposed(rotatedKey)); // [query, d_k] × [d_k, key] → [query, key]
  override(scores, head.overrides);
  const { weights, max, sum } = attentionWeights(head, scores); // [query, key] → [query, key]
  const output = product(weights, value); // [query, key] × [key, d_v] → [query, d_v]
  return new HeadTrace(head, { rotatedQuery, rotatedKey, scores, weights, max, sum, output });
}

/** Turned by rotary positions from `offset` on. */
export function rotated(vectors: Sheet, offset: number, rope?: Rope): Tensor {
  const { rows, columns } = vectors;
  const data = vectors.data.slice(); // as precise as it came
  rotatePositions(vectors.matrix, offset, rope).forEach((row, r) => data.set(row, r * columns));
  return new Tensor(data, rows, columns);
}

/** Puts the scores in place that were set by hand, in rows from `first` on. */
export function override(
  { data, rows, columns }: Tensor,
  overrides: readonly ScoreOverride[] = [],
  first: number = 0
): void {
  for (const { query, key, value } of overrides) {
    if (query >= first && query < first + rows) {
      data[(query - first) * columns + key] = value;
    }
  }
}

/**
 * The softmax of every row, and the mask where it comes only then: those rows sum to less than 1. The
 * scores are those of rows from `first` on.
 */
export function attentionWeights(
  head: Omit<HeadNumbers, 'query' | 'key' | 'value'>,
  { data, rows, columns }: Tensor,
  first: number = 0
): Pick<HeadResult, 'max' | 'sum'> & { readonly weights: Tensor } {
  const { mask } = head;
  const late = head.maskAt === 'weights';
  const weights = logitsOf(head, data, columns, first);
  const [max, sum] = [zeros(rows), zeros(rows)];
  const sink = sinkOf(head);
  for (let query = 0; query < rows; query++) {
    const [start, end] = [query * columns, (query + 1) * columns];
    const may = mask?.[first + query];
    if (may && !late) {
      forbid(weights, start, may, -Infinity);
    }
    const [most, total] = softmaxInto(weights, start, end, head.softmax === 'naive', sink);
    max[query] = most;
    sum[query] = total;
    if (may && late) {
      forbid(weights, start, may, 0);
    }
  }
  return { weights: new Tensor(weights, rows, columns), max, sum };
}

/** Puts a value where a row of the mask forbids to attend. */
function forbid(row: Float64Array, start: number, may: readonly boolean[], value: number): void {
  for (let key = 0; key < may.length; key++) {
    if (!may[key]) {
      row[start + key] = value;
    }
  }
}
