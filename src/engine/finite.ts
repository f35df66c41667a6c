import type { Trace } from './attend.ts';
import type { MaskedScore } from './softmax.ts';

/** A value that overflowed. */
export interface Overflow {
  /** Where, e.g. `heads[0].scores[1][2]`, with the names of the trace's JSON. */
  readonly path: string;
  readonly value: number;
}

/**
 * The first value of a trace that is not finite, in the order of computation, or null. Where the
 * naive softmax was asked for, its weights may overflow, and what follows from them.
 */
export function findOverflow(trace: Trace): Overflow | null {
  const naive = trace.softmax === 'naive';
  for (const [h, head] of trace.heads.entries()) {
    const stages = {
      query: head.query,
      key: head.key,
      value: head.value,
      scores: head.scores,
      scaled_scores: head.scaledScores,
      masked_scores: head.maskedScores,
      ...(!naive && { weights: head.weights, output: head.output })
    };
    for (const [name, stage] of Object.entries(stages)) {
      const found = firstOverflow(stage, `heads[${h}].${name}`);
      if (found) {
        return found;
      }
    }
  }
  return naive ? null : firstOverflow(trace.output, 'output');
}

function firstOverflow(matrix: readonly (readonly MaskedScore[])[], name: string): Overflow | null {
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
