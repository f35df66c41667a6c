import { Head } from './head';
import { FUSED, FUSED_ROWS } from './fused';
import { STEP, TILE_ROWS, upTo } from './tile';

/** Rows computed together, so that a panel of keys is fetched once for all of them: some whole tiles. */
export const BLOCK_ROWS: i32 = FUSED ? 24 : 16;

/** [panel, keyWidth, tileWidth]. */
export let keyPanels: usize = 0;
/** [panel, m, tileWidth]. */
export let valuePanels: usize = 0;
/** [tile, keyWidth, 4, vector]: the queries of a block. */
export let queryTiles: usize = 0;
/** [16, m and some]: scores, then logits, exponentials and weights of a block, each in place. */
export let rows: usize = 0;
export let rowStride: usize = 0;
/** [m, 4, vector]: the weights of a tile. */
export let weightTile: usize = 0;
/** [16, valueWidth and some]: the outputs of a block. */
export let outputs: usize = 0;
export let outputStride: usize = 0;
/** [4]: the exponential of a single number, four times. */
export let single: usize = 0;
/** [16], [16]: the running maximum and sum of a block's rows. */
export let runningMax: usize = 0;
export let runningSum: usize = 0;
/** [m]: all bits set where padding and cells let a row attend. */
export let laneMask: usize = 0;
/** The constants of the exponential function, and behind them what is known of the values. */
export let constants: usize = 0;
/** Behind `constants`, a byte: whether all values are finite, so that a weight of 0 may be left out of a product. */
export const FINITE: usize = 152;
/** [24] vectors, where float32 is fused: the greatest scores of a block's rows, in four lanes. */
export let maxima: usize = 0;
/** [n] of i32: rows to compute anew. */
export let list: usize = 0;

/** Bytes of a number: 4 or 8. */
export let size: i32 = 0;

/** Tiles of such numbers; a class, since only a method may be told to be inlined. */
export abstract class Tiles {
  /** Rows of a tile. */
  @inline
  static rows(): i32 {
    return FUSED && size == 4 ? FUSED_ROWS : TILE_ROWS;
  }

  /** How many tiles so many rows need. */
  @inline
  static of(count: i32): i32 {
    return FUSED ? (count + Tiles.rows() - 1) / Tiles.rows() : upTo(count, TILE_ROWS) / TILE_ROWS;
  }
}

let next: usize = 0;

/** The next run of bytes, begun on a cache line. */
function room(bytes: usize): usize {
  const at = next;
  next += (bytes + 63) & -64;
  return at;
}

/** Divides the head's room to work in; how many bytes it needs for numbers of so many bytes. */
export function plan(head: Head, bytes: i32): usize {
  size = bytes;
  const keys = upTo(head.m, 32 / size); // whole tiles
  const values = upTo(head.valueWidth, 32 / size);
  next = head.work;
  keyPanels = room(<usize>(keys * head.keyWidth * size));
  valuePanels = room(<usize>(values * head.m * size));
  queryTiles = room(<usize>((BLOCK_ROWS / TILE_ROWS) * head.keyWidth * STEP));
  // Rows a power of two apart would share the same lines of the cache.
  rowStride = ((<usize>(keys * size + 63)) & -64) + 64;
  rows = room(BLOCK_ROWS * rowStride);
  weightTile = room(<usize>(keys * STEP));
  outputStride = ((<usize>(values * size + 63)) & -64) + 64;
  outputs = room(BLOCK_ROWS * outputStride);
  single = room(4 * size);
  runningMax = room(BLOCK_ROWS * size);
  runningSum = room(BLOCK_ROWS * size);
  laneMask = room(<usize>(keys * size));
  constants = room(160);
  list = room(<usize>(head.n * 4));
  if (FUSED) {
    maxima = room(BLOCK_ROWS * 16);
  }
  return next - head.work;
}
