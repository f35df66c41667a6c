import {
  attendRows,
  fillPadding,
  packBlock,
  rowOf,
  scoreTiles,
  valuesAreFinite,
  weighValues
} from './attend';
import { exponentials } from './exp';
import { Head, endOfKeys, firstKey } from './head';
import { fillLaneMask, logits, maskLate, masksKeys } from './logits';
import { areFinite, packTile } from './pack';
import {
  BLOCK_ROWS,
  Tiles,
  keyPanels,
  list,
  outputStride,
  outputs,
  rowStride,
  rows,
  runningMax,
  runningSum,
  single,
  size,
  weightTile
} from './plan';
import { STEP, upTo, wantRows } from './tile';
import { Vectors } from './vectors';

/** Keys at a time: their scores stay in the cache. */
const BLOCK_KEYS: i32 = 512;

/**
 * Output, maximum and sum of rows without their weights; after `prepare`. Keys come in blocks, and what
 * was summed so far is scaled down where a block has a new maximum.
 *
 * Source: Dao et al., FlashAttention (2022), section 3.1.
 */
export function attendOnline(head: Head): void {
  const count = head.to - head.from;
  head.scores = 0;
  head.weights = 0;
  if (!valuesAreFinite()) {
    attendRows(head, 0, count);
    return;
  }
  fillPadding(head);
  wantRows(count);
  let unsure = 0;
  for (let slot = 0; slot < count; slot += BLOCK_ROWS) {
    const inBlock = min(BLOCK_ROWS, count - slot);
    const tiles = Tiles.of(inBlock);
    const first = head.late ? 0 : firstKey(head, head.from + slot);
    const end = head.late ? head.m : endOfKeys(head, head.from + slot + inBlock - 1);
    packBlock(head, 0, slot, count, tiles);
    begin(tiles);
    for (let key = first & -BLOCK_KEYS; key < end; key += BLOCK_KEYS) {
      const from = max(first, key);
      const to = min(end, key + BLOCK_KEYS);
      if (size == 4) {
        addKeys<f32>(head, slot, count, tiles, from, to);
      } else {
        addKeys<f64>(head, slot, count, tiles, from, to);
      }
    }
    unsure =
      size == 4
        ? finish<f32>(head, slot, inBlock, unsure)
        : finish<f64>(head, slot, inBlock, unsure);
  }
  attendListed(head, unsure);
}

/** Computes the first rows of `list` from scratch. */
export function attendListed(head: Head, count: i32): void {
  const bytes = head.from * size;
  head.output -= bytes * head.valueWidth;
  head.max -= bytes;
  head.sum -= bytes;
  attendRows(head, list, count);
}

/** Nothing summed yet. */
function begin(tiles: i32): void {
  memory.fill(outputs, 0, tiles * Tiles.rows() * outputStride);
  memory.fill(runningSum, 0, BLOCK_ROWS * size);
  for (let at = runningMax; at < runningMax + BLOCK_ROWS * size; at += size) {
    if (size == 4) {
      store<f32>(at, -Infinity);
    } else {
      store<f64>(at, -Infinity);
    }
  }
}

/** Adds a block of keys to the sums of a block of rows. */
function addKeys<T>(head: Head, slot: i32, count: i32, tiles: i32, first: i32, end: i32): void {
  // The keys of a block stand at the beginning of the rows, wherever the block begins.
  const start = first & -BLOCK_KEYS;
  const shift = start * sizeof<T>();
  scoreTiles<T>(head, keyPanels, tiles, first, end, rows - shift, rowStride);
  for (let t = 0; t < tiles; t++) {
    const at = rows - shift + t * Tiles.rows() * rowStride;
    const to = outputs + t * Tiles.rows() * outputStride;
    for (let r = 0; r < Tiles.rows(); r++) {
      const row = rowOf(head, 0, slot + t * Tiles.rows() + r, count);
      addToRow<T>(head, row, t * Tiles.rows() + r, at + r * rowStride, first, end);
    }
    const tileAt = weightTile - start * STEP;
    packTile<T>(at, rowStride, first, end, tileAt);
    weighValues<T>(head, first, end, tileAt, to, outputStride, false);
  }
}

/** Turns the scores of one row into exponentials, and scales what the row has summed so far. */
function addToRow<T>(head: Head, row: i32, r: i32, at: usize, first: i32, end: i32): void {
  const open = head.late ? first : min(end, max(first, firstKey(head, row)));
  const close = head.late ? end : max(open, min(end, endOfKeys(head, row)));
  const masked = !head.late && masksKeys(head);
  if (masked && head.cells != 0) {
    fillLaneMask<T>(head, row);
  }
  const before = load<T>(runningMax + r * sizeof<T>());
  const found = logits<T>(head, row, at, at, open, close, masked);
  const most = found > before ? found : before;
  let from = open & -4;
  let rest = upTo(close, 4);
  if (open == close || most == (-Infinity as T)) {
    from = first & -4;
    rest = from;
  }
  memory.fill(at + (first & -4) * sizeof<T>(), 0, (from - (first & -4)) * sizeof<T>());
  memory.fill(at + rest * sizeof<T>(), 0, (upTo(end, 4) - rest) * sizeof<T>());
  if (rest == from) {
    return;
  }
  let sum = load<T>(runningSum + r * sizeof<T>());
  if (most != before) {
    const shrink = before == (-Infinity as T) ? (0 as T) : expOf<T>((before - most) as T);
    sum = (sum * shrink) as T;
    Vectors.scale<T>(outputs + r * outputStride, outputStride, shrink);
    store<T>(runningMax + r * sizeof<T>(), most);
  }
  sum = (sum + exponentials<T>(at, from, rest, most)) as T;
  store<T>(runningSum + r * sizeof<T>(), sum);
  if (head.late) {
    maskLate<T>(head, row, at, first, end);
  }
}

/** e^x of one number. */
export function expOf<T>(x: T): T {
  v128.store(single, v128.splat<T>(x));
  v128.store(single, v128.splat<T>(x), 16);
  exponentials<T>(single, 0, 4, 0 as T);
  return load<T>(single);
}

/**
 * Divides by the sums and writes out. Rows where something is not finite go to the list, which had
 * `unsure` of them: its new length.
 */
function finish<T>(head: Head, slot: i32, inBlock: i32, unsure: i32): i32 {
  const bytes = head.valueWidth * sizeof<T>();
  for (let r = 0; r < inBlock; r++) {
    const row = head.from + slot + r;
    const sum = load<T>(runningSum + r * sizeof<T>());
    const most = load<T>(runningMax + r * sizeof<T>());
    const at = outputs + r * outputStride;
    Vectors.scale<T>(at, outputStride, sum == (0 as T) ? (0 as T) : (((1 as T) / sum) as T));
    memory.copy(head.output + (slot + r) * bytes, at, bytes);
    store<T>(head.max + (slot + r) * sizeof<T>(), (most + (0 as T)) as T);
    store<T>(head.sum + (slot + r) * sizeof<T>(), sum);
    const open = head.late || firstKey(head, row) < endOfKeys(head, row);
    const sound = isFinite<T>(sum) && sum > (0 as T) && isFinite<T>(most);
    if (open && !(sound && areFinite<T>(at, head.valueWidth))) {
      store<i32>(list + (unsure << 2), row);
      unsure++;
    }
  }
  return unsure;
}
