import { TILE_ROWS, lanes, tileWidth } from './tile';

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

/** Four rows, side by side: [width, 4]. */
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
    store<T>(to, load<T>(row0));
    store<T>(to + sizeof<T>(), load<T>(row1));
    store<T>(to + 2 * sizeof<T>(), load<T>(row2));
    store<T>(to + 3 * sizeof<T>(), load<T>(row3));
    row0 += sizeof<T>();
    row1 += sizeof<T>();
    row2 += sizeof<T>();
    row3 += sizeof<T>();
    to += TILE_ROWS * sizeof<T>();
  }
}

/**
 * Four rows, each times a factor, in place and side by side, [.., 4]; `first` and `end` are
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
  const f0 = v128.load_splat<T>(factors);
  const f1 = v128.load_splat<T>(factors, sizeof<T>());
  const f2 = v128.load_splat<T>(factors, 2 * sizeof<T>());
  const f3 = v128.load_splat<T>(factors, 3 * sizeof<T>());
  let at0 = row + first * sizeof<T>();
  const last = row + end * sizeof<T>();
  let at1 = at0 + stride;
  let at2 = at1 + stride;
  let at3 = at2 + stride;
  to += first * TILE_ROWS * sizeof<T>();
  while (at0 != last) {
    const w0 = v128.mul<T>(v128.load(at0), f0);
    const w1 = v128.mul<T>(v128.load(at1), f1);
    const w2 = v128.mul<T>(v128.load(at2), f2);
    const w3 = v128.mul<T>(v128.load(at3), f3);
    v128.store(at0, w0);
    v128.store(at1, w1);
    v128.store(at2, w2);
    v128.store(at3, w3);
    if (sizeof<T>() == 4) {
      const low01 = v128.shuffle<f32>(w0, w1, 0, 4, 1, 5);
      const low23 = v128.shuffle<f32>(w2, w3, 0, 4, 1, 5);
      const high01 = v128.shuffle<f32>(w0, w1, 2, 6, 3, 7);
      const high23 = v128.shuffle<f32>(w2, w3, 2, 6, 3, 7);
      v128.store(to, v128.shuffle<f64>(low01, low23, 0, 2));
      v128.store(to, v128.shuffle<f64>(low01, low23, 1, 3), 16);
      v128.store(to, v128.shuffle<f64>(high01, high23, 0, 2), 32);
      v128.store(to, v128.shuffle<f64>(high01, high23, 1, 3), 48);
    } else {
      v128.store(to, v128.shuffle<f64>(w0, w1, 0, 2));
      v128.store(to, v128.shuffle<f64>(w2, w3, 0, 2), 16);
      v128.store(to, v128.shuffle<f64>(w0, w1, 1, 3), 32);
      v128.store(to, v128.shuffle<f64>(w2, w3, 1, 3), 48);
    }
    at0 += 16;
    at1 += 16;
    at2 += 16;
    at3 += 16;
    to += 64;
  }
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
