import { blockUntilReady, defaultDevice, init, jit, nn, numpy as np } from '@jax-js/jax';
import { rowOf } from '../check.mjs';
import { SCALE } from '../inputs.mjs';

/** Its WebAssembly device, which starts workers by itself where memory can be shared. */
export async function jaxJs(inputs) {
  await init('wasm');
  defaultDevice('wasm');
  const { tokens, heads, width } = inputs;
  const arrays = ['query', 'key', 'value'].map(name =>
    np.array(inputs.f32[name]).reshape([heads, tokens, width])
  );
  const attention = (q, k, v) => {
    const scores = np.matmul(q, np.swapaxes(k, -1, -2)).mul(SCALE);
    const weights = nn.softmax(scores.ref, -1);
    return [scores, weights.ref, np.matmul(weights, v)];
  };
  const all = jit(attention);
  const last = jit((q, k, v) => {
    const [scores, weights, output] = attention(q, k, v);
    scores.dispose();
    weights.dispose();
    return [output];
  });
  return [
    candidate('jax-js', 'S, P, O', all, arrays, inputs),
    candidate('jax-js, O only', 'O', last, arrays, inputs)
  ];
}

function candidate(name, keeps, call, arrays, inputs) {
  let results = [];
  return {
    name,
    keeps,
    async run() {
      const made = await blockUntilReady(call(...arrays.map(array => array.ref)));
      results = await Promise.all(made.map(array => array.data()));
    },
    read: (h, row) => ({
      weights: results.length > 1 && rowOf(results[1], inputs, h, row, inputs.tokens),
      output: rowOf(results.at(-1), inputs, h, row, inputs.width)
    })
  };
}
