import type { Vector } from '../arrays/vector.ts';
import { zeros } from '../arrays/zeros.ts';
import { exp } from './exp.ts';

/** A score that may be `null`: the mask forbids to attend. */
export type MaskedScore = number | null;

/** A row of such scores. */
export interface MaskedRow extends Iterable<MaskedScore> {
  readonly length: number;
  readonly [index: number]: MaskedScore;
  indexOf(score: MaskedScore): number;
  slice(start?: number, end?: number): MaskedRow;
}

/** What a stable softmax computes on its way, for one row. */
export interface SoftmaxSteps {
  /** The largest score of the row, `-Infinity` where everything is masked, NaN where any is NaN. */
  max: number;
  /** score − max, never above 0; `null` where masked. */
  shifted: MaskedRow;
  /** exp(score − max), between 0 and 1; 0 where masked. */
  exponentials: Vector;
  /** The exponential of the sink, which joins the sum and no key; 0 where there is none. */
  sink: number;
  /** The exponentials' sum with that of the sink, at least 1, or 0 where everything is masked. */
  sum: number;
  /** exponentials × (1 ÷ sum); they sum to 1 less what the sink takes, or to 0 where everything is masked. */
  weights: Vector;
}

/**
 * Softmax of one row, with the row's maximum subtracted first, step by step.
 *
 * Subtracting a constant from every score changes no weight, and with the maximum as that constant
 * no exponential can overflow: the largest is exp(0) = 1. A row masked throughout gives zeros.
 *
 * @param sink - a logit that joins the softmax and takes weight that no key gets; −∞: none (Agarwal et al.,
 * gpt-oss (2025), section 2)
 *
 * Source: Goodfellow, Bengio, Courville, Deep Learning (2016), section 4.1.
 */
export function softmaxSteps(scores: MaskedRow, sink: number = -Infinity): SoftmaxSteps {
  const max = higher(maximum(typed(scores)), sink);
  const shifted = Array.from(scores, score => (score === null ? null : shift(score, max)));
  const exponentials = shifted.map(score => (score === null ? 0 : exp(score)));
  const taken = sink === -Infinity ? 0 : exp(shift(sink, max));
  const total = sum(Float64Array.from(exponentials)) + taken;
  const inverse = total === 0 ? 0 : 1 / total;
  const weights = exponentials.map(entry => entry * inverse);
  return { max, shifted, exponentials, sink: taken, sum: total, weights };
}

/**
 * Numerically stable softmax of one row; see {@link softmaxSteps}, whose weights these are to the last
 * bit, without the steps between.
 */
export function softmax(scores: MaskedRow, sink: number = -Infinity): Vector {
  const row = typed(scores);
  softmaxInto(row, 0, row.length, false, sink);
  return row;
}

/**
 * Turns logits, −Infinity where the mask forbids to attend, into their softmax, in place: those of
 * `row` from `start` up to, but without, `end`.
 *
 * @returns what was subtracted, and the sum of the exponentials, with that of the sink
 */
export function softmaxInto(
  row: Float64Array,
  start: number = 0,
  end: number = row.length,
  naive: boolean = false,
  sink: number = -Infinity
): [max: number, sum: number] {
  const max = naive ? 0 : higher(maximum(row, start, end), sink);
  if (max === -Infinity) {
    row.fill(0, start, end);
    return [max, 0];
  }
  for (let c = start; c < end; c++) {
    row[c] = exp(shift(row[c], max));
  }
  const taken = sink === -Infinity ? 0 : exp(shift(sink, max));
  const total = sum(row, start, end) + taken;
  const inverse = 1 / total;
  for (let c = start; c < end; c++) {
    row[c] *= inverse;
  }
  return [max, total];
}

/**
 * Softmax as its formula is written: exp(score) ÷ sum of exp(score).
 *
 * It is here because it fails: from scores of about 710 on, exp overflows to Infinity, and
 * Infinity ÷ Infinity is no number (NaN). Use {@link softmax}.
 */
export function naiveSoftmax(scores: MaskedRow): Vector {
  return naiveSoftmaxSteps(scores).weights;
}

/** What the naive softmax computes on its way: nothing is subtracted. See {@link naiveSoftmax}. */
export function naiveSoftmaxSteps(scores: MaskedRow, sink: number = -Infinity): SoftmaxSteps {
  const exponentials = Array.from(scores, score => (score === null ? 0 : exp(score)));
  const taken = exp(sink);
  const total = sum(Float64Array.from(exponentials)) + taken;
  return {
    max: 0,
    shifted: scores,
    exponentials,
    sink: taken,
    sum: total,
    weights: exponentials.map(entry => entry * (1 / total))
  };
}

/**
 * The sum of a row, in the order that all of this engine keeps: entry c is added to lane c mod 4,
 * and the lanes last. Four short sums round less than a long one, and they run side by side.
 */
function sum(row: Float64Array, start: number = 0, end: number = row.length): number {
  let [lane0, lane1, lane2, lane3] = [0, 0, 0, 0];
  let c = start;
  for (; c + 3 < end; c += 4) {
    lane0 += row[c];
    lane1 += row[c + 1];
    lane2 += row[c + 2];
    lane3 += row[c + 3];
  }
  lane0 += c < end ? row[c] : 0;
  lane1 += c + 1 < end ? row[c + 1] : 0;
  lane2 += c + 2 < end ? row[c + 2] : 0;
  return lane0 + lane2 + (lane1 + lane3);
}

function maximum(row: Float64Array, start: number = 0, end: number = row.length): number {
  let max = -Infinity;
  for (let c = start; c < end; c++) {
    const score = row[c];
    if (!(score <= max)) {
      if (Number.isNaN(score)) {
        return NaN; // it must reach the weights, where it can be seen
      }
      max = score;
    }
  }
  return max + 0; // never −0
}

/** The larger of two, NaN where one is none. */
function higher(max: number, sink: number): number {
  return sink <= max || Number.isNaN(max) ? max : sink;
}

/** Scores as numbers: −Infinity where masked. */
function typed(scores: MaskedRow): Float64Array {
  const row = zeros(scores.length);
  for (let key = 0; key < row.length; key++) {
    row[key] = scores[key] ?? -Infinity;
  }
  return row;
}

/** score − max; equal infinities differ by nothing. */
function shift(score: number, max: number): number {
  return score === max ? 0 : score - max;
}
