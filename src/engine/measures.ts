import type { Trace } from './attend.ts';
import { mapVector } from './matrix.ts';
import type { Vector } from './matrix.ts';
import { softmax } from './softmax.ts';
import type { MaskedRow } from './softmax.ts';

/** What one row of weights says of itself. */
export interface RowMeasures {
  /** 1, or 0 where all is masked; anything else where the mask came after the softmax. */
  readonly sum: number;
  /** −Σ p log₂ p over the row's shares, in bits. */
  readonly entropy: number;
  /** 2 to the entropy: as many tokens, attended to equally, would be as undecided. */
  readonly effective: number;
  readonly max: number;
  /** The weight that would go where the mask forbids to attend, without the mask. */
  readonly removed: number;
}

/** The measures of one row; NaN where its weights are no numbers. */
export function measureRow(trace: Trace, head: number, query: number): RowMeasures {
  const { weights } = trace.heads[head];
  const row = weights[query];
  const sum = row.reduce((total, weight) => total + weight, 0);
  const bits = entropy(row);
  return {
    sum,
    entropy: bits,
    effective: sum === 0 ? 0 : 2 ** bits,
    max: row.reduce((most, weight) => (weight <= most ? most : weight), 0),
    removed: removedByMask(trace, head, query)
  };
}

/**
 * The entropy of a row, in bits, of its weights as shares of their sum; 0 where they are all 0.
 *
 * Source: Shannon, A Mathematical Theory of Communication (1948), section 6.
 */
export function entropy(row: Vector): number {
  const sum = row.reduce((total, weight) => total + weight, 0);
  return sum === 0
    ? 0
    : row.reduce((bits, weight) => {
        const share = weight / sum;
        return share === 0 ? bits : bits - share * Math.log2(share);
      }, 0);
}

function removedByMask(trace: Trace, head: number, query: number): number {
  const may = trace.mask?.[query];
  if (!may) {
    return 0;
  }
  const { scaledScores, bias } = trace.heads[head];
  const open = softmax(
    mapVector(
      scaledScores[query],
      (score, key) => (score + (bias?.[query][key] ?? 0)) / trace.temperature
    )
  );
  return open.reduce((sum, weight, key) => (may[key] ? sum : sum + weight), 0);
}

/** Something in a head that a reader should know. */
export type Oddity = 'overflow' | 'sums' | 'masked' | 'saturated';

/** From this weight on a row looks at one token and hardly learns: its softmax is saturated. */
const SATURATED = 0.99;

/** What is off in a head, in the order of how much it is. */
export function oddities(trace: Trace, head: number): readonly Oddity[] {
  const { weights, maskedScores } = trace.heads[head];
  const open = maskedScores.map(openIn);
  const sums = weights.map(row => row.reduce((total, weight) => total + weight, 0));
  const overflow = sums.some(sum => !Number.isFinite(sum));
  const masked = open.includes(0) || (trace.mask ?? []).some(row => !row.includes(true));
  const wrong = sums.some((sum, query) => open[query] > 0 && Math.abs(sum - 1) > 1e-9);
  const asked = weights.filter((_, query) => open[query] > 1);
  const decided = asked.filter(row => row.some(weight => weight > SATURATED));
  return [
    ...(overflow ? ['overflow' as const] : []),
    ...(wrong && !overflow ? ['sums' as const] : []),
    ...(masked ? ['masked' as const] : []),
    ...(asked.length > 1 && decided.length > asked.length / 2 ? ['saturated' as const] : [])
  ];
}

/** How many keys the mask leaves open. */
function openIn(row: MaskedRow): number {
  let open = 0;
  for (let key = 0; key < row.length; key++) {
    open += row[key] === null ? 0 : 1;
  }
  return open;
}
