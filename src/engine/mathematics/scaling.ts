import type { Matrix, Vector } from '../arrays/vector.ts';
import { attentionWeights } from './head.ts';
import type { HeadTrace } from './headTrace.ts';
import { mapVector, tensorOf } from './matrix.ts';
import { entropy } from './measures.ts';
import type { Trace } from './trace.ts';

/** How the rows of a head spread with one scale or another; of many rows the mean. */
export interface Scaling {
  /** The standard deviation of the scores times the scale. */
  readonly spread: number;
  /** The entropy of a row's shares, in bits. */
  readonly entropy: number;
  /** The largest share of a row. */
  readonly largest: number;
  /** Σ p (1 − p) over a row's shares p: how much they still move with their scores; 0 where one has all. */
  readonly gradient: number;
}

/** The measures of one head's rows, were its scores multiplied by `scale`; all else as it is. */
export function measureScaling(trace: Trace, head: number, scale: number): Scaling {
  const own = trace.heads[head];
  const shares = sharesAt(trace, own, scale);
  const mean = (of: (row: Vector) => number) => average(shares.map(of));
  return {
    spread: deviation(own.scores) * Math.abs(scale),
    entropy: mean(entropy),
    largest: mean(row => row.reduce((most, share) => Math.max(most, share), 0)),
    gradient: mean(row => row.reduce((sum, share) => sum + share * (1 - share), 0))
  };
}

/** The weights of a head with another scale; its own where it is that one. */
export function sharesAt(trace: Trace, own: HeadTrace, scale: number): Matrix {
  const { mask, maskAt, temperature, softmax } = trace;
  const { softcap } = trace;
  const sink = Number.isFinite(own.sink) ? own.sink * temperature : null;
  const rules = { mask, maskAt, temperature, softmax, bias: own.bias, softcap, sink, scale };
  return scale === trace.scale
    ? own.weights
    : attentionWeights(rules, tensorOf(own.scores)).weights.matrix;
}

/** The standard deviation of all entries about their mean. */
function deviation(matrix: Matrix): number {
  const mean = average(matrix.map(row => average(row)));
  const away = (entry: number) => (entry - mean) ** 2;
  return Math.sqrt(average(matrix.map(row => average(mapVector(row, away)))));
}

function average(numbers: Vector): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}
