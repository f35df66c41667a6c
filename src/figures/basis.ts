import { PCA } from 'ml-pca';
import { dot, mapVector } from '../engine/index.ts';
import type { Matrix, Vector } from '../engine/index.ts';

/** How vectors of any length are laid on a plane. */
export interface Basis {
  /** The vector that lies at the plane's origin. */
  readonly mean: Vector;
  /** The two directions that are shown, [2, d]; the second is zeros where d is 1. */
  readonly axes: Matrix;
  /** The share of the variance that each direction carries, or null: nothing is left out. */
  readonly variance: readonly [number, number] | null;
}

/** The basis that shows vectors of two dimensions as they are, others by principal components. */
export function basisOf(vectors: Matrix): Basis {
  const size = vectors[0].length;
  if (size <= 2) {
    const mean = Array<number>(size).fill(0);
    return {
      mean,
      axes:
        size === 2
          ? [
              [1, 0],
              [0, 1]
            ]
          : [[1], [0]],
      variance: null
    };
  }
  return principal(vectors, size);
}

/** Where vectors lie on the plane, [n, 2]. */
export function place(vectors: Matrix, { mean, axes }: Basis): Matrix {
  return vectors.map(vector =>
    axes.map(axis => axis.reduce((sum, part, c) => sum + part * (vector[c] - mean[c]), 0))
  );
}

/** A vector whose place on the plane moves by `[dx, dy]`, and nothing else of it. */
export function move(vector: Vector, [dx, dy]: Vector, { axes }: Basis): Vector {
  return mapVector(vector, (part, c) => part + dx * axes[0][c] + dy * axes[1][c]);
}

function principal(vectors: Matrix, size: number): Basis {
  const unit = (at: number) => Array.from({ length: size }, (_, c) => (c === at ? 1 : 0));
  const mean = unit(-1).map(
    (_, c) => vectors.reduce((sum, vector) => sum + vector[c], 0) / vectors.length
  );
  const spread = vectors.some(vector => vector.some((part, c) => part !== vectors[0][c]));
  if (!spread) {
    return { mean, axes: [unit(0), unit(1)], variance: [0, 0] };
  }
  const centred = vectors.map(vector => mapVector(vector, (part, c) => part - mean[c]));
  const axes = directions(centred, size);
  const places = centred.map(vector => axes.map(axis => dot(axis, vector)));
  const total = squares(centred);
  const share = (c: 0 | 1) => squares(places.map(place => [place[c]])) / total;
  return { mean, axes, variance: [share(0), share(1)] };
}

/** The two directions along which vectors spread most, [2, d]; the second is zeros where there is none. */
function directions(centred: Matrix, size: number): Matrix {
  const [first, second = Array<number>(size).fill(0)] =
    centred.length < size
      ? mixedDirections(centred, size)
      : loadings(new PCA(centred.map(vector => [...vector])));
  return [first, second].map(upright);
}

/**
 * Few and long vectors are looked at by their products with one another, [n, n], whose eigenvectors say
 * how to mix the directions from them.
 *
 * Source: Jolliffe, Principal Component Analysis (2002), section 3.5.
 */
function mixedDirections(centred: Matrix, size: number): number[][] {
  const products = centred.map(row => centred.map(other => dot(row, other))); // [n, d] × [d, n] → [n, n]
  return loadings(new PCA(products, { isCovarianceMatrix: true })).map(mix => {
    const axis = Array<number>(size).fill(0);
    centred.forEach((row, r) => row.forEach((part, c) => (axis[c] += mix[r] * part)));
    const length = Math.sqrt(dot(axis, axis));
    return axis.map(part => (length > 0 ? part / length : 0));
  });
}

function loadings(pca: PCA): number[][] {
  return pca.getLoadings().to2DArray().slice(0, 2);
}

function squares(vectors: Matrix): number {
  return vectors.reduce((sum, vector) => sum + dot(vector, vector), 0);
}

/** Of an axis and its opposite, the one whose largest part is positive: the same every time. */
function upright(axis: Vector): Vector {
  const largest = axis.reduce((most, part) => (Math.abs(part) > Math.abs(most) ? part : most), 0);
  return largest < 0 ? mapVector(axis, part => -part) : axis;
}
