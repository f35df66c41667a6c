import type { Vector } from '../arrays/vector.ts';
import { softmax } from './softmax.ts';
import type { Trace } from './trace.ts';

/** What one row of weights says of itself. */
export interface RowMeasures {
  /** 1, or 0 where all is masked; anything else where the mask came after the softmax, or a sink took some. */
  readonly sum: number;
  /** −Σ p log₂ p over the row's shares, in bits. */
  readonly entropy: number;
  /** 2 to the entropy: as many tokens, attended to equally, would be as undecided. */
  readonly effective: number;
  readonly max: number;
  /** The weight that would go where the mask forbids to attend, without the mask; NaN of recorded weights. */
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
    max: Number.isNaN(sum) ? NaN : row.reduce((most, weight) => Math.max(most, weight), 0),
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
  if (trace.known === 'weights') {
    return NaN;
  }
  if (!may) {
    return 0;
  }
  const { unmaskedScores, sink } = trace.heads[head];
  const open = softmax(unmaskedScores[query], sink);
  return open.reduce((sum, weight, key) => (may[key] ? sum : sum + weight), 0);
}
