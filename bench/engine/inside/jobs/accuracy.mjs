// How far float32 is from float64, against what is promised.
import { headOf, headsOf, SCALE } from '../inputs.mjs';
import { hasRelaxedSimd, loadKernel } from '../../../../src/engine/kernel/index.ts';

const WAYS = {
  'all kept': (kernel, request) => kernel.attendHead(request),
  online: (kernel, request) => kernel.attendOnline(request)
};

/** `{ name, off, allowed }` each. */
export function accuracy({ tokens }) {
  const inputs = headsOf(tokens, 1);
  const request = precision => ({ precision, ...headOf(inputs, precision, 0), scale: SCALE });
  const exact = loadKernel().attendHead(request('f64'));
  const weights = 2e-6 * Math.max(1, largest(exact.scores) * SCALE);
  const allowed = { weights, output: 4 * weights * largest(request('f64').value.data) };
  return [...new Set([false, hasRelaxedSimd()])].flatMap(fused =>
    Object.entries(WAYS).flatMap(([way, attend]) => {
      const found = attend(loadKernel(fused), request('f32'));
      return ['weights', 'output']
        .filter(name => found[name])
        .map(name => ({
          name: `${name === 'weights' ? 'P' : 'O'}, ${way}${fused ? ', relaxed' : ''}, ${tokens} tokens`,
          off: farthest(found[name], exact[name]),
          allowed: allowed[name]
        }));
    })
  );
}

function largest(data) {
  return data.reduce((most, entry) => Math.max(most, Math.abs(entry)), 0);
}

function farthest(a, b) {
  return a.reduce((most, entry, i) => Math.max(most, Math.abs(entry - b[i])), 0);
}
