import { FUSED, fusedProduct } from './fused';

/** Numbers of T in a vector of 16 bytes. */
export function lanes<T>(): i32 {
  return 16 / sizeof<T>();
}

/** Columns of a tile: two vectors. */
export function tileWidth<T>(): i32 {
  return 32 / sizeof<T>();
}

/** Rows of a tile. */
export const TILE_ROWS: i32 = 4;

/** Bytes of one step of k in a: a number of each row, each filling a vector. */
export const STEP: i32 = 64;

/** Whether of all rows in a product only the first is wanted. */
let oneRow: bool = false;

/** Says how many rows are wanted of the products that follow; the others may then hold anything. */
export function wantRows(count: i32): void {
  oneRow = count == 1;
}

/** The next multiple of a power of two. */
export function upTo(count: i32, step: i32): i32 {
  return (count + step - 1) & -step;
}

/**
 * A matrix product, tile by tile.
 *
 * @param a - tiles of rows, one after the other, each as `tile` has it; of fused float32 the addresses of the rows
 * @param b - panels of two vectors, `apart` bytes from one another
 * @param out - the first row; rows are `stride` bytes apart
 * @param fresh - false adds to what stands in `out`
 */
export function product<T>(
  a: usize,
  tiles: i32,
  b: usize,
  apart: usize,
  panels: i32,
  k: i32,
  out: usize,
  stride: usize,
  fresh: bool
): void {
  if (FUSED && sizeof<T>() == 4) {
    fusedProduct(a, tiles, b, apart, panels, k, out, stride, fresh, oneRow);
    return;
  }
  if (sizeof<T>() == 4 && oneRow && fresh) {
    for (; panels >= 4; panels -= 4) {
      row32(a, b, apart, k, out);
      b += 4 * apart;
      out += 128;
    }
  }
  for (; panels > 0; panels--) {
    let from = a;
    let to = out;
    for (let t = tiles; t > 0; t--) {
      tile<T>(from, b, k, to, stride, fresh);
      from += k * STEP;
      to += TILE_ROWS * stride;
    }
    b += apart;
    out += 32;
  }
}

/** The first row of a tile in four panels at once, so that as many sums as in a tile do not wait. */
function row32(a: usize, b: usize, apart: usize, k: i32, out: usize): void {
  let c00 = f32x4.splat(0);
  let c01 = c00;
  let c10 = c00;
  let c11 = c00;
  let c20 = c00;
  let c21 = c00;
  let c30 = c00;
  let c31 = c00;
  const end = b + k * 32;
  while (b != end) {
    const x = v128.load(a);
    let at = b;
    c00 = f32x4.add(c00, f32x4.mul(x, v128.load(at)));
    c01 = f32x4.add(c01, f32x4.mul(x, v128.load(at, 16)));
    at += apart;
    c10 = f32x4.add(c10, f32x4.mul(x, v128.load(at)));
    c11 = f32x4.add(c11, f32x4.mul(x, v128.load(at, 16)));
    at += apart;
    c20 = f32x4.add(c20, f32x4.mul(x, v128.load(at)));
    c21 = f32x4.add(c21, f32x4.mul(x, v128.load(at, 16)));
    at += apart;
    c30 = f32x4.add(c30, f32x4.mul(x, v128.load(at)));
    c31 = f32x4.add(c31, f32x4.mul(x, v128.load(at, 16)));
    a += STEP;
    b += 32;
  }
  v128.store(out, c00);
  v128.store(out, c01, 16);
  v128.store(out, c10, 32);
  v128.store(out, c11, 48);
  v128.store(out, c20, 64);
  v128.store(out, c21, 80);
  v128.store(out, c30, 96);
  v128.store(out, c31, 112);
}

/**
 * One tile of a matrix product: 4 rows × 2 vectors of sums, each with its k ascending and without
 * fused multiply-add, as plain loops have it.
 *
 * Eight sums, two vectors of b and a number of a fit the 16 registers of x64; a wider tile would
 * spill them. A turn takes four steps of k, with a way out between them: without it the compiler of
 * V8 would load for all steps at once, and spill too. The order within a step is among the best of
 * 48 in both Node 20 and Chromium 156, which differ by a tenth; with the ends not named, Chromium
 * would lose as much.
 *
 * @param a - [k, 4, vector]: the rows of a, side by side, each number as often as a vector holds it;
 * read as single numbers, each would cost V8 the computation of an address
 * @param b - [k, 2 vectors]
 * @param out - the first of the 4 rows, `stride` bytes apart
 * @param fresh - false adds to what stands in `out`
 */
