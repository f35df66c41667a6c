import { exp } from './exp.ts';
import type { Vector } from './matrix.ts';

/** A score that may be `null`: the mask forbids to attend. */
export type MaskedScore = number | null;

/** What a stable softmax computes on its way, for one row. */
export interface SoftmaxSteps {
  /** The largest score of the row, `-Infinity` where everything is masked, NaN where any is NaN. */
  max: number;
  /** score − max, never above 0; `null` where masked. */
  shifted: readonly MaskedScore[];
  /** exp(score − max), between 0 and 1; 0 where masked. */
  exponentials: Vector;
  /** The exponentials' sum, at least 1, or 0 where everything is masked. */
  sum: number;
  /** exponentials × (1 ÷ sum); they sum to 1, or to 0 where everything is masked. */
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
  const exponentials = shifted.map(score => (score === null ? 0 : exp(score)));
  const total = sum(exponentials);
  const inverse = total === 0 ? 0 : 1 / total;
  const weights = exponentials.map(entry => entry * inverse);
  return { max, shifted, exponentials, sum: total, weights };
}

/**
 * Numerically stable softmax of one row; see {@link softmaxSteps}, whose weights these are to the last
 * bit, without the steps between.
 */
export function softmax(scores: readonly MaskedScore[]): Vector {
  const max = maximum(scores);
  const weights = new Array<number>(scores.length);
  for (let c = 0; c < scores.length; c++) {
    const score = scores[c];
    weights[c] = score === null ? 0 : exp(shift(score, max));
  }
  const total = sum(weights);
  const inverse = total === 0 ? 0 : 1 / total;
  for (let c = 0; c < weights.length; c++) {
    weights[c] *= inverse;
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
  const exponentials = scores.map(score => (score === null ? 0 : exp(score)));
  const total = sum(exponentials);
  return {
    max: 0,
    shifted: scores,
    exponentials,
    sum: total,
    weights: exponentials.map(entry => entry / total)
  };
}

/** The stable softmax of every row, [query, key]. */
export function softmaxRows(scores: readonly (readonly MaskedScore[])[]): readonly Vector[] {
  return scores.map(softmax);
}

/**
 * The sum of a row, in the order that all of this engine keeps: entry c is added to lane c mod 4,
 * and the lanes last. Four short sums round less than a long one, and they run side by side.
 */
function sum(row: Vector): number {
  let [lane0, lane1, lane2, lane3] = [0, 0, 0, 0];
  let c = 0;
  for (; c + 3 < row.length; c += 4) {
    lane0 += row[c];
    lane1 += row[c + 1];
    lane2 += row[c + 2];
    lane3 += row[c + 3];
  }
  lane0 += c < row.length ? row[c] : 0;
  lane1 += c + 1 < row.length ? row[c + 1] : 0;
  lane2 += c + 2 < row.length ? row[c + 2] : 0;
  return lane0 + lane2 + (lane1 + lane3);
}

function maximum(scores: readonly MaskedScore[]): number {
  let max = -Infinity;
  for (const score of scores) {
    if (score !== null && !(score <= max)) {
      if (Number.isNaN(score)) {
        return NaN; // it must reach the weights, where it can be seen
      }
      max = score;
    }
  }
  return max + 0; // never −0
}

/** score − max; equal infinities differ by nothing. */
function shift(score: number, max: number): number {
  return score === max ? 0 : score - max;
}
