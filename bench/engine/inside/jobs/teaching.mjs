// Eight tokens in two dimensions: from words' vectors to outputs, and what writing it all down costs.
import { numbers } from '../inputs.mjs';
import { race } from '../race.mjs';
import { attend } from '../../../../src/engine/mathematics/attend.ts';

const STAGES = ['query', 'key', 'value', 'scores', 'scaledScores', 'weights', 'output'];

export function teaching({ budget }) {
  const matrix = (rows, columns, seed) => {
    const data = numbers(rows * columns, seed);
    return Array.from({ length: rows }, (_, r) =>
      Array.from(data.subarray(r * columns, (r + 1) * columns))
    );
  };
  const [query, key, value, output] = [11, 12, 13, 14].map(seed => matrix(2, 2, seed));
  const embeddings = matrix(8, 2, 10);
  const compute = () =>
    attend({
      tokens: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'],
      embeddings: [...embeddings], // as after an edit: rows of a new list
      keyTokens: null,
      keyEmbeddings: null,
      projections: { query, key, value, output },
      nHeads: 1,
      mask: null,
      scale: null
    });
  return race(
    [
      { name: 'X to Q, K, V, S, P, O', run: () => void compute() },
      { name: 'X to Q, K, V, S, P, O, Y', run: () => void total(compute().output) },
      { name: 'all of it, every number of every stage looked at', run: () => void look(compute()) },
      { name: 'all of it as JSON', run: () => void written(compute()) }
    ],
    budget
  );
}

function look(trace) {
  let sum = 0;
  for (const name of STAGES) {
    sum += total(trace.heads[0][name]);
  }
  return sum + total(trace.output);
}

function total(matrix) {
  let sum = 0;
  for (let r = 0; r < matrix.length; r++) {
    const row = matrix[r];
    for (let c = 0; c < row.length; c++) {
      sum += row[c];
    }
  }
  return sum;
}

function written(trace) {
  const lists = matrix => Array.from(matrix, row => Array.from(row));
  const head = Object.fromEntries(STAGES.map(name => [name, lists(trace.heads[0][name])]));
  return JSON.stringify({ heads: [head], output: lists(trace.output) });
}
