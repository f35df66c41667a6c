import { FUSED } from './fused';
import { Head, allows, endOfKeys, firstKey } from './head';
import { laneMask } from './plan';
import { lanes, upTo } from './tile';

/** Whether single keys are masked, and not by their distance alone. */
export function masksKeys(head: Head): bool {
  return head.padding != 0 || head.cells != 0;
}

/** Sets all bits of a key's lane where padding and cells let the row attend to it. */
export function fillLaneMask<T>(head: Head, row: i32): void {
  const cells = head.cells + row * head.m;
  for (let j = 0; j < head.m; j++) {
    const real = head.padding == 0 || load<u8>(head.padding + j) != 0;
    const open = head.cells == 0 || load<u8>(cells + j) != 0;
    const bits = -(<i32>(real && open));
    if (sizeof<T>() == 4) {
      store<i32>(laneMask + (j << 2), bits);
    } else {
      store<i64>(laneMask + (j << 3), <i64>bits);
    }
  }
}

/** The logit of one score: × scale, then + bias, then ÷ temperature; −Infinity where `masked`. */
export function logit<T>(head: Head, row: i32, key: i32, score: T, masked: bool): T {
  if (masked && !allows(head, row, key)) {
    return -Infinity as T;
  }
  let value = (score * (head.scale as T)) as T;
  if (head.slope != 0) {
    value = (value + (((0 as T) - (((head.slope as T) * (abs(row - key) as T)) as T)) as T)) as T;
  }
  return head.temperature == 1 ? value : ((value / (head.temperature as T)) as T);
}

/** The logits of single keys, and the greatest of them and `max`. */
function logitsOneByOne<T>(
  head: Head,
  row: i32,
  from: usize,
  at: usize,
  first: i32,
  end: i32,
  masked: bool,
  max: T
): T {
  for (let j = first; j < end; j++) {
    const value = logit<T>(head, row, j, load<T>(from + j * sizeof<T>()), masked);
    store<T>(at + j * sizeof<T>(), value);
    max = value > max ? value : max;
  }
  return max;
}

/**
 * Scores become logits, for the keys from `first` to `end`, and −Infinity for those that `masked`
 * keys forbid; the groups of four at both ends are filled with −Infinity.
 *
 * @param from - the row of scores; that of key j stands at `from + j · size`
 * @param at - where their logits go; it may be `from`
 * @returns the greatest logit, NaN disregarded; −Infinity where there is none
 */
export function logits<T>(
  head: Head,
  row: i32,
  from: usize,
  at: usize,
  first: i32,
  end: i32,
  masked: bool
): T {
  if (first == end) {
    return -Infinity as T;
  }
  const wholeFirst = min(end, upTo(first, lanes<T>()));
  const wholeEnd = max(wholeFirst, end & -lanes<T>());
  for (let j = first & -4; j < first; j++) {
    store<T>(at + j * sizeof<T>(), -Infinity as T);
  }
  for (let j = end; j < upTo(end, 4); j++) {
    store<T>(at + j * sizeof<T>(), -Infinity as T);
  }
  let most = logitsOneByOne<T>(head, row, from, at, first, wholeFirst, masked, -Infinity as T);
  most = logitsOneByOne<T>(head, row, from, at, wholeEnd, end, masked, most);
  const found = onlyScales(head, masked)
    ? scaled<T>(from, at, wholeFirst, wholeEnd, head.scale as T)
    : treated<T>(head, row, from, at, wholeFirst, wholeEnd, masked);
  return found > most ? found : most;
}

/** Whether logits are scores times the scale, and nothing else. */
export function onlyScales(head: Head, masked: bool): bool {
  return head.slope == 0 && head.temperature == 1 && !masked;
}

/** Where float32 is fused: the greatest scores of the row that is next, in four lanes; 0 where they were not kept. */
let kept: usize = 0;

/** Says where the products have kept the greatest scores of the rows that follow, a vector a row; 0 for nowhere. */
export function keepGreatest(at: usize): void {
  kept = at;
}

/**
 * The greatest of a row's scores in whole groups of four, NaN disregarded. Four maxima at a time, since
 * each waits for the one before it: the order in which they are taken cannot be told from the result.
 */
