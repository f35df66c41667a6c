import * as ort from 'onnxruntime-web';
import { rowOf } from '../check.mjs';
import { SCALE } from '../inputs.mjs';
import { fused, stages } from '../onnx.mjs';

/** One thread: every intermediate; the output alone by the same graph; and by its own operator. */
export async function onnxruntime(inputs, environment) {
  ort.env.wasm.numThreads = 1;
  ort.env.logLevel = 'error';
  const paths = environment.files('onnxruntime-web/dist/');
  if (paths) {
    ort.env.wasm.wasmPaths = paths;
  }
  const { tokens, heads, width } = inputs;
  const shape = { tokens, heads, width, scale: SCALE };
  return [
    await candidate('onnxruntime-web', 'S, P, O', stages(shape, ['S', 'P', 'O']), inputs, 3),
    await candidate('onnxruntime-web, O only', 'O', stages(shape, ['O']), inputs, 3),
    await candidate('onnxruntime-web, Attention', 'O', fused(shape), inputs, 4)
  ];
}

async function candidate(name, keeps, model, inputs, rank) {
  const { tokens, heads, width } = inputs;
  const session = await ort.InferenceSession.create(model, { executionProviders: ['wasm'] });
  const shape = [1, heads, tokens, width].slice(4 - rank);
  const [Q, K, V] = ['query', 'key', 'value'].map(
    role => new ort.Tensor('float32', inputs.f32[role], shape)
  );
  let results = {};
  return {
    name,
    keeps,
    async run() {
      results = {};
      results = await session.run({ Q, K, V });
    },
    read: (h, row) => ({
      weights: results.P && rowOf(results.P.data, inputs, h, row, tokens),
      output: rowOf(results.O.data, inputs, h, row, width)
    }),
    close: () => session.release()
  };
}
