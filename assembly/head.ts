/**
 * What one call works on. The host writes it, field by field in this order, and an address 0 stands
 * for "none". Matrices are row-major without gaps; T is f32 or f64, the same for all of them.
 */
@unmanaged
export class Head {
  /** What raw scores are multiplied by, and what logits are divided by. */
  scale: f64;
  temperature: f64;
  /** ALiBi: slope · |i − j| is taken from a scaled score; 0 for none. */
  slope: f64;
  /** Queries, keys, and the widths of a key and of a value. */
  n: i32;
  m: i32;
  keyWidth: i32;
  valueWidth: i32;
  /** The rows to compute, from … to − 1; outputs begin with row `from`. */
  from: i32;
  to: i32;
  /** The mask: 1 = no later keys; keys less than `window` away (0 = all, below 0 = none). */
  causal: i32;
  window: i32;
  /** 1 = the mask acts on the weights, after the softmax. */
  late: i32;
  /** Bytes, not 0 = may attend: [m], and [n, m]. */
  padding: usize;
  cells: usize;
  /** [n, keyWidth], [m, keyWidth], [m, valueWidth]. */
  query: usize;
  key: usize;
  value: usize;
  /** [rows, m], [rows, m], [rows, valueWidth], [rows], [rows]. */
  scores: usize;
  weights: usize;
  output: usize;
  max: usize;
  sum: usize;
  /** Room to work in, as many bytes as `workBytes` says. */
  work: usize;
  /** For a move: the token, and its old key and value. */
  token: i32;
  oldKey: usize;
  oldValue: usize;
  /** What a move answers: rows set to a new maximum, and rows computed anew. */
  rescaled: i32;
  recomputed: i32;
}

/**
 * The first key that the mask's causal part and window let a row attend to. It never falls from one
 * row to the next, nor does the end.
 */
export function firstKey(head: Head, row: i32): i32 {
  return head.window == 0 ? 0 : min(head.m, max(0, row - head.window + 1));
}

/** One past the last such key; never before the first. */
export function endOfKeys(head: Head, row: i32): i32 {
  let end = head.m;
  if (head.causal) {
    end = min(end, row + 1);
  }
  if (head.window != 0) {
    end = min(end, row + head.window);
  }
  return max(end, firstKey(head, row));
}

/** Whether the whole mask lets a row attend to a key. */
export function allows(head: Head, row: i32, key: i32): bool {
  return (
    key >= firstKey(head, row) &&
    key < endOfKeys(head, row) &&
    (head.padding == 0 || load<u8>(head.padding + key) != 0) &&
    (head.cells == 0 || load<u8>(head.cells + row * head.m + key) != 0)
  );
}
