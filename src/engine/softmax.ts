import type { Vector } from './matrix.ts';

/** A score that may be `null`: the mask forbids to attend. */
export type MaskedScore = number | null;

/** What a stable softmax computes on its way, for one row. */
export interface SoftmaxSteps {
  /** The largest score of the row, or `-Infinity` where everything is masked. */
  max: number;
  /** score − max, never above 0; `null` where masked. */
  shifted: readonly MaskedScore[];
  /** exp(score − max), between 0 and 1; 0 where masked. */
  exponentials: Vector;
  /** The sum of the exponentials: at least 1, or 0 where everything is masked. */
  sum: number;
  /** exponentials ÷ sum; they sum to 1, or to 0 where everything is masked. */
  weights: Vector;
}

/**
 * Softmax of one row, with the row's maximum subtracted first, step by step.
 *
 * Subtracting a constant from every score changes no weight, and with the maximum as that constant
 * no exponential can overflow: the largest is exp(0) = 1. A row masked throughout gives zeros.
 *
 * Source: Goodfellow, Bengio, Courville, Deep Learning (2016), section 4.1.
 */
export function softmaxSteps(scores: readonly MaskedScore[]): SoftmaxSteps {
  const max = maximum(scores);
  const shifted = scores.map(score => (score === null ? null : shift(score, max)));
  const exponentials = shifted.map(score => (score === null ? 0 : Math.exp(score)));
  const sum = exponentials.reduce((total, entry) => total + entry, 0);
  const weights = exponentials.map(entry => (sum === 0 ? 0 : entry / sum));
  return { max, shifted, exponentials, sum, weights };
}

/**
 * Numerically stable softmax of one row; see {@link softmaxSteps}, whose weights these are to the last
 * bit, without the steps between.
 */
export function softmax(scores: readonly MaskedScore[]): Vector {
  const max = maximum(scores);
  const weights = new Array<number>(scores.length);
  let sum = 0;
  for (let c = 0; c < scores.length; c++) {
    const score = scores[c];
    const exponential = score === null ? 0 : Math.exp(shift(score, max));
    weights[c] = exponential;
    sum += exponential;
  }
  for (let c = 0; c < weights.length; c++) {
    weights[c] = sum === 0 ? 0 : weights[c] / sum;
  }
  return weights;
}

/**
 * Softmax as its formula is written: exp(score) ÷ sum of exp(score).
 *
 * It is here because it fails: from scores of about 710 on, exp overflows to Infinity, and
 * Infinity ÷ Infinity is no number (NaN). Use {@link softmax}.
 */
export function naiveSoftmax(scores: readonly MaskedScore[]): Vector {
  return naiveSoftmaxSteps(scores).weights;
}

/** What the naive softmax computes on its way: nothing is subtracted. See {@link naiveSoftmax}. */
export function naiveSoftmaxSteps(scores: readonly MaskedScore[]): SoftmaxSteps {
  const exponentials = scores.map(score => (score === null ? 0 : Math.exp(score)));
  const sum = exponentials.reduce((total, entry) => total + entry, 0);
  return {
    max: 0,
    shifted: scores,
    exponentials,
    sum,
    weights: exponentials.map(entry => entry / sum)
  };
}

/** The stable softmax of every row, [query, key]. */
export function softmaxRows(scores: readonly (readonly MaskedScore[])[]): readonly Vector[] {
  return scores.map(softmax);
}

function maximum(scores: readonly MaskedScore[]): number {
  let max = -Infinity;
  for (const score of scores) {
    // Not `>`: a score that is no number must reach the weights, where it can be seen.
    if (score !== null && !(score <= max)) {
      max = score;
    }
  }
  return max;
}

/** score − max; equal infinities differ by nothing. */
function shift(score: number, max: number): number {
  return score === max ? 0 : score - max;
}
