import { mapVector } from '../engine/index.ts';
import type { Matrix, Vector } from '../engine/index.ts';

/** Sizes that are drawn as they are, from `LEAST` up to `MOST`: Plotly's axes cannot span all doubles. */
const [LEAST, MOST] = [1e-9, 1e9];
/** No power of ten below this is a normal number: there are two steps to it. */
const NORMAL = -300;

/** The power of ten that numbers are drawn in units of: 0 for those of usual sizes. */
export function powerOf(vectors: Matrix): number {
  let most = 0;
  for (const vector of vectors) {
    for (let c = 0; c < vector.length; c++) {
      const size = Math.abs(vector[c]);
      most = size > most && size < Infinity ? size : most;
    }
  }
  return most === 0 || (most >= LEAST && most < MOST) ? 0 : Math.floor(Math.log10(most));
}

/** A number × 10^power, also where that power is no normal number itself. */
export function raised(value: number, power: number): number {
  return power < NORMAL
    ? value * 10 ** (power - NORMAL) * 10 ** NORMAL
    : power > -NORMAL
      ? value * 10 ** (power + NORMAL) * 10 ** -NORMAL
      : value * 10 ** power;
}

/** A vector in units of 10^power; the same one for 0. */
export function inUnits(vector: Vector, power: number): Vector {
  return power === 0 ? vector : mapVector(vector, part => raised(part, -power));
}
