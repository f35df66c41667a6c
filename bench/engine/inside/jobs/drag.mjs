// One token moves: its q, k and v in twelve heads, and what they change.
import { HEADS, numbers, SCALE, WIDTH } from '../inputs.mjs';
import { race } from '../race.mjs';
import { rowsOf } from '../../../../src/engine/arrays/pieces.ts';
import { headsOf as split, Tensor } from '../../../../src/engine/arrays/tensor.ts';
import { Engine } from '../../../../src/engine/engine.ts';
import { loadKernel } from '../../../../src/engine/kernel/index.ts';

const MODEL = HEADS * WIDTH;
const ROLES = ['query', 'key', 'value'];

export function drag({ tokens, budget }) {
  const x = numbers(tokens * MODEL, 20);
  const weights = Object.fromEntries(ROLES.map((role, i) => [role, matrixOf(21 + i)]));
  const ways = [
    held(x, weights),
    edited(x, weights, tokens, true),
    edited(x, weights, tokens, false),
    scratch(x, weights)
  ];
  return race(ways, budget);
}

/** W, [model, model], so that what it makes has variance 1. */
function matrixOf(seed) {
  return numbers(MODEL * MODEL, seed).map(entry => entry / Math.sqrt(MODEL));
}

function project(kernel, x, w) {
  const matrix = (data, columns) => ({ data, rows: data.length / columns, columns });
  const data = kernel.project('f32', matrix(x, MODEL), matrix(w, MODEL)).slice();
  return split(new Tensor(data, x.length / MODEL, MODEL), HEADS); // [n, model] × [model, model] → heads × [n, d]
}

function requests(kernel, x, weights) {
  const [q, k, v] = ROLES.map(role => project(kernel, x, weights[role]));
  return q.map((query, h) => ({
    precision: 'f32',
    query,
    key: k[h],
    value: v[h],
    scale: SCALE
  }));
}

/** Heads and projections that stay in the kernel: the token's q, k and v, then a move a head. */
function held(x, weights) {
  const kernel = loadKernel();
  const heads = requests(kernel, x, weights).map(request => kernel.hold(request));
  const arena = kernel.arena();
  const matrices = ROLES.map(role =>
    arena.matrix('f32', { data: weights[role], rows: MODEL, columns: MODEL })
  );
  const tokens = x.length / MODEL;
  let turn = 0;
  return {
    name: 'its q, k and v, and a move of the held heads',
    run() {
      const token = (37 * ++turn) % tokens;
      const row = moved(x, token, turn);
      const [q, k, v] = matrices.map(w => w.times({ data: row, rows: 1, columns: MODEL })); // [1, model] × [model, model] → [1, model]
      heads.forEach((head, h) => {
        const of = all => all.subarray(h * WIDTH, (h + 1) * WIDTH);
        head.moveToken(token, { query: of(q), key: of(k), value: of(v) });
        head.follow();
      });
    }
  };
}

/** Edits of one token as the view's engine takes them, in a drag or one by one. */
function edited(x, weights, tokens, moving) {
  const engine = new Engine();
  const square = data => rowsOf({ data: Float64Array.from(data), rows: MODEL, columns: MODEL });
  const [query, key, value] = ROLES.map(role => square(weights[role]));
  const projections = { query, key, value, output: null };
  const names = Array.from({ length: tokens }, (_, i) => `t${i}`);
  const embeddings = names.map((_, t) => Float64Array.from(x.subarray(t * MODEL, (t + 1) * MODEL)));
  const attend = how =>
    engine.attend(
      {
        tokens: names,
        embeddings: [...embeddings],
        keyTokens: null,
        keyEmbeddings: null,
        projections,
        nHeads: HEADS,
        mask: null,
        scale: null
      },
      how
    );
  attend({}).heads.forEach(({ sum }) => void sum[0]); // all outputs are known when a drag begins
  let turn = 0;
  return {
    name: moving
      ? 'a step of a drag through the engine, 64 outputs of each head'
      : 'an edit through the engine, 64 outputs of each head',
    run() {
      embeddings[37] = Float64Array.from(moved(x, 37, ++turn));
      for (const { output } of attend({ moving }).heads) {
        for (let row = 0; row < 64; row++) {
          void output[row];
        }
      }
    }
  };
}

/** Everything anew, the outputs alone. */
function scratch(x, weights) {
  const kernel = loadKernel();
  return {
    name: 'from scratch, O only',
    run() {
      for (const request of requests(kernel, x, weights)) {
        kernel.attendHead(request, { scores: false, weights: false });
      }
    }
  };
}

/** A token's vector, a little elsewhere at every turn. */
function moved(x, token, turn) {
  const row = x.slice(token * MODEL, (token + 1) * MODEL);
  row[turn % MODEL] += 0.5;
  return row;
}
