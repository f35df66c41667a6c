import {
  attend,
  embedWords,
  mapVector,
  tokenize,
  WORKED_PROJECTIONS,
  WORKED_SENTENCE
} from '../../../src/engine/index.ts';
import type { Matrix } from '../../../src/engine/index.ts';
import { fixture } from '../../fixtures/fixtures.ts';

interface Printed {
  tokens: string[];
  embeddings: number[][];
  q: number[][];
  k: number[][];
  v: number[][];
  query_detail: { weights_percent: number[]; output: number[] };
}

const printed = fixture<Printed>('worked-example.json');
const tokens = tokenize(WORKED_SENTENCE);
const trace = attend({
  tokens,
  embeddings: embedWords(tokens),
  keyTokens: null,
  keyEmbeddings: null,
  projections: WORKED_PROJECTIONS,
  nHeads: 1,
  mask: null,
  scale: null
});
const [head] = trace.heads;

const rounded = (matrix: Matrix, digits: number) =>
  matrix.map(row => mapVector(row, entry => Number(entry.toFixed(digits)) + 0));

test('the sentence gives the eight printed tokens', () => {
  expect(tokens).toEqual(printed.tokens);
});

test.each([
  ['query', head.query, printed.q],
  ['key', head.key, printed.k],
  ['value', head.value, printed.v]
])('every component of %s rounds to the printed one', (_, computed, wanted) => {
  expect(rounded(computed, 2)).toEqual(wanted.map(row => row.map(entry => entry + 0)));
});

test('the weights and the output of "angry" round to the printed ones', () => {
  const { weights_percent, output } = printed.query_detail;
  expect(mapVector(head.weights[0], weight => Math.round(weight * 100))).toEqual(weights_percent);
  expect(rounded([trace.output[0]], 3)).toEqual([output]);
});

test('by hand from two decimals one gets another output, and percentages that add up to 99', () => {
  const { q, k, v, query_detail } = printed;
  const exponentials = k.map(key => Math.exp((q[0][0] * key[0] + q[0][1] * key[1]) / Math.SQRT2));
  const sum = exponentials.reduce((a, b) => a + b);
  const output = [0, 1].map(c =>
    v.reduce((total, value, j) => total + (exponentials[j] / sum) * value[c], 0)
  );
  expect(rounded([output], 3)).toEqual([[-0.316, -0.577]]);
  expect(query_detail.weights_percent.reduce((a, b) => a + b)).toBe(99);
});
