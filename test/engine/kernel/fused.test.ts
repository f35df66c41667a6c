import { hasRelaxedSimd } from '../../../src/engine/kernel/index.ts';
import { chosen, kernel, matrixOf, plainCase, requestOf, withRelaxedSimd } from './heads.ts';

const there = withRelaxedSimd(hasRelaxedSimd);

(there ? describe : describe.skip)('with relaxed SIMD', () => {
  chosen.fused = true;
  // All that is asked of the other module; where relaxed SIMD is missing, nothing is.
  if (there) {
    for (const suite of ['attend', 'held', 'move', 'online', 'golden']) {
      jest.requireActual(`./${suite}.test.ts`);
    }
  }

  test('its float32 is another one, and its float64 the same', () => {
    const request = (precision: 'f32' | 'f64') =>
      requestOf(
        {
          ...plainCase,
          query: matrixOf(40, 64, 1),
          key: matrixOf(50, 64, 2),
          value: matrixOf(50, 32, 3)
        },
        precision
      );
    const scoresOf = (precision: 'f32' | 'f64', fused: boolean) => {
      chosen.fused = fused;
      return [...kernel().attendHead(request(precision)).scores!];
    };
    expect(scoresOf('f64', true)).toEqual(scoresOf('f64', false));
    expect(scoresOf('f32', true)).not.toEqual(scoresOf('f32', false));
  });

  test('of scores that are huge the greatest takes all, as in the other module', () => {
    const huge = (seed: number) =>
      matrixOf(12, 64, seed).map(row => Array.from(row, entry => entry * 1e6));
    const request = requestOf(
      { ...plainCase, query: huge(1), key: huge(2), value: matrixOf(12, 64, 3) },
      'f32'
    );
    const weightsOf = (fused: boolean) => {
      chosen.fused = fused;
      return [...kernel().attendHead(request).weights!];
    };
    const sum = weightsOf(true).reduce((all, weight) => all + weight, 0);
    expect(sum).toBeCloseTo(12);
    expect(weightsOf(true)).toEqual(weightsOf(false));
  });
});
