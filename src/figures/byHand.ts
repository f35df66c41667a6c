import { mapVector, scaledDotProductAttention } from '../engine/index.ts';
import type { Matrix, Trace, Vector } from '../engine/index.ts';
import type { Selection } from '../model/index.ts';

/** What somebody finds who reckons with the displayed decimals. */
export interface ByHand {
  /** The head's output for the chosen query, from the displayed q, k and v. */
  readonly output: Vector;
  /** The sum of the rounded percentages. */
  readonly percentages: number;
}

/** Vectors longer than this nobody reckons by hand. */
const LONGEST = 4;

/** The chosen query reckoned by hand, or null where its vectors are too long for that. */
export function byHand(trace: Trace, { head, query }: Selection, decimals: number): ByHand | null {
  const exact = trace.heads[head];
  if (Math.max(exact.query[0].length, exact.value[0].length) > LONGEST) {
    return null;
  }
  const displayed = (matrix: Matrix) =>
    matrix.map(row => mapVector(row, entry => Number(entry.toFixed(decimals))));
  const { output } = scaledDotProductAttention({
    query: displayed([exact.rotatedQuery[query]]),
    key: displayed(exact.rotatedKey),
    value: displayed(exact.value),
    mask: trace.mask && [trace.mask[query]],
    maskAt: trace.maskAt,
    scale: trace.scale,
    temperature: trace.temperature,
    softmax: trace.softmax,
    bias: exact.bias && [exact.bias[query]],
    softcap: trace.softcap,
    sink: trace.sinks?.[head],
    overrides: trace.overrides
      .filter(score => score.head === head && score.query === query)
      .map(score => ({ ...score, query: 0 }))
  });
  if (!output[0].every(Number.isFinite)) {
    return null;
  }
  const percentages = exact.weights[query].reduce(
    (sum, weight) => sum + Math.round(weight * 100),
    0
  );
  return { output: output[0], percentages };
}
