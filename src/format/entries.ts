import type { Floats } from '../engine/index.ts';
import { fromBrain, fromHalf, fromRoots } from './bytes.ts';
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

/** Bytes as numbers: machines that run this are little-endian, as the format is. */
export function floatsOf(dtype: Exclude<Dtype, 'bool'>, bytes: Uint8Array<ArrayBuffer>): Floats {
  switch (dtype) {
    case 'float16':
      return fromHalf(bytes);
    case 'bfloat16':
      return fromBrain(bytes);
    case 'uint8':
      return fromRoots(bytes);
    case 'float32':
      return new Float32Array(bytes.buffer);
    case 'float64':
      return new Float64Array(bytes.buffer);
  }
}

/** Entries of an array of which, of the last two axes, the lower triangles alone are there. */
export function causalEntries(shape: readonly number[]): number {
  const [rows, columns] = shape.slice(-2);
  const matrices = shape.slice(0, -2).reduce((product, length) => product * length, 1);
  const square = Math.min(rows, columns);
  return matrices * ((square * (square + 1)) / 2 + (rows - square) * columns);
}

/** Lower triangles, row after row, as whole matrices: the rest is 0. */
export function laidOut(triangles: Floats, shape: readonly number[]): Floats {
  const columns = shape[shape.length - 1];
  const rows = shape[shape.length - 2];
  const entries = shape.reduce((product, length) => product * length, 1);
  const isSingle = triangles.BYTES_PER_ELEMENT === 4;
  const made = isSingle ? new Float32Array(entries) : new Float64Array(entries);
  for (let to = 0, from = 0, row = 0; to < made.length; to += columns, row = (row + 1) % rows) {
    const count = Math.min(row + 1, columns);
    made.set(triangles.subarray(from, from + count), to);
    from += count;
  }
  return made;
}
