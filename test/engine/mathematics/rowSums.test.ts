import fc from 'fast-check';
import { rowSums } from '../../../src/engine/mathematics/rowSums.ts';

/** Weights in single precision: of ordinary size, far too small to be written in full, and 0 of both signs. */
const weight = fc.oneof(
  { weight: 6, arbitrary: fc.float({ min: 0, max: 1, noNaN: true }) },
  { weight: 1, arbitrary: fc.float({ min: 0, max: Math.fround(1e-38), noNaN: true }) },
  fc.constantFrom(0, -0, 1, Math.fround(2 ** -126), Math.fround(2 ** -149))
);
const singles = fc
  .array(weight, { minLength: 1, maxLength: 70 })
  .map(row => Float32Array.from(row));

const near = (found: number, wanted: number) =>
  Math.abs(found - wanted) <= 1e-13 * Math.max(1, Math.abs(wanted));

test('of single precision a row adds up to what it does in double precision', () => {
  fc.assert(
    fc.property(singles, fc.nat(69), fc.boolean(), (row, query, hasNorms) => {
      const norms = hasNorms ? Float64Array.from(row, (_, key) => key + 0.5) : null;
      const found = rowSums(row, query, norms, null);
      const wanted = rowSums(Float64Array.from(row), query, norms, null);
      return (
        near(found.logs, wanted.logs) &&
        near(found.sum, wanted.sum) &&
        near(found.far, wanted.far) &&
        near(found.size, wanted.size) &&
        found.open === wanted.open
      );
    })
  );
});

test('all weights that a byte can say have the logarithms that Math has', () => {
  for (let root = 1; root <= 255; root++) {
    const [row, own] = [Float32Array.of((root / 255) ** 2), Math.fround((root / 255) ** 2)];
    expect(rowSums(row, 0, null, null).logs).toBeCloseTo(own * Math.log2(own), 14);
  }
});

test('a row of part of a larger piece is itself alone', () => {
  const piece = Float32Array.of(9, 0.5, 0.25, 9);
  expect(rowSums(piece.subarray(1, 3), 0, null, null)).toEqual({
    ...{ sum: 0.75, logs: -1, far: 0.25, size: 0, open: 2 }
  });
});

test('what is no weight has no logarithm, in either precision', () => {
  for (const wrong of [-0.5, NaN]) {
    expect(rowSums(Float32Array.of(0.5, wrong), 0, null, null).logs).toBeNaN();
    expect(rowSums([0.5, wrong], 0, null, null).logs).toBeNaN();
  }
});

test('keys that are not open do not count', () => {
  const may = [true, false, true];
  const wanted = { sum: 0.75, logs: -1, far: 0.5, size: 1.25, open: 2 };
  const norms = Float64Array.of(1, 7, 3);
  expect(rowSums(Float32Array.of(0.5, 9, 0.25), 0, norms, may)).toEqual(wanted);
});
