// A head whose weights would be 268 MB: online softmax, causal.
import { findFault } from '../check.mjs';
import { headOf, headsOf, SCALE } from '../inputs.mjs';
import { race } from '../race.mjs';
import { loadKernel } from '../../../../src/engine/kernel/index.ts';

export async function long({ tokens, budget }) {
  const inputs = headsOf(tokens, 1);
  const kernel = loadKernel();
  const request = {
    precision: 'f32',
    ...headOf(inputs, 'f32', 0),
    scale: SCALE,
    mask: { causal: true }
  };
  const { output } = kernel.attendOnline(request);
  const read = (_, row) => ({
    output: output.slice(row * inputs.width, (row + 1) * inputs.width)
  });
  const fault = await findFault(read, inputs, true);
  if (fault) {
    throw new Error(fault);
  }
  const entry = {
    name: `kernel f32, online, causal, ${tokens} tokens, a head`,
    run: () => void kernel.attendOnline(request)
  };
  return race([entry], budget);
}
