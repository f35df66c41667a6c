// What a worker does: it is given heads once, and computes them whenever it is asked.
import { SCALE } from './inputs.mjs';
import { makeProbe } from './probe.mjs';
import { loadKernel } from '../../../src/engine/kernel/index.ts';

let heads = [];
let kernels = [];
const probe = makeProbe('f32');

/** The answer to a message. */
export function answer(message) {
  if (message.heads) {
    heads = message.heads;
    kernels = heads.map(() => loadKernel());
    return [];
  }
  if (message.operations) {
    probe(message.operations);
    return [];
  }
  return heads.map((head, h) =>
    kernels[h].attendHead({ precision: 'f32', ...head, scale: SCALE }).output.slice()
  );
}
