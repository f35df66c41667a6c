import type { Vector } from '../arrays/vector.ts';
import { zeros } from '../arrays/zeros.ts';
import type { HeadNumbers } from './headInput.ts';

/**
 * What the softmax sees, but for the mask: (scores × scale + bias) ÷ temperature, of rows from
 * `query` on.
 */
export function logitsOf(
  { scale, bias, temperature = 1 }: Pick<HeadNumbers, 'scale' | 'bias' | 'temperature'>,
  scores: Vector,
  columns: number,
  query: number = 0
): Float64Array {
  const logits = times(scores, scale);
  for (let start = 0; bias && start < scores.length; start += columns) {
    const added = bias[query + start / columns];
    for (let key = 0; key < columns; key++) {
      logits[start + key] += added[key];
    }
  }
  for (let i = 0; temperature !== 1 && i < scores.length; i++) {
    logits[i] /= temperature;
  }
  return logits;
}

/** Every number times a factor, in float64. */
export function times(numbers: Vector, factor: number): Float64Array {
  const result = zeros(numbers.length);
  for (let i = 0; i < result.length; i++) {
    result[i] = numbers[i] * factor;
  }
  return result;
}