function tile<T>(a: usize, b: usize, k: i32, out: usize, stride: usize, fresh: bool): void {
  let c00 = v128.splat<T>(0 as T);
  let c01 = c00;
  let c10 = c00;
  let c11 = c00;
  let c20 = c00;
  let c21 = c00;
  let c30 = c00;
  let c31 = c00;
  const out1 = out + stride;
  const out2 = out1 + stride;
  const out3 = out2 + stride;
  if (!fresh) {
    c00 = v128.load(out);
    c01 = v128.load(out, 16);
    c10 = v128.load(out1);
    c11 = v128.load(out1, 16);
    c20 = v128.load(out2);
    c21 = v128.load(out2, 16);
    c30 = v128.load(out3);
    c31 = v128.load(out3, 16);
  }
  let x: v128;
  let b0: v128;
  let b1: v128;
  const end = b + k * 32;
  const end1 = end - 32;
  const end2 = end - 64;
  const end3 = end - 96;
  while (b != end) {
    b0 = v128.load(b, 0);
    b1 = v128.load(b, 16);
    x = v128.load(a);
    c01 = v128.add<T>(c01, v128.mul<T>(x, b1));
    c00 = v128.add<T>(c00, v128.mul<T>(x, b0));
    x = v128.load(a, 16);
    c11 = v128.add<T>(c11, v128.mul<T>(x, b1));
    c10 = v128.add<T>(c10, v128.mul<T>(x, b0));
    x = v128.load(a, 32);
    c21 = v128.add<T>(c21, v128.mul<T>(x, b1));
    c20 = v128.add<T>(c20, v128.mul<T>(x, b0));
    x = v128.load(a, 48);
    c31 = v128.add<T>(c31, v128.mul<T>(x, b1));
    c30 = v128.add<T>(c30, v128.mul<T>(x, b0));
    if (b == end1) {
      break;
    }
    b0 = v128.load(b, 32);
    b1 = v128.load(b, 48);
    x = v128.load(a, 64);
    c01 = v128.add<T>(c01, v128.mul<T>(x, b1));
    c00 = v128.add<T>(c00, v128.mul<T>(x, b0));
    x = v128.load(a, 80);
    c11 = v128.add<T>(c11, v128.mul<T>(x, b1));
    c10 = v128.add<T>(c10, v128.mul<T>(x, b0));
    x = v128.load(a, 96);
    c21 = v128.add<T>(c21, v128.mul<T>(x, b1));
    c20 = v128.add<T>(c20, v128.mul<T>(x, b0));
    x = v128.load(a, 112);
    c31 = v128.add<T>(c31, v128.mul<T>(x, b1));
    c30 = v128.add<T>(c30, v128.mul<T>(x, b0));
    if (b == end2) {
      break;
    }
    b0 = v128.load(b, 64);
    b1 = v128.load(b, 80);
    x = v128.load(a, 128);
    c01 = v128.add<T>(c01, v128.mul<T>(x, b1));
    c00 = v128.add<T>(c00, v128.mul<T>(x, b0));
    x = v128.load(a, 144);
    c11 = v128.add<T>(c11, v128.mul<T>(x, b1));
    c10 = v128.add<T>(c10, v128.mul<T>(x, b0));
    x = v128.load(a, 160);
    c21 = v128.add<T>(c21, v128.mul<T>(x, b1));
    c20 = v128.add<T>(c20, v128.mul<T>(x, b0));
    x = v128.load(a, 176);
    c31 = v128.add<T>(c31, v128.mul<T>(x, b1));
    c30 = v128.add<T>(c30, v128.mul<T>(x, b0));
    if (b == end3) {
      break;
    }
    b0 = v128.load(b, 96);
    b1 = v128.load(b, 112);
    x = v128.load(a, 192);
    c01 = v128.add<T>(c01, v128.mul<T>(x, b1));
    c00 = v128.add<T>(c00, v128.mul<T>(x, b0));
    x = v128.load(a, 208);
    c11 = v128.add<T>(c11, v128.mul<T>(x, b1));
    c10 = v128.add<T>(c10, v128.mul<T>(x, b0));
    x = v128.load(a, 224);
    c21 = v128.add<T>(c21, v128.mul<T>(x, b1));
    c20 = v128.add<T>(c20, v128.mul<T>(x, b0));
    x = v128.load(a, 240);
    c31 = v128.add<T>(c31, v128.mul<T>(x, b1));
    c30 = v128.add<T>(c30, v128.mul<T>(x, b0));
    a += 4 * STEP;
    b += 128;
  }
  v128.store(out, c00);
  v128.store(out, c01, 16);
  v128.store(out1, c10);
  v128.store(out1, c11, 16);
  v128.store(out2, c20);
  v128.store(out2, c21, 16);
  v128.store(out3, c30);
  v128.store(out3, c31, 16);
}
