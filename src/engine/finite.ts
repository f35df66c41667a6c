import type { Trace } from './attend.ts';
import type { HeadTrace } from './head.ts';
import type { Matrix } from './matrix.ts';
import { flatOf } from './rows.ts';
import type { MaskedRow } from './softmax.ts';

/** A value that overflowed. */
export interface Overflow {
  /** Where, e.g. `heads[0].scores[1][2]`, with the names of the trace's JSON. */
  readonly path: string;
  readonly value: number;
}

/** Sums and products of numbers below this stay far from overflow. */
const SAFE = 1e150;

/**
 * The first value of a trace that is not finite, in the order of computation, or null. Where the
 * naive softmax was asked for, its weights may overflow, and what follows from them.
 *
 * Stages that are made row by row are not made for this, unless the stage before comes near.
 */
export function findOverflow(trace: Trace): Overflow | null {
  const naive = trace.softmax === 'naive';
  for (const [h, head] of trace.heads.entries()) {
    const found = overflowOf(trace, head, naive);
    if (found) {
      return { ...found, path: `heads[${h}].${found.path}` };
    }
  }
  const near = trace.heads.some(head => !isSafe(head.output)) || !isSafe(trace.embeddings);
  const mixing = trace.projections.output;
  return !naive && (near || (mixing !== null && !isSafe(mixing)))
    ? firstOverflow(trace.output, 'output')
    : null;
}

function overflowOf(trace: Trace, head: HeadTrace, naive: boolean): Overflow | null {
  const { query, key, value, scores } = head;
  const safe = isSafe(scores) && Math.abs(trace.scale) < SAFE && trace.temperature > 1 / SAFE;
  return (
    kept(query, 'query') ??
    kept(key, 'key') ??
    kept(value, 'value') ??
    kept(scores, 'scores') ??
    (safe ? null : firstOverflow(head.scaledScores, 'scaled_scores')) ??
    (safe ? null : firstOverflow(head.maskedScores, 'masked_scores')) ??
    (naive ? null : kept(head.weights, 'weights')) ??
    (naive ? null : kept(head.output, 'output'))
  );
}

/** The first overflow of a matrix that is there in one piece. */
function kept(matrix: Matrix, name: string): Overflow | null {
  return isSafe(matrix) ? null : firstOverflow(matrix, name);
}

/** Whether all numbers are so small that nothing computed from them in one step overflows. */
function isSafe(matrix: Matrix): boolean {
  const numbers = flatOf(matrix);
  for (let i = 0; i < numbers.length; i++) {
    if (!(numbers[i] < SAFE && numbers[i] > -SAFE)) {
      return false;
    }
  }
  return true;
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
