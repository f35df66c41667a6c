import { exponentials, exponentials32, layConstants } from './exp';
import { FUSED, doBeside } from './fused';
import { Head, endOfKeys, firstKey } from './head';
import {
  fillLaneMask,
  greatest,
  keepGreatest,
  logits,
  maskLate,
  masksKeys,
  onlyScales,
  shiftInfinite
} from './logits';
import { areFinite, packColumns, packKeys, packRows, packTile } from './pack';
import {
  BLOCK_ROWS,
  FINITE,
  Tiles,
  constants,
  keyPanels,
  maxima,
  outputStride,
  outputs,
  plan,
  queryTiles,
  rowStride,
  rows,
  size,
  valuePanels,
  weightTile
} from './plan';
import { STEP, product, tileWidth, upTo, wantRows } from './tile';
import { Vectors } from './vectors';

/**
 * Plans the room, and packs keys and values for any number of rows, also in later calls: all that is
 * made here stays in the head's room.
 */
export function prepare<T>(head: Head): void {
  plan(head, sizeof<T>());
  layConstants<T>();
  packKeys<T>(head.key, head.m, head.keyWidth, keyPanels);
  packColumns<T>(head.value, head.m, head.valueWidth, valuePanels, head.m * 32);
  store<bool>(constants, areFinite<T>(head.value, head.m * head.valueWidth), FINITE);
}

