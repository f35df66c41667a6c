import type { Floats } from './vector.ts';

/** Numbers up to which an array is small. */
const SMALL = 1024;
/** Numbers of which small arrays are cut. */
const SLAB = 4096;

let slab = new ArrayBuffer(0);
let used = 0;

/**
 * A new array of zeros. Small ones are cut from one buffer: one of its own takes longer to get than
 * what is computed of so few numbers. Whoever sends or transfers one copies it first.
 */
export function zeros(length: number): Float64Array<ArrayBuffer> {
  if (length > SMALL) {
    return new Float64Array(length);
  }
  if (used + length * 8 > slab.byteLength) {
    slab = new ArrayBuffer(SLAB * 8);
    used = 0;
  }
  const cut = new Float64Array(slab, used, length);
  used += length * 8;
  return cut;
}

/** The same, as precise as others. */
export function zerosLike(data: Floats, length: number): Floats {
  return data.BYTES_PER_ELEMENT === 8 ? zeros(length) : new Float32Array(length);
}