export function greatest(row: usize, first: i32, end: i32): f32 {
  if (FUSED) {
    if (kept != 0) {
      kept += 16;
      return greatestLane<f32>(v128.load(kept - 16));
    }
  }
  let most0 = f32x4.splat(-Infinity);
  let most1 = most0;
  let most2 = most0;
  let most3 = most0;
  const last = row + end * 4;
  let at = row + first * 4;
  for (const whole = last - 48; at < whole; at += 64) {
    most0 = f32x4.pmax(most0, v128.load(at));
    most1 = f32x4.pmax(most1, v128.load(at, 16));
    most2 = f32x4.pmax(most2, v128.load(at, 32));
    most3 = f32x4.pmax(most3, v128.load(at, 48));
  }
  for (; at != last; at += 16) {
    most0 = f32x4.pmax(most0, v128.load(at));
  }
  return greatestLane<f32>(f32x4.pmax(f32x4.pmax(most0, most1), f32x4.pmax(most2, most3)));
}

/** Whole vectors of logits where there is nothing but the scale. */
function scaled<T>(from: usize, at: usize, first: i32, end: i32, scale: T): T {
  const factor = v128.splat<T>(scale);
  let most = v128.splat<T>(-Infinity as T);
  const last = at + end * sizeof<T>();
  at += first * sizeof<T>();
  from += first * sizeof<T>();
  while (at != last) {
    const value = v128.mul<T>(v128.load(from), factor);
    v128.store(at, value);
    most = v128.pmax<T>(most, value);
    at += 16;
    from += 16;
  }
  return greatestLane<T>(most);
}

/** Whole vectors of logits with bias, temperature and masked keys. */
function treated<T>(
  head: Head,
  row: i32,
  from: usize,
  at: usize,
  first: i32,
  end: i32,
  masked: bool
): T {
  const factor = v128.splat<T>(head.scale as T);
  const temperature = v128.splat<T>(head.temperature as T);
  const slope = v128.splat<T>(head.slope as T);
  const lowest = v128.splat<T>(-Infinity as T);
  const step = v128.splat<T>(lanes<T>() as T);
  let distance = sizeof<T>() == 4 ? f32x4(0, 1, 2, 3) : f64x2(0, 1);
  distance = v128.add<T>(distance, v128.splat<T>((first - row) as T));
  let most = lowest;
  for (let j = first; j < end; j += lanes<T>()) {
    let value = v128.mul<T>(v128.load(from + j * sizeof<T>()), factor);
    if (head.slope != 0) {
      const bias = v128.sub<T>(v128.splat<T>(0 as T), v128.mul<T>(slope, v128.abs<T>(distance)));
      value = v128.add<T>(value, bias);
      distance = v128.add<T>(distance, step);
    }
    if (head.temperature != 1) {
      value = v128.div<T>(value, temperature);
    }
    if (masked) {
      value = v128.bitselect(value, lowest, v128.load(laneMask + j * sizeof<T>()));
    }
    v128.store(at + j * sizeof<T>(), value);
    most = v128.pmax<T>(most, value);
  }
  return greatestLane<T>(most);
}

function greatestLane<T>(vector: v128): T {
  let most = v128.extract_lane<T>(vector, 0);
  let other = v128.extract_lane<T>(vector, 1);
  most = other > most ? other : most;
  if (sizeof<T>() == 4) {
    other = v128.extract_lane<T>(vector, 2);
    most = other > most ? other : most;
    other = v128.extract_lane<T>(vector, 3);
    most = other > most ? other : most;
  }
  return most;
}

/**
 * For a row with an infinite maximum: logits become their distance from it, where equal infinities
 * differ by nothing, and −Infinity where masked.
 *
 * @returns whether there is any key that the row may attend to
 */
export function shiftInfinite<T>(
  head: Head,
  row: i32,
  at: usize,
  first: i32,
  end: i32,
  most: T
): bool {
  let any = false;
  for (let j = first; j < end; j++) {
    const to = at + j * sizeof<T>();
    const value = load<T>(to);
    if (head.late || allows(head, row, j)) {
      store<T>(to, value == most ? (0 as T) : ((value - most) as T));
      any = true;
    } else {
      store<T>(to, -Infinity as T);
    }
  }
  return any;
}

/** Zeros where the mask forbids to attend: the mask after the softmax. */
export function maskLate<T>(head: Head, row: i32, at: usize, first: i32, end: i32): void {
  const open = firstKey(head, row);
  const close = endOfKeys(head, row);
  const keys = masksKeys(head);
  for (let j = first; j < end; j++) {
    if (j < open || j >= close || (keys && !allows(head, row, j))) {
      store<T>(at + j * sizeof<T>(), 0 as T);
    }
  }
}
