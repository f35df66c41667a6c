/**
 * Whether this is the build with relaxed SIMD, where a multiplication and an addition can be one instruction.
 * Only float32 uses it; what it makes may differ between machines in its last digits.
 */
export const FUSED: bool = ASC_FEATURE_RELAXED_SIMD;

/** Rows of a tile of float32 in that build. */
export const FUSED_ROWS: i32 = 6;

/** Where the products that follow keep the greatest numbers of each row, a vector a row; 0 for nowhere. */
let maxima: usize = 0;
/** Where what is written after the products that follow begins, rows as long as theirs without gaps; 0 for nowhere. */
let ahead: usize = 0;

/** Says what the products that follow do beside: see `maxima`, which must hold what is to be exceeded, and `ahead`. */
export function doBeside(maximaAt: usize, aheadAt: usize): void {
  maxima = maximaAt;
  ahead = aheadAt;
}

/**
 * A matrix product of float32, tile by tile: what `product` is in that build. Rows of a are read where they
 * stand, so that nothing but b is packed.
 *
 * @param list - the addresses of the rows of a, six a tile
 * @param b - panels of two vectors, `apart` bytes from one another
 * @param out - the first row; rows are `stride` bytes apart
 * @param fresh - false adds to what stands in `out`
 * @param oneRow - only the first row is wanted; the others may then hold anything
 */
export function fusedProduct(
  list: usize,
  tiles: i32,
  b: usize,
  apart: usize,
  panels: i32,
  k: i32,
  out: usize,
  stride: usize,
  fresh: bool,
  oneRow: bool
): void {
  if (oneRow && fresh) {
    for (; panels >= 4; panels -= 4) {
      fusedRow(load<usize>(list), b, apart, k, out);
      b += 4 * apart;
      out += 128;
    }
  }
  let most = maxima;
  let next = ahead;
  for (; tiles > 0; tiles--) {
    let panel = b;
    let to = out;
    for (let p = panels; p > 0; p--) {
      if (next != 0) {
        // What a tile writes is three lines of the cache. Those that come next are fetched while it computes.
        const zero = f32x4.splat(0);
        v128.store(next, zero);
        v128.store(next, zero, 64);
        v128.store(next, zero, 128);
        next += 192;
      }
      Tile.multiply(list, panel, k, to, stride, fresh, most);
      panel += apart;
      to += 32;
    }
    most += most != 0 ? FUSED_ROWS * 16 : 0;
    list += FUSED_ROWS * sizeof<usize>();
    out += FUSED_ROWS * stride;
  }
}

