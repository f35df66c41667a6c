import { Matrix } from 'ml-matrix';
import { headOf, SCALE } from '../inputs.mjs';

/** Its products, and a softmax by plain loops, which it does not have. */
export function mlMatrix(inputs) {
  const heads = Array.from({ length: inputs.heads }, (_, h) => {
    const { query, key, value } = headOf(inputs, 'f64', h);
    const matrix = ({ data, rows, columns }) => Matrix.from1DArray(rows, columns, data);
    return { query: matrix(query), key: matrix(key), value: matrix(value) };
  });
  let results = [];
  return {
    name: 'ml-matrix f64',
    keeps: 'S, P, O',
    run() {
      results = [];
      results = heads.map(({ query, key, value }) => {
        const scores = query.mmul(key.transpose());
        const weights = softmax(Matrix.mul(scores, SCALE));
        return { scores, weights, output: weights.mmul(value) };
      });
    },
    read: (h, row) => ({
      weights: results[h].weights.getRow(row),
      output: results[h].output.getRow(row)
    })
  };
}

function softmax(matrix) {
  for (let r = 0; r < matrix.rows; r++) {
    const most = matrix.maxRow(r);
    let sum = 0;
    for (let c = 0; c < matrix.columns; c++) {
      const entry = Math.exp(matrix.get(r, c) - most);
      sum += entry;
      matrix.set(r, c, entry);
    }
    matrix.mulRow(r, 1 / sum);
  }
  return matrix;
}
