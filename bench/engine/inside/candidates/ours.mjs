// The project's own engine, in the ways it can be asked.
import { headOf, SCALE } from '../inputs.mjs';
import { Tensor } from '../../../../src/engine/arrays/tensor.ts';
import { visitRows } from '../../../../src/engine/arrays/visits.ts';
import { hasRelaxedSimd, loadKernel } from '../../../../src/engine/kernel/index.ts';
import { BlockedHead } from '../../../../src/engine/large/blocks.ts';
import { Rooms } from '../../../../src/engine/large/rooms.ts';
import { attendHead } from '../../../../src/engine/mathematics/head.ts';

/** The ways of one size; they share a kernel a head, whose memory the newest call has. */
export function ours(inputs) {
  const kernels = eachHead(inputs, () => loadKernel());
  const kernel = (name, precision, change, how) =>
    byKernel(inputs, kernels, name, precision, change, how);
  const only = { scores: false, weights: false };
  const causal = { mask: { causal: true } };
  return [
    plain(inputs),
    kernel('kernel f64', 'f64', {}, {}),
    kernel('kernel f32', 'f32', {}, {}),
    ...(hasRelaxedSimd() ? [withoutRelaxedSimd(inputs)] : []),
    held(inputs),
    kernel('kernel f32, causal', 'f32', causal, {}),
    kernel('kernel f32, O only', 'f32', {}, only),
    kernel('kernel f32, online', 'f32', {}, 'online'),
    kernel('kernel f32, online, causal', 'f32', causal, 'online')
  ];
}

/** The module of where relaxed SIMD is missing; elsewhere all others are of the one with it. */
function withoutRelaxedSimd(inputs) {
  const kernels = eachHead(inputs, () => loadKernel(false));
  return byKernel(inputs, kernels, 'kernel f32, without relaxed SIMD', 'f32', {}, {});
}

function eachHead({ heads }, make) {
  return Array.from({ length: heads }, (_, h) => make(h));
}

/** A head as the engine has it. */
function numbersOf(inputs, precision, h) {
  const { query, key, value } = headOf(inputs, precision, h);
  const tensor = ({ data, rows, columns }) => new Tensor(data, rows, columns);
  return {
    query: tensor(query),
    key: tensor(key),
    value: tensor(value),
    mask: null,
    scale: SCALE,
    overrides: []
  };
}

/** Plain TypeScript, every head with its scores and weights. */
function plain(inputs) {
  const tensors = eachHead(inputs, h => numbersOf(inputs, 'f64', h));
  let traces = [];
  return {
    name: 'TypeScript f64',
    keeps: 'S, P, O',
    run() {
      traces = []; // given back before the next ones are made
      traces = tensors.map(head => attendHead(head));
    },
    read: (h, row) => ({ weights: traces[h].weights[row], output: traces[h].output[row] })
  };
}

/** The kernel, an instance a head: all heads' results stay readable, as views, until the next call. */
function byKernel(inputs, kernels, name, precision, change, how) {
  const requests = eachHead(inputs, h => ({
    precision,
    ...headOf(inputs, precision, h),
    scale: SCALE,
    ...change
  }));
  let results = [];
  return {
    name,
    keeps: how.weights === false || how === 'online' ? 'O' : 'S, P, O',
    causal: Boolean(change.mask),
    run() {
      results = requests.map((request, h) =>
        how === 'online' ? kernels[h].attendOnline(request) : kernels[h].attendHead(request, how)
      );
    },
    read(h, row) {
      const { tokens, width } = inputs;
      const { weights, output } = results[h];
      return {
        weights: weights?.subarray(row * tokens, (row + 1) * tokens),
        output: output.subarray(row * width, (row + 1) * width)
      };
    }
  };
}

/** As the view's engine has it: packed in one memory, and gone through row by row where it stands. */
function held(inputs) {
  const rooms = new Rooms(loadKernel(), 2 ** 30);
  const numbers = eachHead(inputs, h => numbersOf(inputs, 'f32', h));
  let heads = [];
  let sum = 0;
  const look = row => (sum += row[0]);
  return {
    name: 'kernel f32, held, P and O gone through',
    keeps: 'P, O',
    run() {
      const choice = { kept: true, budget: 0, moving: false };
      heads = numbers.map(
        (head, h) => new BlockedHead(rooms, h, head, { ...head, precision: 'f32' }, choice)
      );
      for (const { weights, output } of heads) {
        visitRows(weights.matrix, 0, inputs.tokens, look);
        visitRows(output.matrix, 0, inputs.tokens, look);
      }
      return sum;
    },
    read: (h, row) => ({
      weights: heads[h].weights.matrix[row],
      output: heads[h].output.matrix[row]
    })
  };
}
