import { exponentials } from './exp';
import { Head, allows, endOfKeys } from './head';
import { logit } from './logits';
import { attendListed } from './online';
import { list, outputs as shares } from './plan';
import { upTo } from './tile';
import { Vectors } from './vectors';

/** A logit this far above what its row takes for its maximum makes it the new one. */
const FAR: f32 = 9;

/** Where what `sharesOf` finds stands behind the three shares. */
const REFERENCE: usize = 48;
const SUM: usize = 64;
const TRUSTED: usize = 80;
const ABOVE: usize = 96;

/**
 * In float32, one token of a self-attention has moved: its query, key and value are new already, its
 * old key and value are given, and maximum, sum and output of all rows are those from before. The share
 * of its key is taken out of every other row and put back anew; its own row is computed from scratch.
 * The room to work in must be as `attend` or the move before left it, with keys and values packed.
 * Where weights are given, they follow in the same way.
 *
 * The maximum of a row is from now on only what its exponentials are measured against. Where a new
 * logit stands far above it, the row is measured against that one (`rescaled`). Where the old share
 * was more than half of the sum, or something is not finite, taking it out would leave few true
 * digits: the row is computed from scratch (`recomputed`).
 */
export function moveToken(head: Head): void {
  head.rescaled = 0;
  head.recomputed = 0;
  head.scores = 0;
  head.from = 0;
  let listed = 0;
  for (let row = 0; row < head.n; row++) {
    const lane = row & 3;
    if (lane == 0) {
      sharesOf(head, row);
    }
    const own = row == head.token;
    if (own || !moveInRow(head, row, shares + lane * 4)) {
      store<i32>(list + (listed << 2), row);
      listed++;
      head.recomputed += own ? 0 : 1;
    }
  }
  attendListed(head, listed);
}

/**
 * Moves the token's share in one row; false where the row must be computed from scratch.
 *
 * @param share - the row's number in the first vector at `shares`
 */
function moveInRow(head: Head, row: i32, share: usize): bool {
  const allowed = allows(head, row, head.token);
  if (!allowed && !head.late) {
    return true;
  }
  if (load<i32>(share, TRUSTED) == 0) {
    return false;
  }
  const mixed = mix(head, row, share, allowed);
  head.rescaled -= mixed ? load<i32>(share, ABOVE) : 0; // −1 is true
  if (mixed && head.weights != 0) {
    moveWeights(head, row, share, allowed);
  }
  return mixed;
}

/** A row of weights shrinks as its sum has grown; the moved token's own is new. */
function moveWeights(head: Head, row: i32, share: usize, allowed: bool): void {
  const first = head.weights + row * head.m * 4;
  const end = first + head.m * 4;
  const beyond = v128.load(end); // the last vector may reach into the next row
  Vectors.scale<f32>(first, <usize>upTo(endOfKeys(head, row) * 4, 16), load<f32>(share, 32));
  v128.store(end, beyond);
  if (allowed) {
    store<f32>(first + head.token * 4, load<f32>(share, 16));
  }
}

/**
 * What the moved key makes of four rows, one vector after the other at `shares`: the shares of the
 * old and of the new key in the new sum, and of what was summed before; the new reference and sum;
 * whether they may be trusted, and whether the reference is a new one.
 */
function sharesOf(head: Head, row: i32): void {
  for (let r = 0; r < 4; r++) {
    logitsOfMoved(head, min(row + r, head.n - 1), shares + r * 4);
  }
  const before = v128.load(shares);
  const now = v128.load(shares, 16);
  const most = v128.load(head.max + row * 4);
  const above = f32x4.gt(f32x4.sub(now, most), f32x4.splat(FAR));
  const reference = v128.bitselect(now, most, above);
  // Shares of the old and the new key, and what the row shrinks by, all measured anew.
  v128.store(shares, f32x4.sub(before, reference));
  v128.store(shares, f32x4.sub(now, reference), 16);
  v128.store(shares, f32x4.sub(most, reference), 32);
  exponentials<f32>(shares, 0, 12, 0);
  const oldShare = v128.load(shares);
  const newShare = v128.load(shares, 16);
  const sum = f32x4.mul(v128.load(head.sum + row * 4), v128.load(shares, 32));
  const after = f32x4.add(f32x4.sub(sum, oldShare), newShare);
  const zero = f32x4.splat(0);
  // What is no number is not trusted.
  const small = f32x4.le(oldShare, f32x4.mul(sum, f32x4.splat(0.5)));
  const finite = f32x4.eq(f32x4.mul(after, zero), zero);
  const trusted = v128.and(small, v128.and(f32x4.gt(after, zero), finite));
  const inverse = f32x4.div(f32x4.splat(1), after);
  v128.store(shares, f32x4.mul(oldShare, inverse));
  v128.store(shares, f32x4.mul(newShare, inverse), 16);
  v128.store(shares, f32x4.mul(sum, inverse), 32);
  v128.store(shares, reference, REFERENCE);
  v128.store(shares, after, SUM);
  v128.store(shares, trusted, TRUSTED);
  v128.store(shares, above, ABOVE);
}

