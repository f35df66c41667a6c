import { exp } from './exp.ts';

/** Up to here the fraction below is exact to the last digits; above, 1 − tanh is large enough to be told. */
const NEAR = 1;
/** Levels of the fraction. */
const DEPTH = 21;

/**
 * A score that stays between −cap and cap: cap · tanh(score ÷ cap).
 *
 * Source: Gemma Team, Gemma 2 (2024), section 2, "logit soft-capping".
 */
export function softcapped(score: number, cap: number): number {
  return cap * tanh(score / cap);
}

/**
 * The same to the bit on every machine, which `Math.tanh` is not: sums, products, quotients, and the `exp` of
 * this engine. Near 0 Lambert's continued fraction, x ÷ (1 + x² ÷ (3 + x² ÷ (5 + …))).
 */
export function tanh(x: number): number {
  if (Math.abs(x) <= NEAR) {
    let below = DEPTH;
    for (let odd = DEPTH - 2; odd > 0; odd -= 2) {
      below = odd + (x * x) / below;
    }
    return x / below;
  }
  const power = exp(-2 * Math.abs(x));
  const size = (1 - power) / (1 + power);
  return x < 0 ? -size : size;
}
