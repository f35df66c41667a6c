import { exponentials } from './exp';
import { Head, allows, endOfKeys } from './head';
import { logit } from './logits';
import { attendListed, scale } from './online';
import { list, outputs as shares, size } from './plan';
import { lanes, upTo } from './tile';

/** A logit this far above what its row takes for its maximum makes it the new one. */
const FAR: f64 = 9;

/** Where what `sharesOf` finds stands behind the three shares. */
const REFERENCE: usize = 48;
const SUM: usize = 64;
const TRUSTED: usize = 80;
const ABOVE: usize = 96;

/**
 * One token of a self-attention has moved: its query, key and value are new already, its old key and
 * value are given, and maximum, sum and output of all rows are those from before. The share of its
 * key is taken out of every other row and put back anew; its own row is computed from scratch. The
 * room to work in must be as `attend` or the move before left it, with keys and values packed. Where
 * weights of single precision are given, they follow in the same way.
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
  const step = 16 / size; // the rows of a vector
  for (let row = 0; row < head.n; row++) {
    const lane = row & (step - 1);
    if (lane == 0) {
      newShares(head, row);
    }
    const own = row == head.token;
    if (own || !moveInRow(head, row, shares + lane * size)) {
      store<i32>(list + (listed << 2), row);
      listed++;
      head.recomputed += own ? 0 : 1;
    }
  }
  attendListed(head, listed);
}

function newShares(head: Head, row: i32): void {
  if (size == 4) {
    sharesOf<f32>(head, row);
  } else {
    sharesOf<f64>(head, row);
  }
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
  const mixed =
    size == 4 ? mix<f32>(head, row, share, allowed) : mix<f64>(head, row, share, allowed);
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
  scale<f32>(first, <usize>upTo(endOfKeys(head, row) * 4, 16), load<f32>(share, 32));
  v128.store(end, beyond);
  if (allowed) {
    store<f32>(first + head.token * 4, load<f32>(share, 16));
  }
}

/**
 * What the moved key makes of as many rows as a vector has lanes, one vector after the other at
 * `shares`: the shares of the old and of the new key in the new sum, and of what was summed before;
 * the new reference and sum; whether they may be trusted, and whether the reference is a new one.
 */
function sharesOf<T>(head: Head, row: i32): void {
  for (let r = 0; r < lanes<T>(); r++) {
    logitsOfMoved<T>(head, min(row + r, head.n - 1), shares + r * sizeof<T>());
  }
  const before = v128.load(shares);
  const now = v128.load(shares, 16);
  const most = v128.load(head.max + row * sizeof<T>());
  const above = v128.gt<T>(v128.sub<T>(now, most), v128.splat<T>(FAR as T));
  const reference = v128.bitselect(now, most, above);
  // Shares of the old and the new key, and what the row shrinks by, all measured anew.
  v128.store(shares, v128.sub<T>(before, reference));
  v128.store(shares, v128.sub<T>(now, reference), 16);
  v128.store(shares, v128.sub<T>(most, reference), 32);
  exponentials<T>(shares, 0, 4 * lanes<T>(), 0 as T);
  const oldShare = v128.load(shares);
  const newShare = v128.load(shares, 16);
  const sum = v128.mul<T>(v128.load(head.sum + row * sizeof<T>()), v128.load(shares, 32));
  const after = v128.add<T>(v128.sub<T>(sum, oldShare), newShare);
  const zero = v128.splat<T>(0 as T);
  // What is no number is not trusted.
  const small = v128.le<T>(oldShare, v128.mul<T>(sum, v128.splat<T>(0.5 as T)));
  const finite = v128.eq<T>(v128.mul<T>(after, zero), zero);
  const trusted = v128.and(small, v128.and(v128.gt<T>(after, zero), finite));
  const inverse = v128.div<T>(v128.splat<T>(1 as T), after);
  v128.store(shares, v128.mul<T>(oldShare, inverse));
  v128.store(shares, v128.mul<T>(newShare, inverse), 16);
  v128.store(shares, v128.mul<T>(sum, inverse), 32);
  v128.store(shares, reference, REFERENCE);
  v128.store(shares, after, SUM);
  v128.store(shares, trusted, TRUSTED);
  v128.store(shares, above, ABOVE);
}

