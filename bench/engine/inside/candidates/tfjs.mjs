import * as tf from '@tensorflow/tfjs-core';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { rowOf } from '../check.mjs';
import { SCALE } from '../inputs.mjs';

/** The WebAssembly backend with SIMD, and with threads where it takes them. */
export async function tfjs(inputs, environment) {
  setWasmPaths(environment.files('@tensorflow/tfjs-backend-wasm/dist/'));
  await tf.setBackend('wasm');
  const { tokens, heads, width } = inputs;
  const [q, k, v] = ['query', 'key', 'value'].map(name =>
    tf.tensor(inputs.f32[name], [heads, tokens, width])
  );
  let results = {};
  return {
    name: 'tfjs-wasm',
    keeps: 'S, P, O',
    run() {
      const kept = tf.tidy(() => {
        const scores = tf.matMul(q, k, false, true);
        const weights = tf.softmax(tf.mul(scores, SCALE));
        return [scores, weights, tf.matMul(weights, v)];
      });
      const [scores, weights, output] = kept.map(tensor => tensor.dataSync());
      results = { scores, weights, output };
      tf.dispose(kept);
    },
    read: (h, row) => ({
      weights: rowOf(results.weights, inputs, h, row, tokens),
      output: rowOf(results.output, inputs, h, row, width)
    }),
    close: () => tf.disposeVariables()
  };
}
