import fc from 'fast-check';
import { exp } from '../../../src/engine/index.ts';

/** Fixed point: whole numbers of 2^−BITS. */
const BITS = 160;
const ONE = 1n << BigInt(BITS);
const LN2 = ln2();

/** 2 · artanh(1/3). */
function ln2(): bigint {
  let sum = 0n;
  for (let power = ONE / 3n, n = 1n; power > 0n; power /= 9n, n += 2n) {
    sum += power / n;
  }
  return 2n * sum;
}

/** A float64 in fixed point; exact but for what is smaller than 2^−BITS. */
function fixed(x: number): bigint {
  const [mantissa, exponent] = parts(x);
  const shift = exponent + BITS;
  return shift >= 0 ? mantissa << BigInt(shift) : mantissa >> BigInt(-shift);
}

/** A float64 as mantissa · 2^exponent, the mantissa of 53 bits. */
function parts(x: number): [mantissa: bigint, exponent: number] {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, x);
  const word = bits.getBigUint64(0);
  const mantissa = (word & ((1n << 52n) - 1n)) | (1n << 52n);
  return [word >> 63n ? -mantissa : mantissa, Number((word >> 52n) & 2047n) - 1075];
}

/** How far a result is from e^x, in units of the result's last place. */
function ulps(x: number, result: number): number {
  const value = fixed(x);
  const k = value / LN2;
  const rest = value - k * LN2;
  let power = 0n; // e^rest
  for (let term = ONE, n = 1n; term !== 0n; term = (term * rest) / ONE / n, n++) {
    power += term;
  }
  const [mantissa, exponent] = parts(result);
  const GUARD = 40; // e^x in units of the last place of the result, with 40 more bits
  const scaled = power >> BigInt(BITS - Number(k) + exponent - GUARD);
  return Math.abs(Number(scaled - (mantissa << BigInt(GUARD)))) / 2 ** GUARD;
}

test('exp is within 1 ulp of the true value', () => {
  const within = (x: number) =>
    expect({ x, ulps: ulps(x, exp(x)) <= 1 }).toEqual({ x, ulps: true });
  for (let x = -708; x < 709.7; x += 0.0917) {
    within(x);
  }
  for (let x = -1; x < 1; x += 0.00031) {
    within(x);
  }
  fc.assert(fc.property(fc.double({ min: -708, max: 709.78, noNaN: true }), within));
});

test('exp agrees with known values', () => {
  expect(exp(0)).toBe(1);
  expect(exp(-0)).toBe(1);
  expect(exp(709.782712893384)).toBe(1.7976931348622732e308);
});

test('exp at its ends', () => {
  expect(exp(-708)).toBeGreaterThan(2.2250738585072014e-308); // no denormals
  expect(exp(-708.0001)).toBe(0);
  expect(exp(-Infinity)).toBe(0);
  expect(exp(709.79)).toBe(Infinity);
  expect(exp(1e300)).toBe(Infinity);
  expect(exp(Infinity)).toBe(Infinity);
  expect(exp(NaN)).toBeNaN();
});

test('exp never falls where its argument rises', () => {
  const argument = fc.double({ min: -720, max: 720, noNaN: true });
  fc.assert(
    fc.property(argument, argument, (a, b) => {
      expect(exp(Math.min(a, b))).toBeLessThanOrEqual(exp(Math.max(a, b)));
    })
  );
});
