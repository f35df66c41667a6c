import { dot, mapVector, transpose } from '../engine/index.ts';
import type { Matrix, Vector } from '../engine/index.ts';
import { eigenvectors } from './eigenvectors.ts';
import { inUnits, powerOf, raised } from './power.ts';

/** How vectors of any length, and of any size, are laid on a plane. */
export interface Basis {
  /** The plane is drawn in units of 10 to this power: 0, but for vectors that are tiny or huge. */
  readonly power: number;
  /** The vector that lies at the plane's origin, in these units. */
  readonly mean: Vector;
  /** The two directions that are shown, [2, d]; the second is zeros where d is 1. */
  readonly axes: Matrix;
  /** The share of the variance that each direction carries, or null: nothing is left out. */
  readonly variance: readonly [number, number] | null;
  /** What both together carried when they were chosen. */
  readonly carried: number;
}

/** Directions that carry less than this part of what they did when they were chosen are chosen anew. */
const ENOUGH = 0.9;

/**
 * The basis that shows vectors of two dimensions as they are, others by principal components.
 *
 * @param kept - where vectors only moved a little, the directions to keep: the plane stays still, and
 * says of them how much of the variance they carry now
 * @param ifEnough - they are kept only while they carry nearly as much as when they were chosen
 */
export function basisOf(
  vectors: Matrix,
  kept?: Basis,
  power: number = powerOf(vectors),
  ifEnough: boolean = false
): Basis {
  const size = vectors[0].length;
  if (kept?.variance && kept.mean.length === size && kept.power === power) {
    const variance = sharesOf(vectors, kept);
    if (!ifEnough || variance[0] + variance[1] >= ENOUGH * kept.carried) {
      return { ...kept, variance };
    }
  }
  if (size <= 2) {
    const mean = Array<number>(size).fill(0);
    return {
      power,
      mean,
      axes:
        size === 2
          ? [
              [1, 0],
              [0, 1]
            ]
          : [[1], [0]],
      variance: null,
      carried: 1
    };
  }
  return principal(vectors, size, power);
}

/** Where vectors lie on the plane, [n, 2]. */
export function place(vectors: Matrix, basis: Basis): Matrix {
  const along = partsAlong(basis);
  const { mean, axes } = basis;
  const [shiftX, shiftY] = [dot(axes[0], mean), dot(axes[1], mean)];
  return vectors.map(vector => {
    const [x, y] = along(vector);
    return [x - shiftX, y - shiftY];
  });
}

/**
 * The parts of vectors along two directions. Vectors do not change, and an edit leaves most of them the
 * same objects: the parts of each are found once for as long as the directions stay.
 */
function partsAlong({
  axes,
  power
}: Pick<Basis, 'axes' | 'power'>): (vector: Vector) => readonly [number, number] {
  const known = parts.get(axes) ?? new WeakMap<Vector, readonly [number, number]>();
  parts.set(axes, known);
  return vector => {
    let found = known.get(vector);
    if (!found) {
      const units = inUnits(vector, power);
      found = [dot(axes[0], units), dot(axes[1], units)];
      known.set(vector, found);
    }
    return found;
  };
}

const parts = new WeakMap<Matrix, WeakMap<Vector, readonly [number, number]>>();

/** A vector whose place on the plane moves by `[dx, dy]`, and nothing else of it. */
export function move(vector: Vector, [dx, dy]: Vector, { axes, power }: Basis): Vector {
  return mapVector(vector, (part, c) => part + raised(dx * axes[0][c] + dy * axes[1][c], power));
}

function principal(vectors: Matrix, size: number, power: number): Basis {
  const unit = (at: number) => Array.from({ length: size }, (_, c) => (c === at ? 1 : 0));
  const units = vectors.map(vector => inUnits(vector, power));
  const mean = meanOf(units);
  const spread = units.some(vector => vector.some((part, c) => part !== units[0][c]));
  if (!spread) {
    return { power, mean, axes: [unit(0), unit(1)], variance: [0, 0], carried: 0 };
  }
  const axes = directions(centred(units, mean), size);
  const variance = sharesOf(vectors, { axes, power });
  return { power, mean, axes, variance, carried: variance[0] + variance[1] };
}

/** The share of the vectors' variance along each of two directions. */
function sharesOf(
  vectors: Matrix,
  basis: Pick<Basis, 'axes' | 'power'>
): readonly [number, number] {
  const units = vectors.map(vector => inUnits(vector, basis.power));
  const mean = meanOf(units);
  const around = units.reduce((sum, vector) => sum + squaredDistance(vector, mean), 0) || 1;
  const along = partsAlong(basis);
  const { axes } = basis;
  const middle = [dot(axes[0], mean), dot(axes[1], mean)];
  const share = (c: 0 | 1) =>
    vectors.reduce((sum, vector) => sum + (along(vector)[c] - middle[c]) ** 2, 0) / around;
  // Of vectors that differ by rounding alone the parts can come out larger than the whole.
  return [Math.min(1, share(0)), Math.min(1, share(1))];
}

function squaredDistance(a: Vector, b: Vector): number {
  let sum = 0;
  for (let c = 0; c < a.length; c++) {
    sum += (a[c] - b[c]) ** 2;
  }
  return sum;
}

function meanOf(vectors: Matrix): Vector {
  const sums = new Float64Array(vectors[0].length);
  for (const vector of vectors) {
    for (let c = 0; c < sums.length; c++) {
      sums[c] += vector[c];
    }
  }
  return sums.map(sum => sum / vectors.length);
}

function centred(vectors: Matrix, mean: Vector): Matrix {
  return vectors.map(vector => Float64Array.from(mean, (middle, c) => vector[c] - middle));
}

/** The two directions along which vectors spread most, [2, d]; the second is zeros where there is none. */
function directions(around: Matrix, size: number): Matrix {
  const [first, second = Array<number>(size).fill(0)] =
    around.length < size ? mixedDirections(around, size) : leading(productsOf(transpose(around))); // [d, n] × [n, d] → [d, d]
  return [first, second].map(upright);
}

/**
 * Few and long vectors are looked at by their products with one another, [n, n], whose eigenvectors say
 * how to mix the directions from them.
 *
 * Source: Jolliffe, Principal Component Analysis (2002), section 3.5.
 */
function mixedDirections(around: Matrix, size: number): number[][] {
  return leading(productsOf(around)).map(mix => {
    const axis = Array<number>(size).fill(0);
    around.forEach((row, r) => row.forEach((part, c) => (axis[c] += mix[r] * part)));
    const length = Math.sqrt(dot(axis, axis));
    return axis.map(part => (length > 0 ? part / length : 0));
  });
}

/** The products of all rows with one another, [n, d] × [d, n] → [n, n]. */
function productsOf(rows: Matrix): Matrix {
  return rows.map(row => rows.map(other => dot(row, other)));
}

function leading(products: Matrix): number[][] {
  return eigenvectors(products).slice(0, 2);
}

/** Of an axis and its opposite, the one whose largest part is positive: the same every time. */
function upright(axis: Vector): Vector {
  const largest = axis.reduce((most, part) => (Math.abs(part) > Math.abs(most) ? part : most), 0);
  return largest < 0 ? mapVector(axis, part => -part) : axis;
}
