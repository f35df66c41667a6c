// Twelve heads of one size, by everyone.
import { jaxJs } from '../candidates/jax-js.mjs';
import { limits } from '../candidates/limit.mjs';
import { mlMatrix } from '../candidates/ml-matrix.mjs';
import { onnxruntime } from '../candidates/onnxruntime.mjs';
import { ours } from '../candidates/ours.mjs';
import { tfjs } from '../candidates/tfjs.mjs';
import { workers } from '../candidates/workers.mjs';
import { findFault } from '../check.mjs';
import { headsOf } from '../inputs.mjs';
import { race } from '../race.mjs';

/**
 * @param skip - names of candidates that would take too long
 * @param only - the names of those that are wanted, if not all are
 * @returns `{ name, keeps, min, median, n }` each, or `{ name, missing }` with why it is
 */
export async function sizes({ tokens, budget, skip = [], only }, environment) {
  const inputs = headsOf(tokens);
  const { found, rows } = await gather(inputs, environment);
  const wanted = found.filter(({ name }) => !skip.includes(name) && (only?.includes(name) ?? true));
  const right = [];
  for (const candidate of wanted) {
    const fault = await tried(candidate, inputs);
    if (fault) {
      rows.push({ name: candidate.name, missing: fault });
    } else {
      right.push(candidate);
    }
  }
  const times = await race(right, budget);
  found.forEach(candidate => candidate.close?.());
  return [...times.map((time, i) => ({ ...time, keeps: right[i].keeps })), ...rows];
}

/** All candidates of an environment; a peer that cannot start is missing and says why. */
async function gather(inputs, environment) {
  const found = [];
  const rows = [];
  for (const [name, make] of [
    ['limits', limits],
    ['ours', ours],
    ['workers', workers],
    ['onnxruntime-web', onnxruntime],
    ['tfjs-wasm', tfjs],
    ['jax-js', jaxJs],
    ['ml-matrix', mlMatrix],
    ...(environment.more ?? [])
  ]) {
    try {
      found.push(...[await make(inputs, environment)].flat());
    } catch (error) {
      rows.push({ name, missing: String(error?.message ?? error) });
    }
  }
  return { found, rows };
}

/** What is wrong with a candidate's first answer, or null. */
async function tried({ run, many, read, causal }, inputs) {
  try {
    await (many ? many(1) : run());
    return read ? await findFault(read, inputs, causal) : null;
  } catch (error) {
    return String(error?.message ?? error);
  }
}
