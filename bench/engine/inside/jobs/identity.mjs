// Whether float64 is the same to the bit by both ways: digests of S, P and O.
import { headOf, headsOf, SCALE } from '../inputs.mjs';
import { Tensor } from '../../../../src/engine/arrays/tensor.ts';
import { hasRelaxedSimd, loadKernel } from '../../../../src/engine/kernel/index.ts';
import { attendHead } from '../../../../src/engine/mathematics/head.ts';
import { causalMask } from '../../../../src/engine/mathematics/mask.ts';

/** Ragged sizes among them, which do not fill the kernel's tiles. */
const CASES = [
  { tokens: 8, causal: false },
  { tokens: 64, causal: false },
  { tokens: 200, causal: false },
  { tokens: 200, causal: true },
  { tokens: 331, causal: true }
];

/** `{ name, plain, kernel }` each; a kernel's two modules count as one where they are the same. */
export async function identity() {
  const rows = [];
  for (const { tokens, causal } of CASES) {
    const inputs = headsOf(tokens, 2);
    rows.push({
      name: `${tokens} tokens${causal ? ', causal' : ''}`,
      plain: await digest(plain(inputs, causal)),
      kernel: await ofModules(inputs, causal)
    });
  }
  return rows;
}

async function ofModules(inputs, causal) {
  const found = new Set();
  for (const fused of new Set([false, hasRelaxedSimd()])) {
    found.add(await digest(kernel(loadKernel(fused), inputs, causal)));
  }
  return [...found].join(' or ');
}

function* plain(inputs, causal) {
  for (let h = 0; h < inputs.heads; h++) {
    const { query, key, value } = headOf(inputs, 'f64', h);
    const tensor = ({ data, rows, columns }) => new Tensor(data, rows, columns);
    const head = attendHead({
      query: tensor(query),
      key: tensor(key),
      value: tensor(value),
      mask: causal ? causalMask(inputs.tokens, inputs.tokens) : null,
      scale: SCALE,
      overrides: []
    });
    yield* [...head.scores, ...head.weights, ...head.output];
  }
}

function* kernel(kernel, inputs, causal) {
  for (let h = 0; h < inputs.heads; h++) {
    const head = headOf(inputs, 'f64', h);
    const mask = causal ? { causal } : null;
    const { scores, weights, output } = kernel.attendHead({
      precision: 'f64',
      ...head,
      scale: SCALE,
      mask
    });
    yield* [scores, weights, output].map(view => view.slice()); // the next head takes their place
  }
}

/** The first 16 digits of SHA-256 over runs of numbers. */
async function digest(runs) {
  const parts = [...runs].map(run => bytesOf(run));
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', whole));
  return Array.from(hash.subarray(0, 8), byte => byte.toString(16).padStart(2, '0')).join('');
}

/** Of a typed row, or of a list. */
function bytesOf(run) {
  const { buffer, byteOffset, byteLength } = Array.isArray(run) ? Float64Array.from(run) : run;
  return new Uint8Array(buffer, byteOffset, byteLength);
}
