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
});
