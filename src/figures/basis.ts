import { PCA } from 'ml-pca';
import { mapVector } from '../engine/index.ts';
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
  const pca = new PCA(vectors.map(vector => [...vector]));
  const axes = pca.getLoadings().to2DArray().slice(0, 2).map(upright);
  const [first, second = 0] = pca.getExplainedVariance();
  return {
    mean,
    axes: axes.length === 2 ? axes : [axes[0], unit(-1)],
    variance: [first, second]
  };
}

/** Of an axis and its opposite, the one whose largest part is positive: the same every time. */
function upright(axis: Vector): Vector {
  const largest = axis.reduce((most, part) => (Math.abs(part) > Math.abs(most) ? part : most), 0);
  return largest < 0 ? mapVector(axis, part => -part) : axis;
}
