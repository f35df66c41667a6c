// What was aimed at, and whether it was reached, said equally plainly.
import { rowOf } from './results.mjs';

const MODEL = 1024;

/** `{ what, wanted, found, met }` each; `met` is null where it was not measured. */
export function targets(results) {
  return [...results.flatMap(inOne), identical(results), accurate(results)];
}

function inOne(result) {
  const at = tokens => result.sizes.find(size => size.tokens === tokens);
  const times = (tokens, slow, fast = 'kernel f32') => {
    const size = at(tokens);
    return size && ratioOf(rowOf(size, slow), rowOf(size, fast));
  };
  const atLeast = (what, wanted, found, unit = '×') => ({
    what: `${result.environment}: ${what}`,
    wanted: `≥ ${wanted} ${unit}`,
    found: found === undefined ? 'not measured' : `${found.toFixed(2)} ${unit}`,
    met: found === undefined ? null : found >= wanted
  });
  const atMost = (what, wanted, found, unit) => ({
    what: `${result.environment}: ${what}`,
    wanted: `≤ ${wanted} ${unit}`,
    found: found === undefined ? 'not measured' : `${found.toFixed(2)} ${unit}`,
    met: found === undefined ? null : found <= wanted
  });
  const share = times(MODEL, 'kernel f32', 'limit of 128-bit SIMD, f32');
  const drag = result.drags.find(({ tokens }) => tokens === MODEL)?.rows[0].min;
  const cold = result.cold.find(({ tokens }) => tokens === 64);
  return [
    ...ofRelaxedSimd(atLeast, times),
    atLeast(
      'as fast as onnxruntime-web, all kept, T = 1024',
      result.environment === 'Chromium' ? 2.4 : 2,
      times(MODEL, 'onnxruntime-web')
    ),
    ...result.sizes
      .filter(({ tokens }) => tokens >= 64 && tokens !== MODEL)
      .map(({ tokens }) =>
        atLeast(
          `as fast as onnxruntime-web, all kept, T = ${tokens}`,
          1.6,
          times(tokens, 'onnxruntime-web')
        )
      ),
    atLeast('as fast as tfjs-wasm, T = 1024', 10, times(MODEL, 'tfjs-wasm')),
    atLeast('share of what 128-bit SIMD can do, T = 1024', 70, share && 100 / share, '%'),
    ofWorkers(
      atLeast(
        'two workers against one, T = 1024',
        1.8,
        times(MODEL, 'kernel f32, one worker', 'kernel f32, two workers')
      ),
      times(MODEL, 'limit of f32, one worker', 'limit of f32, two workers')
    ),
    atMost('teaching size, X to Q, K, V, S, P, O', 5, 1000 * result.teaching[0].min, 'µs'),
    atMost('teaching size, X to Y', 5, 1000 * result.teaching[1].min, 'µs'),
    atMost('drag of a token, T = 1024, from its vector to all outputs', 2, drag, 'ms'),
    atMost('T = 8192, causal, online, a head', 250, result.long[0].min, 'ms'),
    atMost(
      'cold start, load and first call, T = 64',
      10,
      cold && cold.best.load + cold.best.call,
      'ms'
    )
  ];
}

/** Where there is relaxed SIMD: what it gains, and what it could if the softmax were free. */
function ofRelaxedSimd(atLeast, times) {
  const without = 'kernel f32, without relaxed SIMD';
  const limit = times(MODEL, without, 'limit of 128-bit SIMD, f32');
  return [256, MODEL]
    .filter(tokens => times(tokens, without))
    .map(tokens => {
      const wanted = tokens === MODEL ? 1.4 : 1.1;
      const target = atLeast(
        `with relaxed SIMD as fast as without, T = ${tokens}`,
        wanted,
        times(tokens, without)
      );
      return tokens === MODEL
        ? { ...target, found: `${target.found} (limit ${limit?.toFixed(2)} ×)` }
        : target;
    });
}

/** With what two workers gain where nothing but the cores is asked for: others may be using them. */
function ofWorkers(target, limit) {
  return limit ? { ...target, found: `${target.found} (probe ${limit.toFixed(2)} ×)` } : target;
}

function ratioOf(slow, fast) {
  return slow?.min && fast?.min ? slow.min / fast.min : undefined;
}

/** The same digests by both ways in every environment. */
function identical(results) {
  const [first] = results;
  const differing = first.identity.filter(({ plain }, i) =>
    results.some(({ identity }) => identity[i].plain !== plain || identity[i].kernel !== plain)
  );
  return {
    what: 'float64 of TypeScript, kernel, Node and Chromium the same to the bit',
    wanted: '0 cases differ',
    found: `${differing.length} of ${first.identity.length} cases differ`,
    met: differing.length === 0,
    must: true
  };
}

function accurate(results) {
  const rows = results.flatMap(({ accuracy }) => accuracy.flatMap(({ rows }) => rows));
  const most = rows.reduce((most, { off, allowed }) => Math.max(most, off / allowed), 0);
  return {
    what: 'float32 within its contract',
    wanted: '≤ 1 of what is allowed',
    found: `${most.toFixed(3)} of it`,
    met: most <= 1,
    must: true
  };
}

/** The same as text. */
export function verdicts(list) {
  const word = { true: 'met', false: 'MISSED', null: 'unknown' };
  return [
    '',
    'Targets, by minima of this run:',
    ...list.map(
      ({ what, wanted, found, met }) =>
        `  ${word[met].padEnd(8)}${what.padEnd(70)}${found.padStart(26)}   wanted ${wanted}`
    )
  ].join('\n');
}