/**
 * output × kept − old value × taken + new value × given, in place, and the row's new reference and
 * sum; false where the output is not finite.
 */
function mix<T>(head: Head, row: i32, share: usize, allowed: bool): bool {
  const taken = allowed ? load<T>(share) : (0 as T);
  const given = allowed ? load<T>(share, 16) : (0 as T);
  const kept = load<T>(share, 32);
  store<T>(head.max + row * sizeof<T>(), load<T>(share, REFERENCE));
  store<T>(head.sum + row * sizeof<T>(), load<T>(share, SUM));
  const bytes = <usize>(head.valueWidth * sizeof<T>());
  const output = head.output + row * bytes;
  const value = head.value + head.token * bytes;
  const oldValue = head.oldValue;
  const whole = bytes & -16;
  const kept4 = v128.splat<T>(kept);
  const taken4 = v128.splat<T>(taken);
  const given4 = v128.splat<T>(given);
  const zero = v128.splat<T>(0 as T);
  let nothing = zero; // 0 times what is finite
  let c: usize = 0;
  for (; c < whole; c += 16) {
    const less = v128.sub<T>(
      v128.mul<T>(v128.load(output + c), kept4),
      v128.mul<T>(v128.load(oldValue + c), taken4)
    );
    const mixed = v128.add<T>(less, v128.mul<T>(v128.load(value + c), given4));
    v128.store(output + c, mixed);
    nothing = v128.add<T>(nothing, v128.mul<T>(mixed, zero));
  }
  let rest = 0 as T;
  for (; c < bytes; c += sizeof<T>()) {
    const less = load<T>(output + c) * kept - load<T>(oldValue + c) * taken;
    const mixed = (less + load<T>(value + c) * given) as T;
    store<T>(output + c, mixed);
    rest = (rest + mixed * (0 as T)) as T;
  }
  return v128.all_true<u64>(v128.eq<T>(nothing, zero)) && rest == (0 as T);
}

/** The logits of the old and the new key in a row, a vector apart. */
function logitsOfMoved<T>(head: Head, row: i32, to: usize): void {
  let query = head.query + row * head.keyWidth * sizeof<T>();
  let oldKey = head.oldKey;
  let newKey = head.key + head.token * head.keyWidth * sizeof<T>();
  let before = v128.splat<T>(0 as T);
  let now = before;
  const end = query + head.keyWidth * sizeof<T>();
  const whole = query + (head.keyWidth & -lanes<T>()) * sizeof<T>();
  for (; query != whole; query += 16) {
    const q = v128.load(query);
    before = v128.add<T>(before, v128.mul<T>(q, v128.load(oldKey)));
    now = v128.add<T>(now, v128.mul<T>(q, v128.load(newKey)));
    oldKey += 16;
    newKey += 16;
  }
  let first = sumOf<T>(before);
  let second = sumOf<T>(now);
  for (; query != end; query += sizeof<T>()) {
    const q = load<T>(query);
    first = (first + q * load<T>(oldKey)) as T;
    second = (second + q * load<T>(newKey)) as T;
    oldKey += sizeof<T>();
    newKey += sizeof<T>();
  }
  store<T>(to, logit<T>(head, row, head.token, first, false));
  store<T>(to, logit<T>(head, row, head.token, second, false), 16);
}

function sumOf<T>(sums: v128): T {
  const sum = (v128.extract_lane<T>(sums, 0) + v128.extract_lane<T>(sums, 1)) as T;
  if (sizeof<T>() == 4) {
    return (sum + v128.extract_lane<T>(sums, 2) + v128.extract_lane<T>(sums, 3)) as T;
  } else {
    return sum;
  }
}
