import type { Trace } from './attend.ts';

/** A value that overflowed. */
export interface Overflow {
  /** Where, e.g. `heads[0].scores[1][2]`, with the names of the trace's JSON. */
  readonly path: string;
  readonly value: number;
}

/** The first value of a trace that is not finite, in the order of computation, or null. */
export function findOverflow(trace: Trace): Overflow | null {
  for (const [h, head] of trace.heads.entries()) {
    const stages = {
      query: head.query,
      key: head.key,
      value: head.value,
      scores: head.scores,
      scaled_scores: head.scaledScores,
      weights: head.weights,
      output: head.output
    };
    for (const [name, stage] of Object.entries(stages)) {
      const found = firstOverflow(stage, `heads[${h}].${name}`);
      if (found) {
        return found;
      }
    }
  }
  return firstOverflow(trace.output, 'output');
}

function firstOverflow(matrix: readonly (readonly number[])[], name: string): Overflow | null {
  for (const [r, row] of matrix.entries()) {
    const c = row.findIndex(entry => !Number.isFinite(entry));
    if (c >= 0) {
      return { path: `${name}[${r}][${c}]`, value: row[c] };
    }
  }
  return null;
}
