import { exponentials, layConstants } from './exp';
import { Head, endOfKeys, firstKey } from './head';
import { fillLaneMask, logits, maskLate, masksKeys, shiftInfinite } from './logits';
import { areFinite, packColumns, packKeys, packRows, packScaled } from './pack';
import {
  BLOCK_ROWS,
  factors,
  keyPanels,
  outputStride,
  outputs,
  plan,
  queryTiles,
  rowStride,
  rows,
  valuePanels,
  weightTile,
  zerosAddNothing
} from './plan';
import { STEP, TILE_ROWS, tile, tileWidth, upTo } from './tile';

/**
 * Plans the room, and packs keys and values for any number of rows, also in later calls: all that is
 * made here stays in the head's room.
 */
export function prepare<T>(head: Head): void {
  plan(head, sizeof<T>());
  layConstants<T>();
  packKeys<T>(head.key, head.m, head.keyWidth, keyPanels);
  packColumns<T>(head.value, head.m, head.valueWidth, valuePanels, head.m * 32);
  store<i32>(zerosAddNothing, areFinite<T>(head.value, head.m * head.valueWidth) ? 1 : 0);
}

/** The lanes of all rows, where all have the same. */
export function fillPadding<T>(head: Head): void {
  if (head.padding != 0 && head.cells == 0) {
    fillLaneMask<T>(head, 0);
  }
}

/** Packs the key and the value of a token anew; all others stand as they were packed before. */
export function packToken<T>(head: Head): void {
  plan(head, sizeof<T>());
  const first = head.token & -tileWidth<T>();
  const count = min(tileWidth<T>(), head.m - first);
  const keys = first * head.keyWidth * sizeof<T>();
  packKeys<T>(head.key + keys, count, head.keyWidth, keyPanels + keys);
  const value = head.value + head.token * head.valueWidth * sizeof<T>();
  packColumns<T>(value, 1, head.valueWidth, valuePanels + head.token * 32, head.m * 32);
  store<i32>(zerosAddNothing, areFinite<T>(head.value, head.m * head.valueWidth) ? 1 : 0);
}

/** Whether all values were finite when they were packed. */
export function valuesAreFinite(): bool {
  return load<i32>(zerosAddNothing) != 0;
}

/**
 * Rows of attention with every intermediate that is asked for; after `prepare`.
 *
 * @param listed - the rows' numbers (i32), ascending, or 0 for the rows from `head.from` to `head.to`;
 * listed rows go where the row stands in an output that begins with row 0
 */
export function attendRows<T>(head: Head, listed: usize, count: i32): void {
  fillPadding<T>(head);
  for (let slot = 0; slot < count; slot += BLOCK_ROWS) {
    const inBlock = min(BLOCK_ROWS, count - slot);
    const tiles = upTo(inBlock, TILE_ROWS) / TILE_ROWS;
    for (let t = 0; t < tiles; t++) {
      packQueries<T>(head, listed, slot + t * TILE_ROWS, count, t);
    }
    scoreBlock<T>(head, listed, slot, count, tiles);
    for (let t = 0; t < tiles; t++) {
      const first = slot + t * TILE_ROWS;
      finishTile<T>(head, listed, first, count, rows + t * TILE_ROWS * rowStride);
    }
  }
}

/** The row in a slot; past the last slot, the last one's again. */
export function rowOf(head: Head, listed: usize, slot: i32, count: i32): i32 {
  slot = min(slot, count - 1);
  return listed != 0 ? load<i32>(listed + (slot << 2)) : head.from + slot;
}

/** Packs the queries of four slots as tile `t` of the block. */
export function packQueries<T>(head: Head, listed: usize, slot: i32, count: i32, t: i32): void {
  const stride = <usize>(head.keyWidth * sizeof<T>());
  packRows<T>(
    head.query + rowOf(head, listed, slot, count) * stride,
    head.query + rowOf(head, listed, slot + 1, count) * stride,
    head.query + rowOf(head, listed, slot + 2, count) * stride,
    head.query + rowOf(head, listed, slot + 3, count) * stride,
    head.keyWidth,
    queryTiles + t * head.keyWidth * STEP
  );
}

/** q·k of the block's queries and the keys of a range, at its place in `rows`. */
export function scoreTiles<T>(head: Head, tiles: i32, first: i32, end: i32, to: usize): void {
  const width = tileWidth<T>();
  const query = <usize>(head.keyWidth * STEP);
  for (let j = first & -width; j < end; j += width) {
    const panel = keyPanels + j * head.keyWidth * sizeof<T>();
    for (let t = 0; t < tiles; t++) {
      const at = to + t * TILE_ROWS * rowStride + j * sizeof<T>();
      tile<T>(queryTiles + t * query, panel, head.keyWidth, at, rowStride, true);
    }
  }
}

