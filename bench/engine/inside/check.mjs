// Whether a candidate computes attention at all: a race between wrong answers says nothing.
import { headOf, SCALE } from './inputs.mjs';

const TOLERANCE = 5e-5;

/** Weights and output of one row, as the formula is written. */
export function referenceRow(inputs, h, row, causal) {
  const { query, key, value } = headOf(inputs, 'f64', h);
  const { tokens, width } = inputs;
  const keys = causal ? row + 1 : tokens;
  const scores = Array.from({ length: keys }, (_, j) => {
    let sum = 0;
    for (let c = 0; c < width; c++) {
      sum += query.data[row * width + c] * key.data[j * width + c];
    }
    return sum * SCALE;
  });
  const most = scores.reduce((a, b) => Math.max(a, b));
  const exponentials = scores.map(score => Math.exp(score - most));
  const total = exponentials.reduce((a, b) => a + b);
  const weights = exponentials.map(entry => entry / total);
  const output = Array.from({ length: width }, (_, c) =>
    weights.reduce((sum, weight, j) => sum + weight * value.data[j * width + c], 0)
  );
  return { weights, output };
}

/**
 * Compares the first row of the first head and the last row of the last one.
 *
 * @param read - (head, row) to `{ output, weights? }` of a candidate
 * @returns what is wrong, or null
 */
export async function findFault(read, inputs, causal) {
  for (const [h, row] of [
    [0, 0],
    [inputs.heads - 1, inputs.tokens - 1]
  ]) {
    const expected = referenceRow(inputs, h, row, causal);
    const found = await read(h, row);
    for (const name of ['weights', 'output']) {
      const off = found[name] ? farthest(found[name], expected[name]) : 0;
      if (!(off < TOLERANCE)) {
        return `${name} of head ${h}, row ${row}: off by ${off}`;
      }
    }
  }
  return null;
}

function farthest(found, expected) {
  return expected.reduce((most, entry, i) => {
    const off = Math.abs(entry - found[i]);
    return off <= most ? most : off; // NaN stays
  }, 0);
}

/** A row of arrays laid out [head, row, column]. */
export function rowOf(data, inputs, h, row, columns) {
  const start = (h * inputs.tokens + row) * columns;
  return data.subarray(start, start + columns);
}