/** The lanes of all rows, where all have the same. */
export function fillPadding(head: Head): void {
  if (head.padding != 0 && head.cells == 0) {
    if (size == 4) {
      fillLaneMask<f32>(head, 0);
    } else {
      fillLaneMask<f64>(head, 0);
    }
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
  const finite = valuesAreFinite()
    ? areFinite<T>(value, head.valueWidth)
    : areFinite<T>(head.value, head.m * head.valueWidth);
  store<bool>(constants, finite, FINITE);
}

/** Whether all values were finite when they were packed. */
export function valuesAreFinite(): bool {
  return load<bool>(constants, FINITE);
}

/**
 * Rows of attention with every intermediate that is asked for; after `prepare`. What decides where
 * things go is there once for both precisions, and asks for the `size` of a number; what computes
 * is there twice.
 *
 * @param listed - the rows' numbers (i32), ascending, or 0 for the rows from `head.from` to `head.to`;
 * listed rows go where the row stands in an output that begins with row 0
 */
export function attendRows(head: Head, listed: usize, count: i32): void {
  fillPadding(head);
  wantRows(count);
  for (let slot = 0; slot < count; slot += BLOCK_ROWS) {
    const inBlock = min(BLOCK_ROWS, count - slot);
    const tiles = Tiles.of(inBlock);
    packBlock(head, listed, slot, count, tiles);
    const apart = scoreBlock(head, listed, slot, count, tiles);
    for (let t = 0; t < tiles; t++) {
      const first = slot + t * Tiles.rows();
      finishTile(head, listed, first, count, rows + t * Tiles.rows() * rowStride, apart);
    }
  }
}

/** The row in a slot; past the last slot, the last one's again. */
export function rowOf(head: Head, listed: usize, slot: i32, count: i32): i32 {
  slot = min(slot, count - 1);
  return listed != 0 ? load<i32>(listed + (slot << 2)) : head.from + slot;
}

/** Packs the queries of a block, tile by tile, or lists where they stand. */
export function packBlock(head: Head, listed: usize, slot: i32, count: i32, tiles: i32): void {
  const stride = <usize>(head.keyWidth * size);
  let to = queryTiles;
  if (FUSED && size == 4) {
    for (const last = slot + tiles * Tiles.rows(); slot < last; slot++) {
      store<usize>(to, head.query + rowOf(head, listed, slot, count) * stride);
      to += sizeof<usize>();
    }
    return;
  }
  for (const last = slot + tiles * Tiles.rows(); slot < last; slot += Tiles.rows()) {
    const row0 = head.query + rowOf(head, listed, slot, count) * stride;
    const row1 = head.query + rowOf(head, listed, slot + 1, count) * stride;
    const row2 = head.query + rowOf(head, listed, slot + 2, count) * stride;
    const row3 = head.query + rowOf(head, listed, slot + 3, count) * stride;
    if (size == 4) {
      packRows<f32>(row0, row1, row2, row3, head.keyWidth, to);
    } else {
      packRows<f64>(row0, row1, row2, row3, head.keyWidth, to);
    }
    to += head.keyWidth * STEP;
  }
}

/** q·k of the block's queries and the keys of a range, each at its place in rows of `stride` bytes. */
export function scoreTiles<T>(
  head: Head,
  panels: usize,
  tiles: i32,
  first: i32,
  end: i32,
  to: usize,
  stride: usize
): void {
  const width = tileWidth<T>();
  first &= -width;
  const bytes = <usize>(head.keyWidth * sizeof<T>());
  product<T>(
    queryTiles,
    tiles,
    panels + first * bytes,
    width * bytes,
    upTo(end - first, width) / width,
    head.keyWidth,
    to + first * sizeof<T>(),
    stride,
    true
  );
}

/** Whether a tile of rows can be written to an output of this width, and to nothing beside it. */
function fits(listed: usize, slot: i32, count: i32, width: i32): bool {
  return listed == 0 && slot + Tiles.rows() <= count && width % (32 / size) == 0;
}

/**
 * The scores of a block: of all keys where they are kept, else of those the mask needs.
 *
 * @returns whether they stand in the output, and not in `rows`
 */
function scoreBlock(head: Head, listed: usize, slot: i32, count: i32, tiles: i32): bool {
  let first = 0;
  let end = head.m;
  const last = min(slot + tiles * Tiles.rows(), count);
  if (head.scores == 0 && !head.late) {
    first = firstKey(head, rowOf(head, listed, slot, count));
    end = endOfKeys(head, rowOf(head, listed, last - 1, count));
  }
  const kept = head.scores != 0;
  const apart = kept && fits(listed, slot + (tiles - 1) * Tiles.rows(), count, head.m);
  const stride = apart ? <usize>(head.m * size) : rowStride;
  const to = apart ? head.scores + slot * stride : rows;
  if (FUSED && size == 4) {
    prepareBeside(head, listed, slot, count, tiles);
  }
  if (size == 4) {
    scoreTiles<f32>(head, keyPanels, tiles, first, end, to, stride);
  } else {
    scoreTiles<f64>(head, keyPanels, tiles, first, end, to, stride);
  }
  if (FUSED) {
    doBeside(0, 0);
  }
  if (kept && !apart) {
    copyRows(head, listed, slot, last, count, rows, rowStride, head.scores, head.m);
  }
  return apart;
}

/**
 * What the products of a block of scores do beside, where float32 is fused: keep each row's greatest scores, if it may
 * attend to all keys, and clear its weights, if they are computed in their place: their memory is then at hand.
 */
function prepareBeside(head: Head, listed: usize, slot: i32, count: i32, tiles: i32): void {
  const open = head.late || (head.causal == 0 && head.window == 0 && !masksKeys(head));
  const lastTile = slot + (tiles - 1) * Tiles.rows();
  const inPlace = head.weights != 0 && fits(listed, lastTile, count, head.m);
  const kept = open ? maxima : 0;
  keepGreatest(kept);
  for (let at = maxima; at < maxima + BLOCK_ROWS * 16; at += 16) {
    v128.store(at, f32x4.splat(-Infinity));
  }
  doBeside(kept, inPlace ? head.weights + slot * head.m * 4 : 0);
}

/** Copies rows to their place in an output. */
export function copyRows(
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
  const bytes = <usize>(width * size);
  for (let s = slot; s < end; s++) {
    const place = listed != 0 ? rowOf(head, listed, s, count) : s;
    memory.copy(to + place * bytes, from, bytes);
    from += stride;
  }
}

/**
 * Softmax and weights × V of four rows. Where the weights are kept as they stand, each row is worked on
 * in its place: the exponentials then wait for memory that is new, and the weights find it at hand.
 *
 * @param work - room for the four rows; their scores stand there, or in the output if `apart`
 */
function finishTile(
  head: Head,
  listed: usize,
  slot: i32,
  count: i32,
  work: usize,
  apart: bool
): void {
  const last = min(slot + Tiles.rows(), count);
  let first = firstKey(head, rowOf(head, listed, slot, count));
  let end = endOfKeys(head, rowOf(head, listed, last - 1, count));
  if (!valuesAreFinite()) {
    first = 0;
    end = head.m;
  }
  const bytes = <usize>(head.m * size);
  const kept = head.weights != 0;
  const inPlace = kept && fits(listed, slot, count, head.m);
  const stride = inPlace ? bytes : rowStride;
  const at = inPlace ? head.weights + slot * bytes : work;
  for (let r = 0; r < last - slot; r++) {
    const row = rowOf(head, listed, slot + r, count);
    const place = listed != 0 ? row : slot + r;
    const from = apart ? head.scores + (slot + r) * bytes : work + r * rowStride;
    if (size == 4) {
      weighRow<f32>(head, row, place, from, at + r * stride, stride, first, end);
    } else {
      weighRow<f64>(head, row, place, from, at + r * stride, stride, first, end);
    }
  }
  if (kept && !inPlace) {
    copyRows(head, listed, slot, last, count, at, stride, head.weights, head.m);
  }
  if (head.output != 0) {
    outputTile(head, listed, slot, count, first, end, at, stride);
  }
}

/** The weights of one row, at `at`: its softmax, times the last factor where a weight may be above 0. */
function weighRow<T>(
  head: Head,
  row: i32,
  place: i32,
  from: usize,
  at: usize,
  bytes: usize,
  first: i32,
  end: i32
): void {
  const factor = softmaxRow<T>(head, row, place, from, at, bytes);
  const begin = first & -4;
  Vectors.scale<T>(at + begin * sizeof<T>(), (upTo(end, 4) - begin) * sizeof<T>(), factor);
}

/** weights × V of four rows, from where they stand to their place in the output. */
function outputTile(
  head: Head,
  listed: usize,
  slot: i32,
  count: i32,
  first: i32,
  end: i32,
  at: usize,
  atStride: usize
): void {
  const width = head.valueWidth;
  const apart = !fits(listed, slot, count, width);
  const stride = apart ? outputStride : <usize>(width * size);
  const to = apart ? outputs : head.output + slot * stride;
  if (size == 4) {
    packTile<f32>(at, atStride, first, end, weightTile);
    weighValues<f32>(head, first, end, weightTile, to, stride, true);
  } else {
    packTile<f64>(at, atStride, first, end, weightTile);
    weighValues<f64>(head, first, end, weightTile, to, stride, true);
  }
  if (apart) {
    const last = min(slot + Tiles.rows(), count);
    copyRows(head, listed, slot, last, count, outputs, outputStride, head.output, width);
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
  stride: usize,
  fresh: bool
): void {
  const width = tileWidth<T>();
  product<T>(
    FUSED && sizeof<T>() == 4 ? weightTile : tileAt + first * STEP,
    1,
    valuePanels + first * 32,
    head.m * 32,
    upTo(head.valueWidth, width) / width,
    end - first,
    to,
    stride,
    fresh
  );
}

/**
 * The softmax of a row of scores, but for the last factor 1 / sum; zeros where nothing was computed.
 *
 * @param from - the scores
 * @param at - where the exponentials go, a row of so many `bytes`; it may be `from`
 * @returns the last factor
 */
function softmaxRow<T>(head: Head, row: i32, place: i32, from: usize, at: usize, bytes: usize): T {
  const first = head.late ? 0 : firstKey(head, row);
  const end = head.late ? head.m : endOfKeys(head, row);
  const masked = !head.late && masksKeys(head);
  if (masked && head.cells != 0) {
    fillLaneMask<T>(head, row);
  }
  let most = Infinity as T;
  let less = most;
  let scale: f32 = 1;
  const whole = ((first | end) & 3) == 0;
  if (sizeof<T>() == 4 && whole && head.scale > 0 && onlyScales(head, masked)) {
    // The greatest logit is that of the greatest score, and no logit need be written.
    less = greatest(from, first, end) as T;
    scale = head.scale as f32;
    most = (less * (scale as T)) as T;
  }
  if (abs<T>(most) == (Infinity as T)) {
    most = logits<T>(head, row, from, at, first, end, masked);
    less = most;
    scale = 1;
    from = at;
  }
  let open = true;
  if (most == (Infinity as T) || most == (-Infinity as T)) {
    open = shiftInfinite<T>(head, row, at, first, end, most);
    less = 0 as T;
  }
  let sum = 0 as T;
  memory.fill(at, 0, (first & -4) * sizeof<T>());
  const rest = open ? upTo(end, 4) : first & -4;
  memory.fill(at + rest * sizeof<T>(), 0, bytes - rest * sizeof<T>());
  if (open) {
    const skipped = (first & -4) * sizeof<T>();
    sum =
      sizeof<T>() == 4
        ? (exponentials32(from + skipped, at + skipped, at + rest * 4, scale, less as f32) as T)
        : exponentials<T>(at, first & -4, rest, less);
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
  if (head.max != 0) {
    store<T>(head.max + place * sizeof<T>(), (most + (0 as T)) as T); // never −0
  }
  if (head.sum != 0) {
    store<T>(head.sum + place * sizeof<T>(), sum);
  }
  return inverse;
}
