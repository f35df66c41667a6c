import { magnitudeOf } from '../arrays/magnitude.ts';
import type { Matrix, Vector } from '../arrays/vector.ts';
import type { Precision } from '../kernel/index.ts';
import type { HeadNumbers } from '../mathematics/headInput.ts';
import { factorsOf } from '../mathematics/biases.ts';
import type { AttentionInput } from '../mathematics/trace.ts';

/** Tokens up to which every number is exact, in float64. */
const EXACT = 256;

/** Numbers below this, and above its inverse, are far from where float32 ends. */
const NARROW = 1e30;

/** A matrix whose largest number is below this would lose digits in products of float32. */
const LEAST = 1e-18;
/** Numbers below this are held by float32, with some room. */
const MOST = 1e37;

/** Exact where that is quick enough, and where float32 could not hold the numbers. */
export function precisionOf(input: AttentionInput): Precision {
  const { tokens, keyTokens } = input;
  const isShort = Math.max(tokens.length, (keyTokens ?? tokens).length) <= EXACT;
  return isShort || !hasRoom(input) ? 'f64' : 'f32';
}

/** A precision as traces have it. */
export function nameOf(precision: Precision): 'float64' | 'float32' {
  return precision === 'f64' ? 'float64' : 'float32';
}

/** Whether float32 holds what a layer is made from, its products with W_Q, W_K and W_V, and theirs with W_O. */
function hasRoom(input: AttentionInput): boolean {
  if (input.recorded) {
    const { query, key, value } = input.recorded;
    return [...query, ...key, ...(value ?? [])].every(matrix => sizeOf(matrix) < MOST);
  }
  const { output } = input.projections;
  const all = (['query', 'key', 'value'] as const).flatMap(role => {
    const { x, weights } = factorsOf(input, role);
    const most = sizeOf(x);
    return [most, product(most, weights)];
  });
  const values = all[all.length - 1];
  const mixed = output ? product(values, output) + largestOf(input.biases?.output) : 0;
  return Math.max(...all, mixed) < MOST;
}

function largestOf(bias: Vector = []): number {
  return bias.reduce((most, entry) => Math.max(most, Math.abs(entry)), 0);
}

/** What no number of a product with such a matrix is larger than. */
function product(most: number, weights: Matrix): number {
  return most * sizeOf(weights) * weights.length;
}

/** The largest number of a matrix; Infinity where it is too small for float32. */
function sizeOf(matrix: Matrix): number {
  const most = magnitudeOf(matrix);
  return most > 0 && most < LEAST ? Infinity : most;
}

/**
 * Whether logits may come near what float32 can hold, or its last digits be felt in them: then the
 * plain way has room. To be turned by its position makes no vector longer, and no entry of it more
 * than √2 times as large.
 */
export function exceeds(head: HeadNumbers, precision: Precision): boolean {
  return precision === 'f32' && !isNarrow(head);
}

function isNarrow(head: HeadNumbers): boolean {
  const { scale, slope, added, temperature = 1, rope } = head;
  const { normedQuery: query = head.query, normedKey: key = head.key } = head;
  const factor = Math.max(1, Math.abs(rope?.factor ?? 1));
  const [q, k] = [query, key].map(({ matrix }) => factor * magnitudeOf(matrix));
  const score = 2 * q * k * query.columns;
  const slopes = slope === undefined ? 0 : query.rows + key.rows;
  const bias = slopes + (added ? magnitudeOf(added) : 0);
  const steep = Math.abs(scale) / temperature;
  const factors = [scale, temperature].every(
    factor => factor === 0 || (Math.abs(factor) > 1 / NARROW && Math.abs(factor) < NARROW)
  );
  const most = Math.max(score, score * Math.abs(scale) + bias, score * steep + bias / temperature);
  return factors && most < NARROW && steep * Math.max(q, k) * query.columns < NARROW;
}