/** One row of a in four panels at once, so that the eight sums do not wait for one another. */
function fusedRow(a: usize, b: usize, apart: usize, k: i32, out: usize): void {
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
    const x = v128.load32_splat(a);
    let at = b;
    c00 = f32x4.relaxed_madd(x, v128.load(at), c00);
    c01 = f32x4.relaxed_madd(x, v128.load(at, 16), c01);
    at += apart;
    c10 = f32x4.relaxed_madd(x, v128.load(at), c10);
    c11 = f32x4.relaxed_madd(x, v128.load(at, 16), c11);
    at += apart;
    c20 = f32x4.relaxed_madd(x, v128.load(at), c20);
    c21 = f32x4.relaxed_madd(x, v128.load(at, 16), c21);
    at += apart;
    c30 = f32x4.relaxed_madd(x, v128.load(at), c30);
    c31 = f32x4.relaxed_madd(x, v128.load(at, 16), c31);
    a += 4;
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

/** A class, since only a method may be told to be inlined. */
abstract class Tile {
  /**
   * One tile: 6 rows × 2 vectors of sums. Twelve sums, two vectors of b and a number of a fill the 15 registers of
   * x64 that V8 hands out, and take eight loads for twelve multiply-adds. A turn takes four steps of k, with
   * a way out between them as in `tile`. Inlined, a product of 64 steps takes a fiftieth less.
   */
  @inline
  static multiply(
    list: usize,
    b: usize,
    k: i32,
    out: usize,
    stride: usize,
    fresh: bool,
    most: usize
  ): void {
    let a0 = load<usize>(list);
    let a1 = load<usize>(list, 4);
    let a2 = load<usize>(list, 8);
    let a3 = load<usize>(list, 12);
    let a4 = load<usize>(list, 16);
    let a5 = load<usize>(list, 20);
    let c00 = f32x4.splat(0);
    let c01 = c00;
    let c10 = c00;
    let c11 = c00;
    let c20 = c00;
    let c21 = c00;
    let c30 = c00;
    let c31 = c00;
    let c40 = c00;
    let c41 = c00;
    let c50 = c00;
    let c51 = c00;
    const out1 = out + stride;
    const out2 = out1 + stride;
    const out3 = out2 + stride;
    const out4 = out3 + stride;
    const out5 = out4 + stride;
    if (!fresh) {
      c00 = v128.load(out);
      c01 = v128.load(out, 16);
      c10 = v128.load(out1);
      c11 = v128.load(out1, 16);
      c20 = v128.load(out2);
      c21 = v128.load(out2, 16);
      c30 = v128.load(out3);
      c31 = v128.load(out3, 16);
      c40 = v128.load(out4);
      c41 = v128.load(out4, 16);
      c50 = v128.load(out5);
      c51 = v128.load(out5, 16);
    }
    let x: v128;
    let b0: v128;
    let b1: v128;
    const end = b + k * 32;
    const end1 = end - 32;
    const end2 = end - 64;
    const end3 = end - 96;
    while (b != end) {
      b0 = v128.load(b);
      b1 = v128.load(b, 16);
      x = v128.load32_splat(a0);
      c00 = f32x4.relaxed_madd(x, b0, c00);
      c01 = f32x4.relaxed_madd(x, b1, c01);
      x = v128.load32_splat(a1);
      c10 = f32x4.relaxed_madd(x, b0, c10);
      c11 = f32x4.relaxed_madd(x, b1, c11);
      x = v128.load32_splat(a2);
      c20 = f32x4.relaxed_madd(x, b0, c20);
      c21 = f32x4.relaxed_madd(x, b1, c21);
      x = v128.load32_splat(a3);
      c30 = f32x4.relaxed_madd(x, b0, c30);
      c31 = f32x4.relaxed_madd(x, b1, c31);
      x = v128.load32_splat(a4);
      c40 = f32x4.relaxed_madd(x, b0, c40);
      c41 = f32x4.relaxed_madd(x, b1, c41);
      x = v128.load32_splat(a5);
      c50 = f32x4.relaxed_madd(x, b0, c50);
      c51 = f32x4.relaxed_madd(x, b1, c51);
      if (b == end1) {
        break;
      }
      b0 = v128.load(b, 32);
      b1 = v128.load(b, 48);
      x = v128.load32_splat(a0, 4);
      c00 = f32x4.relaxed_madd(x, b0, c00);
      c01 = f32x4.relaxed_madd(x, b1, c01);
      x = v128.load32_splat(a1, 4);
      c10 = f32x4.relaxed_madd(x, b0, c10);
      c11 = f32x4.relaxed_madd(x, b1, c11);
      x = v128.load32_splat(a2, 4);
      c20 = f32x4.relaxed_madd(x, b0, c20);
      c21 = f32x4.relaxed_madd(x, b1, c21);
      x = v128.load32_splat(a3, 4);
      c30 = f32x4.relaxed_madd(x, b0, c30);
      c31 = f32x4.relaxed_madd(x, b1, c31);
      x = v128.load32_splat(a4, 4);
      c40 = f32x4.relaxed_madd(x, b0, c40);
      c41 = f32x4.relaxed_madd(x, b1, c41);
      x = v128.load32_splat(a5, 4);
      c50 = f32x4.relaxed_madd(x, b0, c50);
      c51 = f32x4.relaxed_madd(x, b1, c51);
      if (b == end2) {
        break;
      }
      b0 = v128.load(b, 64);
      b1 = v128.load(b, 80);
      x = v128.load32_splat(a0, 8);
      c00 = f32x4.relaxed_madd(x, b0, c00);
      c01 = f32x4.relaxed_madd(x, b1, c01);
      x = v128.load32_splat(a1, 8);
      c10 = f32x4.relaxed_madd(x, b0, c10);
      c11 = f32x4.relaxed_madd(x, b1, c11);
      x = v128.load32_splat(a2, 8);
      c20 = f32x4.relaxed_madd(x, b0, c20);
      c21 = f32x4.relaxed_madd(x, b1, c21);
      x = v128.load32_splat(a3, 8);
      c30 = f32x4.relaxed_madd(x, b0, c30);
      c31 = f32x4.relaxed_madd(x, b1, c31);
      x = v128.load32_splat(a4, 8);
      c40 = f32x4.relaxed_madd(x, b0, c40);
      c41 = f32x4.relaxed_madd(x, b1, c41);
      x = v128.load32_splat(a5, 8);
      c50 = f32x4.relaxed_madd(x, b0, c50);
      c51 = f32x4.relaxed_madd(x, b1, c51);
      if (b == end3) {
        break;
      }
      b0 = v128.load(b, 96);
      b1 = v128.load(b, 112);
      x = v128.load32_splat(a0, 12);
      c00 = f32x4.relaxed_madd(x, b0, c00);
      c01 = f32x4.relaxed_madd(x, b1, c01);
      x = v128.load32_splat(a1, 12);
      c10 = f32x4.relaxed_madd(x, b0, c10);
      c11 = f32x4.relaxed_madd(x, b1, c11);
      x = v128.load32_splat(a2, 12);
      c20 = f32x4.relaxed_madd(x, b0, c20);
      c21 = f32x4.relaxed_madd(x, b1, c21);
      x = v128.load32_splat(a3, 12);
      c30 = f32x4.relaxed_madd(x, b0, c30);
      c31 = f32x4.relaxed_madd(x, b1, c31);
      x = v128.load32_splat(a4, 12);
      c40 = f32x4.relaxed_madd(x, b0, c40);
      c41 = f32x4.relaxed_madd(x, b1, c41);
      x = v128.load32_splat(a5, 12);
      c50 = f32x4.relaxed_madd(x, b0, c50);
      c51 = f32x4.relaxed_madd(x, b1, c51);
      a0 += 16;
      a1 += 16;
      a2 += 16;
      a3 += 16;
      a4 += 16;
      a5 += 16;
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
    v128.store(out4, c40);
    v128.store(out4, c41, 16);
    v128.store(out5, c50);
    v128.store(out5, c51, 16);
    if (most != 0) {
      Tile.keep(most, c00, c01);
      Tile.keep(most + 16, c10, c11);
      Tile.keep(most + 32, c20, c21);
      Tile.keep(most + 48, c30, c31);
      Tile.keep(most + 64, c40, c41);
      Tile.keep(most + 80, c50, c51);
    }
  }

  /** The greatest numbers so far and of two vectors more, lane by lane, NaN disregarded. */
  @inline
  static keep(at: usize, x: v128, y: v128): void {
    v128.store(at, f32x4.pmax(f32x4.pmax(v128.load(at), x), y));
  }
}
