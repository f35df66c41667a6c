import { lazyRows } from '../arrays/lazyRows.ts';
import { Tensor } from '../arrays/tensor.ts';
import type { Sheet } from '../arrays/tensor.ts';
import type { Matrix, Vector } from '../arrays/vector.ts';
import type { HeadNumbers } from './headInput.ts';
import { HeadTrace } from './headTrace.ts';
import { tensorOf } from './matrix.ts';

/** Queries, keys and values of each head as a model had them: after bias, norm and rotation. */
export interface RecordedHeads {
  /** h × [n, d_k]. */
  readonly query: readonly Matrix[];
  /** g × [m, d_k]; h is a multiple of g. */
  readonly key: readonly Matrix[];
  /** g × [m, d_v], or null: they were not recorded, and there are no outputs. */
  readonly value: readonly Matrix[] | null;
}

/** What a layer is known by: embeddings and projections, recorded heads, or nothing but recorded weights. */
export type Known = 'inputs' | 'heads' | 'weights';

/** Matrices of heads in one piece each; of the same matrix it is the same piece again. */
export function sheetsOf(matrices: readonly Matrix[]): readonly Sheet[] {
  return Array.from(matrices, matrix => {
    const sheet = sheets.get(matrix) ?? tensorOf(matrix);
    sheets.set(matrix, sheet);
    return sheet;
  });
}

const sheets = new WeakMap<Matrix, Sheet>();

/** Rows without a number, [rows, 0], for what nobody recorded. */
export function nothing(rows: number): Tensor {
  return new Tensor(new Float64Array(0), rows, 0);
}

/** A head of which nothing but the weights, [n, m], was recorded: what led to them is no number. */
export function recordedWeights(
  head: Omit<HeadNumbers, 'query' | 'key' | 'value'>,
  weights: Matrix
): HeadTrace {
  const [n, m] = [weights.length, weights[0].length];
  const unknown = new Float64Array(m).fill(NaN);
  const scores = lazyRows<Vector>(n, () => unknown);
  const [query, key] = [nothing(n), nothing(m)];
  const ofRows = new Float64Array(n).fill(NaN);
  return new HeadTrace(
    { ...head, query, key, value: key },
    {
      rotatedQuery: query,
      rotatedKey: key,
      scores: { matrix: scores },
      max: ofRows,
      sum: ofRows,
      weights: { matrix: weights },
      output: query
    }
  );
}

/** Whether a layer has outputs: values were not recorded of all. */
export function hasOutputs({ heads: [head] }: { readonly heads: readonly HeadTrace[] }): boolean {
  return head.value[0].length > 0;
}
