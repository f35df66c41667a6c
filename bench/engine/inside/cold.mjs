// The first use of the kernel where nothing is compiled yet.
import { headOf, headsOf, SCALE } from './inputs.mjs';
import { loadKernel } from '../../../src/engine/kernel/index.ts';

/** Milliseconds to load it, and of the first call for all heads. */
export function cold(tokens) {
  const inputs = headsOf(tokens);
  const heads = Array.from({ length: inputs.heads }, (_, h) => headOf(inputs, 'f32', h));
  const start = performance.now();
  const kernel = loadKernel();
  const loaded = performance.now();
  for (const head of heads) {
    kernel.attendHead({ precision: 'f32', ...head, scale: SCALE });
  }
  return { load: loaded - start, call: performance.now() - loaded };
}
