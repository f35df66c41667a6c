import { magnitudeOf } from '../arrays/magnitude.ts';
import type { Precision } from '../kernel/index.ts';
import type { HeadNumbers } from '../mathematics/headInput.ts';
import { positionedEmbeddings } from '../mathematics/positioned.ts';
import type { AttentionInput } from '../mathematics/trace.ts';

/** Tokens up to which every number is exact, in float64. */
const EXACT = 256;

/** Numbers below this, and above its inverse, are far from where float32 ends. */
const NARROW = 1e30;

/**
 * The largest number of what a layer is made from, at least and at most: between them every product,
 * of three matrices and of sums of thousands, is one that float32 holds with all of its digits.
 */
const [LEAST, MOST] = [1e-18, 1e9];

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

function hasRoom(input: AttentionInput): boolean {
  const { embeddings, keyEmbeddings, projections } = input;
  const { query, key, value, output } = projections;
  const x = positionedEmbeddings(embeddings, input);
  const y = keyEmbeddings && positionedEmbeddings(keyEmbeddings, input);
  return [x, y, query, key, value, output].every(matrix => {
    const most = matrix ? magnitudeOf(matrix) : 0;
    return most === 0 || (most > LEAST && most < MOST);
  });
}

/**
 * Whether logits may come near what float32 can hold, or its last digits be felt in them: then the
 * plain way has room. To be turned by its position makes no vector longer, and no entry of it more
 * than √2 times as large.
 */
export function exceeds(head: HeadNumbers, precision: Precision): boolean {
  return precision === 'f32' && !isNarrow(head);
}

function isNarrow({ query, key, scale, slope, temperature = 1 }: HeadNumbers): boolean {
  const [q, k] = [magnitudeOf(query.matrix), magnitudeOf(key.matrix)];
  const score = 2 * q * k * query.columns;
  const bias = slope === undefined ? 0 : query.rows + key.rows;
  const steep = Math.abs(scale) / temperature;
  const factors = [scale, temperature].every(
    factor => factor === 0 || (Math.abs(factor) > 1 / NARROW && Math.abs(factor) < NARROW)
  );
  const most = Math.max(score, score * Math.abs(scale) + bias, score * steep + bias / temperature);
  return factors && most < NARROW && steep * Math.max(q, k) * query.columns < NARROW;
}
