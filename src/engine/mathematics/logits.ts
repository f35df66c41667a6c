import type { Vector } from '../arrays/vector.ts';
import { zeros } from '../arrays/zeros.ts';
import type { HeadNumbers } from './headInput.ts';
import { softcapped } from './softcap.ts';

type Logits = Pick<HeadNumbers, 'scale' | 'bias' | 'softcap' | 'temperature'>;

/**
 * What the softmax sees, but for the mask: (scores × scale + bias), capped, ÷ temperature, of rows from
 * `query` on.
 */
export function logitsOf(
  { scale, bias, softcap, temperature = 1 }: Logits,
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
  for (let i = 0; softcap && i < scores.length; i++) {
    logits[i] = softcapped(logits[i], softcap);
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
