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

/** The next multiple of a power of two. */
export function upTo(count: i32, step: i32): i32 {
  return (count + step - 1) & -step;
}

/**
 * One tile of a matrix product: 4 rows × 2 vectors of sums, each with its k ascending and without
 * fused multiply-add, as plain loops have it.
 *
 * Eight sums, two vectors of b and four numbers of a fit the 16 registers of x64; a wider tile, or two
 * steps of k at a time, would spill them.
 *
 * @param a - [k, 4]: the rows of a, side by side
 * @param b - [k, 2 vectors]
 * @param out - the first of the 4 rows, `stride` bytes apart
 * @param fresh - false adds to what stands in `out`
 */
export function tile<T>(a: usize, b: usize, k: i32, out: usize, stride: usize, fresh: bool): void {
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
  const end = a + k * TILE_ROWS * sizeof<T>();
  while (a != end) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    const a0 = v128.load_splat<T>(a);
    c00 = v128.add<T>(c00, v128.mul<T>(a0, b0));
    c01 = v128.add<T>(c01, v128.mul<T>(a0, b1));
    const a1 = v128.load_splat<T>(a, sizeof<T>());
    c10 = v128.add<T>(c10, v128.mul<T>(a1, b0));
    c11 = v128.add<T>(c11, v128.mul<T>(a1, b1));
    const a2 = v128.load_splat<T>(a, 2 * sizeof<T>());
    c20 = v128.add<T>(c20, v128.mul<T>(a2, b0));
    c21 = v128.add<T>(c21, v128.mul<T>(a2, b1));
    const a3 = v128.load_splat<T>(a, 3 * sizeof<T>());
    c30 = v128.add<T>(c30, v128.mul<T>(a3, b0));
    c31 = v128.add<T>(c31, v128.mul<T>(a3, b1));
    a += TILE_ROWS * sizeof<T>();
    b += 32;
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
