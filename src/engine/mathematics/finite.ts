import { magnitudeOf } from '../arrays/magnitude.ts';
import type { HeadTrace } from './headTrace.ts';
import type { MaskedRow } from './softmax.ts';
import type { Trace } from './trace.ts';

/** A value that overflowed. */
export interface Overflow {
  /** Where, e.g. `heads[0].scores[1][2]`, with the names of the trace's JSON. */
  readonly path: string;
  readonly value: number;
}

/** Products of numbers below this are far from overflow. */
const SAFE = 1e150;

/**
 * The first value of a trace that is not finite, in the order of computation, or null. Where the
 * naive softmax was asked for, its weights may overflow, and what follows from them.
 *
 * Where q, k and v are so small that nothing made of them can overflow, nothing else is looked at:
 * a stage that nobody has asked for is not made for this.
 */
export function findOverflow(trace: Trace): Overflow | null {
  let most = magnitudeOf(trace.positioned);
  for (const [h, head] of trace.heads.entries()) {
    const overflow = isSafe(trace, head) ? null : overflowOf(trace, head);
    if (overflow) {
      return { ...overflow, path: `heads[${h}].${overflow.path}` };
    }
    most = Math.max(most, magnitudeOf(head.value));
  }
  const { output } = trace.projections;
  const mixed = most * (output ? magnitudeOf(output) * output.length : 1);
  return trace.softmax === 'naive' || mixed < SAFE ? null : firstOverflow(trace.output, 'output');
}

function isSafe({ scale, temperature }: Trace, { query, key, value }: HeadTrace): boolean {
  const score = magnitudeOf(query) * magnitudeOf(key) * query[0].length;
  return score < SAFE && score * Math.abs(scale) < SAFE * temperature && magnitudeOf(value) < SAFE;
}

function overflowOf(trace: Trace, head: HeadTrace): Overflow | null {
  const naive = trace.softmax === 'naive';
  return (
    firstOverflow(head.query, 'query') ??
    firstOverflow(head.key, 'key') ??
    firstOverflow(head.value, 'value') ??
    firstOverflow(head.scores, 'scores') ??
    firstOverflow(head.scaledScores, 'scaled_scores') ??
    firstOverflow(head.maskedScores, 'masked_scores') ??
    (naive ? null : firstOverflow(head.weights, 'weights')) ??
    (naive ? null : firstOverflow(head.output, 'output'))
  );
}

function firstOverflow(matrix: readonly MaskedRow[], name: string): Overflow | null {
  for (let r = 0; r < matrix.length; r++) {
    const row = matrix[r];
    for (let c = 0; c < row.length; c++) {
      const entry = row[c];
      if (entry !== null && !Number.isFinite(entry)) {
        return { path: `${name}[${r}][${c}]`, value: entry };
      }
    }
  }
  return null;
}
