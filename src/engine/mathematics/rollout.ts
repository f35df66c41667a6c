import type { Matrix, Vector } from '../arrays/vector.ts';

/** What a layer's tokens pass on to those of the next: who gets how much of whom, [n, n], in one piece. */
export interface Passed {
  readonly size: number;
  /** Rows one after the other; each sums to 1. */
  readonly shares: Float64Array;
}

/**
 * The heads of a layer as one matrix, and with it the way past them: half of each token stays where it is, and
 * rows sum to 1 again, whatever a sink took. A row without any weight keeps all of its token.
 *
 * Source: Abnar and Zuidema, Quantifying Attention Flow in Transformers (2020), section 3.
 *
 * @param weights - of each head, [n, n]
 */
export function passedOn(weights: readonly Matrix[]): Passed {
  const mean = meanOfHeads(weights);
  const { size, shares } = mean;
  for (let i = 0; i < size; i++) {
    shares[i * size + i] += 1; // A + I → [n, n]
    const row = shares.subarray(i * size, (i + 1) * size);
    const sum = row.reduce((total, share) => total + share, 0);
    row.forEach((share, j) => (row[j] = share / sum));
  }
  return mean;
}

/** The mean of the weights of all heads, [n, n]. */
function meanOfHeads(weights: readonly Matrix[]): Passed {
  const size = weights[0].length;
  const shares = new Float64Array(size * size);
  for (const matrix of weights) {
    for (let i = 0; i < size; i++) {
      const row = matrix[i];
      for (let j = 0; j < size; j++) {
        shares[i * size + j] += row[j];
      }
    }
  }
  return { size, shares: shares.map(sum => sum / weights.length) };
}

/**
 * Attention rollout: how much of each input token has come to the place of a token, by way of all layers. It
 * takes weights for what is moved, whatever is in the values.
 *
 * Source: Abnar and Zuidema (2020), section 3.1.
 *
 * @param layers - from the first on, as {@link passedOn} has them
 * @returns a share for each token, [n], which sum to 1
 */
export function rollout(layers: readonly Passed[], query: number): Vector {
  const { size } = layers[0];
  let row = new Float64Array(size);
  row[query] = 1;
  for (let at = layers.length - 1; at >= 0; at--) {
    row = times(row, layers[at]); // [1, n] × [n, n] → [1, n]
  }
  return row;
}

function times(row: Float64Array, { size, shares }: Passed): Float64Array<ArrayBuffer> {
  const product = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      product[j] += row[i] * shares[i * size + j];
    }
  }
  return product;
}