/**
 * output × kept − old value × taken + new value × given, in place, and the row's new reference and
 * sum; false where the output is not finite.
 */
function mix(head: Head, row: i32, share: usize, allowed: bool): bool {
  const taken: f32 = allowed ? load<f32>(share) : 0;
  const given: f32 = allowed ? load<f32>(share, 16) : 0;
  const kept = load<f32>(share, 32);
  store<f32>(head.max + row * 4, load<f32>(share, REFERENCE));
  store<f32>(head.sum + row * 4, load<f32>(share, SUM));
  const bytes = <usize>(head.valueWidth * 4);
  const output = head.output + row * bytes;
  const value = head.value + head.token * bytes;
  const oldValue = head.oldValue;
  const whole = bytes & -16;
  const kept4 = f32x4.splat(kept);
  const taken4 = f32x4.splat(taken);
  const given4 = f32x4.splat(given);
  const zero = f32x4.splat(0);
  let nothing = zero; // 0 times what is finite
  let c: usize = 0;
  for (; c < whole; c += 16) {
    const less = f32x4.sub(
      f32x4.mul(v128.load(output + c), kept4),
      f32x4.mul(v128.load(oldValue + c), taken4)
    );
    const mixed = f32x4.add(less, f32x4.mul(v128.load(value + c), given4));
    v128.store(output + c, mixed);
    nothing = f32x4.add(nothing, f32x4.mul(mixed, zero));
  }
  let rest: f32 = 0;
  for (; c < bytes; c += 4) {
    const less = load<f32>(output + c) * kept - load<f32>(oldValue + c) * taken;
    const mixed = less + load<f32>(value + c) * given;
    store<f32>(output + c, mixed);
    rest += mixed * 0;
  }
  return v128.all_true<u64>(f32x4.eq(nothing, zero)) && rest == 0;
}

/** The logits of the old and the new key in a row, a vector apart. */
function logitsOfMoved(head: Head, row: i32, to: usize): void {
  let query = head.query + row * head.keyWidth * 4;
  let oldKey = head.oldKey;
  let newKey = head.key + head.token * head.keyWidth * 4;
  let before = f32x4.splat(0);
  let now = before;
  const end = query + head.keyWidth * 4;
  const whole = query + (head.keyWidth & -4) * 4;
  for (; query != whole; query += 16) {
    const q = v128.load(query);
    before = f32x4.add(before, f32x4.mul(q, v128.load(oldKey)));
    now = f32x4.add(now, f32x4.mul(q, v128.load(newKey)));
    oldKey += 16;
    newKey += 16;
  }
  let first = sumOf(before);
  let second = sumOf(now);
  for (; query != end; query += 4) {
    const q = load<f32>(query);
    first += q * load<f32>(oldKey);
    second += q * load<f32>(newKey);
    oldKey += 4;
    newKey += 4;
  }
  store<f32>(to, logit<f32>(head, row, head.token, first, false));
  store<f32>(to, logit<f32>(head, row, head.token, second, false), 16);
}

function sumOf(sums: v128): f32 {
  return (
    f32x4.extract_lane(sums, 0) +
    f32x4.extract_lane(sums, 1) +
    f32x4.extract_lane(sums, 2) +
    f32x4.extract_lane(sums, 3)
  );
}
