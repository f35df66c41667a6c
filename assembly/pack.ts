import { FUSED, FUSED_ROWS } from './fused';
import { weightTile } from './plan';
import { STEP, lanes, tileWidth, upTo } from './tile';

/**
 * Rows become panels: each panel holds as many rows as a tile has columns, [width, tileWidth]; past
 * the last row, the last one again. A tile then reads it from front to back.
 */
export function packKeys<T>(rows: usize, count: i32, width: i32, panels: usize): void {
  const stride = <usize>(width * sizeof<T>());
  for (let first = 0; first < count; first += tileWidth<T>()) {
    for (let half = 0; half < 2; half++) {
      const row = first + half * lanes<T>();
      const row0 = rows + min(row, count - 1) * stride;
      const row1 = rows + min(row + 1, count - 1) * stride;
      const row2 = rows + min(row + 2, count - 1) * stride;
      const row3 = rows + min(row + 3, count - 1) * stride;
      zip<T>(row0, row1, row2, row3, row0 + stride, panels + half * 16);
    }
    panels += width * 32;
  }
}

/** As many rows as a vector has lanes, four or the first two, entry by entry: every other vector of `to`. */
function zip<T>(row0: usize, row1: usize, row2: usize, row3: usize, end: usize, to: usize): void {
  while (row0 != end) {
    let entries = v128.load_splat<T>(row0);
    entries = v128.load_lane<T>(row1, entries, 1);
    if (sizeof<T>() == 4) {
      entries = v128.load_lane<T>(row2, entries, 2);
      entries = v128.load_lane<T>(row3, entries, 3);
    }
    v128.store(to, entries);
    row0 += sizeof<T>();
    row1 += sizeof<T>();
    row2 += sizeof<T>();
    row3 += sizeof<T>();
    to += 32;
  }
}

/**
 * Columns become panels, [count, tileWidth] each and `stride` bytes apart, with zeros where the
 * columns end.
 */
export function packColumns<T>(
  rows: usize,
  count: i32,
  width: i32,
  panels: usize,
  stride: usize
): void {
  const step = tileWidth<T>();
  for (let first = 0; first < width; first += step) {
    let from = rows + first * sizeof<T>();
    let to = panels;
    for (let r = 0; r < count; r++) {
      if (first + step <= width) {
        v128.store(to, v128.load(from));
        v128.store(to, v128.load(from, 16), 16);
      } else {
        v128.store(to, v128.splat<T>(0 as T));
        v128.store(to, v128.splat<T>(0 as T), 16);
        memory.copy(to, from, (width - first) * sizeof<T>());
      }
      to += 32;
      from += width * sizeof<T>();
    }
    panels += stride;
  }
}

/** Four rows, side by side: [width, 4, vector]. */
export function packRows<T>(
  row0: usize,
  row1: usize,
  row2: usize,
  row3: usize,
  width: i32,
  to: usize
): void {
  const end = row0 + width * sizeof<T>();
  while (row0 != end) {
    v128.store(to, v128.load_splat<T>(row0));
    v128.store(to, v128.load_splat<T>(row1), 16);
    v128.store(to, v128.load_splat<T>(row2), 32);
    v128.store(to, v128.load_splat<T>(row3), 48);
    row0 += sizeof<T>();
    row1 += sizeof<T>();
    row2 += sizeof<T>();
    row3 += sizeof<T>();
    to += STEP;
  }
}

/**
 * The entries of four rows from `first` to before `end`, side by side, and those beside them that
 * make whole groups of four. Where float32 is fused, only where the rows' first entries stand.
 *
 * @param row - the first row, `stride` bytes before the next
 * @param to - where entry 0 would go
 */
export function packTile<T>(row: usize, stride: usize, first: i32, end: i32, to: usize): void {
  if (FUSED && sizeof<T>() == 4) {
    for (let r = 0; r < FUSED_ROWS; r++) {
      store<usize>(weightTile + r * sizeof<usize>(), row + first * 4 + r * stride);
    }
    return;
  }
  first &= -4;
  const row0 = row + first * sizeof<T>();
  const row1 = row0 + stride;
  const row2 = row1 + stride;
  const width = upTo(end, 4) - first;
  packRows<T>(row0, row1, row2, row2 + stride, width, to + first * STEP);
}

/** Whether all of `count` numbers are finite. */
export function areFinite<T>(at: usize, count: i32): bool {
  let zero = v128.splat<T>(0 as T);
  const end = at + count * sizeof<T>();
  const whole = at + (count & -lanes<T>()) * sizeof<T>();
  while (at != whole) {
    zero = v128.add<T>(zero, v128.mul<T>(v128.load(at), v128.splat<T>(0 as T)));
    at += 16;
  }
  let rest = 0 as T;
  while (at != end) {
    rest = (rest + load<T>(at) * (0 as T)) as T;
    at += sizeof<T>();
  }
  // 0 times a finite number is 0; times any other it is no number.
  return v128.all_true<u64>(v128.eq<T>(zero, v128.splat<T>(0 as T))) && rest == (0 as T);
}