/** The scores of a block: of all keys where they are kept, else of those the mask needs. */
function scoreBlock<T>(head: Head, listed: usize, slot: i32, count: i32, tiles: i32): void {
  let first = 0;
  let end = head.m;
  const last = min(slot + tiles * TILE_ROWS, count);
  if (head.scores == 0 && !head.late) {
    first = firstKey(head, rowOf(head, listed, slot, count));
    end = endOfKeys(head, rowOf(head, listed, last - 1, count));
  }
  scoreTiles<T>(head, tiles, first, end, rows);
  if (head.scores != 0) {
    copyRows<T>(head, listed, slot, last, count, rows, rowStride, head.scores, head.m);
  }
}

/** Copies rows to their place in an output. */
export function copyRows<T>(
  head: Head,
  listed: usize,
  slot: i32,
  end: i32,
  count: i32,
  from: usize,
  stride: usize,
  to: usize,
  width: i32
): void {
  const bytes = <usize>(width * sizeof<T>());
  for (let s = slot; s < end; s++) {
    const place = listed != 0 ? rowOf(head, listed, s, count) : s;
    memory.copy(to + place * bytes, from, bytes);
    from += stride;
  }
}

/** Softmax and weights × V of four rows whose scores stand at `at`. */
function finishTile<T>(head: Head, listed: usize, slot: i32, count: i32, at: usize): void {
  const last = min(slot + TILE_ROWS, count);
  let first = firstKey(head, rowOf(head, listed, slot, count));
  let end = endOfKeys(head, rowOf(head, listed, last - 1, count));
  if (!valuesAreFinite()) {
    first = 0;
    end = head.m;
  }
  for (let r = 0; r < TILE_ROWS; r++) {
    const row = rowOf(head, listed, slot + r, count);
    const place = listed != 0 ? row : min(slot + r, count - 1);
    softmaxRow<T>(head, row, place, at + r * rowStride, factors + r * sizeof<T>());
  }
  packScaled<T>(at, rowStride, first & -4, upTo(end, 4), factors, weightTile);
  if (head.weights != 0) {
    copyRows<T>(head, listed, slot, last, count, at, rowStride, head.weights, head.m);
  }
  if (head.output != 0) {
    weighValues<T>(head, first, end, weightTile, outputs, true);
    const width = head.valueWidth;
    copyRows<T>(head, listed, slot, last, count, outputs, outputStride, head.output, width);
  }
}

/**
 * weights × V of a tile, with the keys of a range in ascending order.
 *
 * @param tileAt - where the weights of key 0 would stand
 */
export function weighValues<T>(
  head: Head,
  first: i32,
  end: i32,
  tileAt: usize,
  to: usize,
  fresh: bool
): void {
  const width = tileWidth<T>();
  const weights = tileAt + first * STEP;
  for (let c = 0; c < head.valueWidth; c += width) {
    const panel = valuePanels + (c * head.m + first * width) * sizeof<T>();
    tile<T>(weights, panel, end - first, to + c * sizeof<T>(), outputStride, fresh);
  }
}

/**
 * The softmax of a row of scores, in place, but for the last factor 1 / sum, which goes to `factor`;
 * zeros where nothing was computed.
 */
function softmaxRow<T>(head: Head, row: i32, place: i32, at: usize, factor: usize): void {
  const first = head.late ? 0 : firstKey(head, row);
  const end = head.late ? head.m : endOfKeys(head, row);
  const masked = !head.late && masksKeys(head);
  if (masked && head.cells != 0) {
    fillLaneMask<T>(head, row);
  }
  let most = logits<T>(head, row, at, first, end, masked);
  let less = most;
  let open = true;
  if (most == (Infinity as T) || most == (-Infinity as T)) {
    open = shiftInfinite<T>(head, row, at, first, end, most);
    less = 0 as T;
  }
  let sum = 0 as T;
  memory.fill(at, 0, (first & -4) * sizeof<T>());
  const rest = open ? upTo(end, 4) : first & -4;
  memory.fill(at + rest * sizeof<T>(), 0, rowStride - rest * sizeof<T>());
  if (open) {
    sum = exponentials<T>(at, first & -4, rest, less);
  }
  let inverse = sum == (0 as T) ? (0 as T) : (((1 as T) / sum) as T);
  if (isNaN<T>(sum)) {
    // Something in the row is no number: then all of it is none, where it can be seen.
    for (let j = 0; j < head.m; j++) {
      store<T>(at + j * sizeof<T>(), sum);
    }
    most = sum;
    inverse = 1 as T;
  }
  if (head.late) {
    maskLate<T>(head, row, at, 0, head.m);
  }
  store<T>(factor, inverse);
  if (head.max != 0) {
    store<T>(head.max + place * sizeof<T>(), (most + (0 as T)) as T); // never −0
  }
  if (head.sum != 0) {
    store<T>(head.sum + place * sizeof<T>(), sum);
  }
}
