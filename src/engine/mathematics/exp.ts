/** 1 / ln 2. */
const PER_LN2 = 1.4426950408889634;

/** ln 2 in two parts: the first ends in zero bits, so that any k times it is exact. */
const LN2_HIGH = 6.9314718036912381649e-1;
const LN2_LOW = 1.90821492927058770002e-10;

/** Added and taken away again, it leaves the nearest whole number: 1.5 · 2⁵². */
const ROUND = 6755399441055744;

/** Below it the result is 0: numbers smaller than the smallest normal one are not worked with. */
const LOWEST = -708;

/** From here on the result is Infinity in any case. */
const HIGHEST = 710;

/** 2^k for k = −1022 … 1023, by exact doubling. */
const POWER_0 = 1022;
const POWERS = powersOfTwo();

/**
 * e^x, the same to the bit on every machine, which `Math.exp` is not: it uses nothing but sums,
 * differences and products of float64, in an order that the WebAssembly kernel repeats.
 *
 * Within 1 ulp of the true value. 0 below −708, Infinity above 709.78…, 1 at 0, NaN at NaN.
 *
 * x = k · ln 2 + r with |r| ≤ ½ ln 2, so that e^x = 2^k · e^r, and e^r is its Taylor polynomial of
 * degree 13, whose remainder is below 5e-18.
 *
 * Source: Cody and Waite, Software Manual for the Elementary Functions (1980), chapter 6.
 */
export function exp(x: number): number {
  if (x < LOWEST) {
    return 0;
  }
  if (!(x < HIGHEST)) {
    return x + Infinity; // NaN stays NaN
  }
  const k = x * PER_LN2 + ROUND - ROUND;
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  const power = polynomial(r, high - r - low); // the second: what r lost by rounding
  return k > 1023 ? power * POWERS[POWER_0 + 1023] * 2 : power * POWERS[POWER_0 + k];
}

/** e^(r + rest) for |r| ≤ ½ ln 2 and a rest far smaller; even and odd powers apart, which is faster than one after the other. */
function polynomial(r: number, rest: number): number {
  const r2 = r * r;
  let even = 1 / 479001600; // 1 / 12!
  even = even * r2 + 1 / 3628800;
  even = even * r2 + 1 / 40320;
  even = even * r2 + 1 / 720;
  even = even * r2 + 1 / 24;
  even = even * r2 + 1 / 2;
  let odd = 1 / 6227020800; // 1 / 13!
  odd = odd * r2 + 1 / 39916800;
  odd = odd * r2 + 1 / 362880;
  odd = odd * r2 + 1 / 5040;
  odd = odd * r2 + 1 / 120;
  odd = odd * r2 + 1 / 6;
  return 1 + (r + (r2 * (even + r * odd) + rest));
}

function powersOfTwo(): Float64Array {
  const powers = new Float64Array(2046);
  powers[POWER_0] = 1;
  for (let k = 1; k <= 1023; k++) {
    powers[POWER_0 + k] = powers[POWER_0 + k - 1] * 2;
    if (k <= 1022) {
      powers[POWER_0 - k] = powers[POWER_0 - k + 1] / 2;
    }
  }
  return powers;
}
