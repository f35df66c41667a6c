import fc from 'fast-check';
import { eigenvectors } from '../../src/figures/eigenvectors.ts';

const number = fc.double({ min: -1e3, max: 1e3, noNaN: true });
const symmetric = fc
  .integer({ min: 1, max: 12 })
  .chain(n =>
    fc
      .array(number, { minLength: n * n, maxLength: n * n })
      .map(all =>
        Array.from({ length: n }, (_, r) =>
          Array.from({ length: n }, (_, c) => all[Math.min(r, c) * n + Math.max(r, c)])
        )
      )
  );
const dot = (a: readonly number[], b: readonly number[]) =>
  a.reduce((sum, part, i) => sum + part * b[i], 0);
const sizeOf = (a: readonly (readonly number[])[]) => Math.hypot(...a.flat());

test('the matrix only stretches them, the first the most, and they stand upright on one another', () => {
  fc.assert(
    fc.property(symmetric, matrix => {
      const found = eigenvectors(matrix);
      const values = found.map(vector =>
        dot(
          vector,
          matrix.map(row => dot(row, vector))
        )
      );
      const near = 1e-12 * (1 + sizeOf(matrix));
      found.forEach((vector, i) => {
        matrix.forEach((row, r) => {
          expect(Math.abs(dot(row, vector) - values[i] * vector[r])).toBeLessThan(near);
        });
        found.forEach((other, j) => {
          expect(dot(vector, other)).toBeCloseTo(i === j ? 1 : 0, 12);
        });
      });
      values.slice(1).forEach((value, i) => expect(value - values[i]).toBeLessThan(near));
    })
  );
});

test('what NumPy finds of a matrix, to the last digits', () => {
  // numpy.linalg.eigh([[4, 1, 0], [1, 3, 1], [0, 1, 2]])[1], NumPy 2.4.6, largest first.
  const wanted = [
    [0.788675134594813, 0.577350269189626, 0.211324865405187],
    [0.577350269189626, -0.577350269189626, -0.577350269189626],
    [0.211324865405187, -0.577350269189626, 0.788675134594813]
  ];
  eigenvectors([
    [4, 1, 0],
    [1, 3, 1],
    [0, 1, 2]
  ]).forEach((vector, i) => {
    const sign = Math.sign(dot(vector, wanted[i]));
    vector.forEach((part, c) => expect(sign * part).toBeCloseTo(wanted[i][c], 13));
  });
});

test('what is too small or too large to be squared is no trouble', () => {
  for (const size of [1e-150, 1e150]) {
    const [first] = eigenvectors([
      [2 * size, size],
      [size, 2 * size]
    ]);
    expect(Math.abs(first[0])).toBeCloseTo(Math.SQRT1_2, 12);
  }
});
