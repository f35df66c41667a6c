import { mapVector } from '../../engine/index.ts';
import type { Vector } from '../../engine/index.ts';
import { decimal } from '../../figures/index.ts';

/** Vectors up to this length are spelled out. */
export const TERMS = 4;

/** A vector in brackets; of a long one the first components and its length. */
export function vectorText(vector: Vector, precise: boolean, digits: number): string {
  const shown = mapVector(vector.slice(0, TERMS), part => decimal(part, digits, precise));
  return `[${shown.join(', ')}${vector.length > TERMS ? `, … ${vector.length}` : ''}]`;
}

/** A scalar product term by term. */
export function productText(a: Vector, b: Vector, precise: boolean, digits: number): string {
  const terms = mapVector(
    a.slice(0, TERMS),
    (part, c) => `${decimal(part, digits, precise)} × ${decimal(b[c], digits, precise)}`
  );
  return `${terms.join(' + ')}${a.length > TERMS ? ' + …' : ''}`;
}
