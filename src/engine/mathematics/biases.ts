import { cheapRows } from '../arrays/lazyRows.ts';
import type { Matrix, Vector } from '../arrays/vector.ts';
import { positionedEmbeddings } from './positioned.ts';
import type { AttentionInput } from './trace.ts';
import type { Role } from './way.ts';

/**
 * What q, k or v of all heads is the product of: x, [n, d_model], and its matrix. Where a layer has biases
 * both are one longer: a bias is one more row of the matrix, read by one more component that is 1.
 */
export function factorsOf(
  input: AttentionInput,
  role: Role
): { readonly x: Matrix; readonly weights: Matrix } {
  const { embeddings, keyEmbeddings, projections, biases } = input;
  const of = role === 'query' ? embeddings : (keyEmbeddings ?? embeddings);
  const x = positionedEmbeddings(of, input);
  const weights = projections[role];
  return biases ? { x: withOnes(x), weights: withBias(weights, biases[role]) } : { x, weights };
}

/** x with one more component, which is 1: [n, d] → [n, d + 1]. The same rows make the same rows again. */
export function withOnes(x: Matrix): Matrix {
  let made = ones.get(x) as Matrix | undefined;
  if (!made) {
    made = cheapRows(x.length, x[0].length + 1, r => rowWithOne(x[r]));
    ones.set(x, made);
  }
  return made;
}

/** A matrix with its bias as one more row, [d, c] and [c] → [d + 1, c]; without one, with zeros. */
export function withBias(weights: Matrix, bias: Vector | undefined): Matrix {
  const before = biased.get(weights);
  if (before && before.bias === bias) {
    return before.made;
  }
  const made = [...weights, bias ?? new Float64Array(weights[0].length)];
  biased.set(weights, { bias, made });
  return made;
}

function rowWithOne(row: Vector): Vector {
  let made = ones.get(row) as Vector | undefined;
  if (!made) {
    const longer = new (row instanceof Float32Array ? Float32Array : Float64Array)(row.length + 1);
    longer.set(row);
    longer[row.length] = 1;
    made = longer;
    ones.set(row, made);
  }
  return made;
}

/** Vectors do not change once they are there, and an edit leaves most of them as they are. */
const ones = new WeakMap<Matrix | Vector, Matrix | Vector>();
const biased = new WeakMap<Matrix, { readonly bias: Vector | undefined; readonly made: Matrix }>();
