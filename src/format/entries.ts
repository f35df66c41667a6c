import type { Floats } from '../engine/index.ts';
import { fromBrain, fromHalf, SQUARES } from './bytes.ts';
import type { Dtype } from './node.ts';

/** Bytes of one entry. */
export const WIDTHS: Readonly<Record<Dtype, number>> = {
  float64: 8,
  float32: 4,
  float16: 2,
  bfloat16: 2,
  uint8: 1,
  bool: 1
};

/** Entries as numbers, whatever they are written as; `shape` where the lower triangles alone are there. */
export function entriesOf(
  dtype: Exclude<Dtype, 'bool'>,
  bytes: Uint8Array<ArrayBuffer>,
  shape: readonly number[] | null
): Floats {
  if (dtype === 'uint8') {
    return squared(bytes, shape);
  }
  const found = floatsOf(dtype, bytes);
  return shape ? laidOut(found, shape) : found;
}

/** Bytes as numbers: machines that run this are little-endian, as the format is. */
function floatsOf(dtype: Exclude<Dtype, 'bool' | 'uint8'>, bytes: Uint8Array<ArrayBuffer>): Floats {
  switch (dtype) {
    case 'float16':
      return fromHalf(bytes);
    case 'bfloat16':
      return fromBrain(bytes);
    case 'float32':
      return new Float32Array(bytes.buffer);
    case 'float64':
      return new Float64Array(bytes.buffer);
  }
}

/** Entries of an array of which, of the last two axes, the lower triangles alone are there. */
export function causalEntries(shape: readonly number[]): number {
  const [rows, columns] = shape.slice(-2);
  const matrices = product(shape.slice(0, -2));
  const square = Math.min(rows, columns);
  return matrices * ((square * (square + 1)) / 2 + (rows - square) * columns);
}

/** Lower triangles, row after row, as whole matrices: the rest is 0. */
function laidOut(triangles: Floats, shape: readonly number[]): Floats {
  const [rows, columns] = shape.slice(-2);
  const entries = product(shape);
  const made =
    triangles.BYTES_PER_ELEMENT === 4 ? new Float32Array(entries) : new Float64Array(entries);
  for (let to = 0, from = 0, row = 0; to < entries; to += columns, row = (row + 1) % rows) {
    const count = Math.min(row + 1, columns);
    made.set(triangles.subarray(from, from + count), to);
    from += count;
  }
  return made;
}

/** Weights of which square roots are there, or those of lower triangles. */
function squared(roots: Uint8Array, shape: readonly number[] | null): Float32Array<ArrayBuffer> {
  const [rows, columns] = shape ? shape.slice(-2) : [1, roots.length];
  const made = new Float32Array(shape ? product(shape) : roots.length);
  for (let to = 0, from = 0, row = 0; to < made.length; to += columns, row = (row + 1) % rows) {
    const end = to + (shape ? Math.min(row + 1, columns) : columns);
    for (let at = to; at < end; at++) {
      made[at] = SQUARES[roots[from++]];
    }
  }
  return made;
}

function product(shape: readonly number[]): number {
  return shape.reduce((entries, length) => entries * length, 1);
}
