import { STEP, TILE_ROWS, lanes, tileWidth } from './tile';

/**
 * Rows become panels: each panel holds as many rows as a tile has columns, [width, tileWidth], with
 * zeros where the rows end. A tile then reads it from front to back.
 */
export function packKeys<T>(rows: usize, count: i32, width: i32, panels: usize): void {
  const step = tileWidth<T>();
  const stride = <usize>(width * sizeof<T>());
  for (let first = 0; first < count; first += step) {
    const whole = min(step, count - first);
    for (let r = 0; r < step; r++) {
      let to = panels + r * sizeof<T>();
      if (r < whole) {
        const end = rows + (first + r + 1) * stride;
        for (let from = end - stride; from != end; from += sizeof<T>()) {
          store<T>(to, load<T>(from));
          to += 32;
        }
      } else {
        for (let k = 0; k < width; k++) {
          store<T>(to, 0 as T);
          to += 32;
        }
      }
    }
    panels += width * 32;
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
 * Four rows, each times a factor, in place and side by side, [.., 4, vector]; `first` and `end` are
 * multiples of 4.
 *
 * @param row - the first row, `stride` bytes before the next
 * @param factors - one of each row
 * @param to - where entry 0 would go
 */
export function packScaled<T>(
  row: usize,
  stride: usize,
  first: i32,
  end: i32,
  factors: usize,
  to: usize
): void {
  const from = row + first * sizeof<T>();
  for (let r = 0; r < TILE_ROWS; r++) {
    const factor = v128.load_splat<T>(factors + r * sizeof<T>());
    const last = row + end * sizeof<T>() + r * stride;
    for (let at = from + r * stride; at != last; at += 16) {
      v128.store(at, v128.mul<T>(v128.load(at), factor));
    }
  }
  const second = from + 2 * stride;
  const width = end - first;
  packRows<T>(from, from + stride, second, second + stride, width, to + first * STEP);
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
