// As many operations as the two products of attention have, and nothing else: the softmax is free here.
import { makeProbe } from '../probe.mjs';

export function limits({ tokens, heads, width }) {
  const operations = 4 * tokens * tokens * heads * width;
  return ['f32', 'f64'].map(precision => {
    const probe = makeProbe(precision);
    return {
      name: `limit of 128-bit SIMD, ${precision}`,
      keeps: '-',
      run: () => void probe(operations)
    };
  });
}
