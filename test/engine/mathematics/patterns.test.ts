import { attend, sketchHead } from '../../../src/engine/index.ts';
import type { AttentionInput, HeadSketch } from '../../../src/engine/index.ts';
import { open } from '../../../src/model/index.ts';
import { induction } from '../../setup/recorded.ts';

/** A layer of which nothing but the weights of its heads is known. */
const layer = (weights: readonly number[][][], more: Partial<AttentionInput> = {}) => {
  const tokens = weights[0].map((_, t) => `t${t}`);
  return attend({
    tokens,
    embeddings: tokens.map(() => []),
    keyTokens: null,
    keyEmbeddings: null,
    projections: { query: [], key: [], value: [], output: null },
    nHeads: weights.length,
    mask: null,
    scale: null,
    weights,
    ...more
  });
};
function whole<T>(way: Generator<void, T>): T {
  let step = way.next();
  while (!step.done) {
    step = way.next();
  }
  return step.value;
}
const sketched = (...[trace, head, same]: Parameters<typeof sketchHead>): HeadSketch =>
  whole(sketchHead(trace, head, same));

const N = 150; // more than a thumbnail's cells, and no multiple of them
const rows = (weight: (query: number, key: number) => number, n = N) =>
  Array.from({ length: n }, (_, q) => Array.from({ length: n }, (_, k) => weight(q, k)));
const shifted = rows((q, k) => (k === Math.max(0, q - 1) ? 1 : 0));
const uniform = rows((q, k) => (k <= q ? 1 / (q + 1) : 0));

test('a shifted identity is all on the previous token, one token back, and decided', () => {
  const found = sketched(layer([shifted], { mask: 'causal' }), 0);
  expect(found.previous).toMatchObject({ value: 1, rows: N - 1 });
  expect(found.diagonal!.value).toBe(0);
  expect(found.entropy).toBe(0);
  expect(found.distance).toBeCloseTo((N - 1) / N, 12);
  expect(found.first!.value).toBeCloseTo(1 / (N - 1), 12);
});

test('a uniform causal head has the entropy of its rows, and patterns at chance', () => {
  const found = sketched(layer([uniform], { mask: 'causal' }), 0);
  const bits = uniform.map((_, q) => Math.log2(q + 1));
  expect(found.entropy).toBeCloseTo(bits.reduce((sum, b) => sum + b, 0) / N, 10);
  expect(found.distance).toBeCloseTo((N - 1) / 4, 10); // half of the way back, on average
  for (const name of ['previous', 'first', 'diagonal'] as const) {
    expect(found[name]!.value).toBeCloseTo(found[name]!.chance, 12);
  }
  expect([found.induction, found.duplicate, found.weighted]).toEqual([null, null, null]);
});

test('heads that change places change places in all that is measured', () => {
  const heads = [shifted, uniform, rows((q, k) => (q === k ? 1 : 0))];
  const one = layer(heads, { mask: 'causal' });
  const other = layer([heads[2], heads[0], heads[1]], { mask: 'causal' });
  [1, 2, 0].forEach((to, from) => expect(sketched(other, to)).toEqual(sketched(one, from)));
});

test('what the mask forbids does not count, nor a row that has nothing', () => {
  const mask = rows((q, k) => (q > 0 && k <= q ? 1 : 0), 6).map(row => row.map(may => may === 1));
  const weights = rows((q, k) => (q === 0 ? 0 : k === q - 1 ? 1 : 0), 6);
  const found = sketched(layer([weights], { mask }), 0);
  expect(found.previous).toEqual({ value: 1, chance: (1 / 2 + 1 / 3 + 1 / 4 + 1 / 5 + 1 / 6) / 5, rows: 5 }); // prettier-ignore
  expect(found.distance).toBe(1);
  const narrow = mask.map((row, q) => row.map((may, k) => may && k !== q - 1));
  expect(sketched(layer([weights], { mask: narrow }), 0).previous).toBeNull();
});

test('induction and duplicates go by what equal tokens share', () => {
  const same = ['a', 'b', 'c', 'a', 'b', 'b'];
  const target = [0, 0, 0, 1, 2, 2]; // behind the earlier one; of the last b that before the one beside it
  const weights = rows((q, k) => (k === target[q] ? 1 : 0), 6);
  const found = sketched(layer([weights], { mask: 'causal' }), 0, same);
  expect(found.induction).toMatchObject({ value: 1, rows: 3 });
  expect(found.duplicate).toMatchObject({ value: 0, rows: 3 });
  const back = [0, 0, 0, 0, 1, 4];
  const copies = rows((q, k) => (k === back[q] ? 1 : 0), 6);
  expect(sketched(layer([copies], { mask: 'causal' }), 0, same).duplicate!.value).toBe(1);
});

test('between two sequences places are not compared', () => {
  const keyTokens = ['x', 'y'];
  const trace = layer([[[0.25, 0.75]], [[1, 0]]], {
    keyTokens,
    keyEmbeddings: keyTokens.map(() => [])
  });
  const found = sketched(trace, 0);
  expect(found).toMatchObject({ distance: null, previous: null, diagonal: null, induction: null });
  expect(found.first).toEqual({ value: 0.25, chance: 0.5, rows: 1 });
});

test('a thumbnail shows the largest weight of each block, and what is hidden throughout', () => {
  const { thumbnail } = sketched(layer([shifted], { mask: 'causal' }), 0);
  expect(thumbnail).toMatchObject({ rows: 50, columns: 50, high: 1 });
  for (let r = 0; r < 50; r++) {
    for (let c = 0; c < 50; c++) {
      const wanted = c > r ? 255 : c === r || (c === r - 1 && r > 0) ? 254 : 0;
      expect(thumbnail.cells[r * 50 + c]).toBe(wanted);
    }
  }
});

test('the induction head of SmolLM2 has the weight that was found when it was recorded', () => {
  const outcome = open(induction());
  if (!outcome.ok) {
    throw new Error(outcome.problems[0].message);
  }
  const found = sketched(outcome.computed.trace, 0);
  expect(found.induction!.value).toBeCloseTo(0.89, 2);
  expect(found.induction!.rows).toBe(40);
  expect(found.weighted).toBeGreaterThan(0);
});
