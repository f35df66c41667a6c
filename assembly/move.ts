import { packToken } from './attend';
import { exponentials } from './exp';
import { Head, allows } from './head';
import { logit } from './logits';
import { attendListed } from './online';
import { areFinite } from './pack';
import { list, runningSum } from './plan';
import { lanes } from './tile';

/** A logit this far above what its row takes for its maximum makes it the new one. */
const FAR: f64 = 9;

/**
 * One token of a self-attention has moved: its query, key and value are new already, its old key and
 * value are given, and maximum, sum and output of all rows are those from before. The share of its
 * key is taken out of every other row and put back anew; its own row is computed from scratch. The
 * room to work in must be as `attend` or the move before left it, with keys and values packed.
 *
 * The maximum of a row is from now on only what its exponentials are measured against. Where a new
 * logit stands far above it, the row is measured against that one (`rescaled`). Where the old share
 * was more than half of the sum, or something is not finite, taking it out would leave few true
 * digits: the row is computed from scratch (`recomputed`).
 */
export function moveToken<T>(head: Head): void {
  packToken<T>(head);
  head.rescaled = 0;
  head.recomputed = 0;
  head.scores = 0;
  head.weights = 0;
  head.from = 0;
  let listed = 0;
  for (let row = 0; row < head.n; row++) {
    const allowed = allows(head, row, head.token);
    if (row == head.token) {
      store<i32>(list + (listed << 2), row);
      listed++;
    } else if ((allowed || head.late) && !moveInRow<T>(head, row, allowed)) {
      store<i32>(list + (listed << 2), row);
      listed++;
      head.recomputed++;
    }
  }
  attendListed<T>(head, listed);
}

/** Moves the token's share in one row; false where the row must be computed from scratch. */
function moveInRow<T>(head: Head, row: i32, allowed: bool): bool {
  const size = sizeof<T>();
  const query = head.query + row * head.keyWidth * size;
  const newKey = head.key + head.token * head.keyWidth * size;
  let most = load<T>(head.max + row * size);
  let sum = load<T>(head.sum + row * size);
  const shares = runningSum;
  products<T>(query, head.oldKey, newKey, head.keyWidth, shares);
  const before = logit<T>(head, row, head.token, load<T>(shares), false);
  const now = logit<T>(head, row, head.token, load<T>(shares + size), false);
  const above = ((now - most) as f64) > FAR;
  const reference = above ? now : most;
  // Shares of the old and the new key, and what the row shrinks by, all measured anew.
  store<T>(shares, before);
  store<T>(shares + size, now);
  store<T>(shares + 2 * size, most);
  store<T>(shares + 3 * size, reference);
  exponentials<T>(shares, 0, 4, reference);
  const oldShare = load<T>(shares);
  const newShare = load<T>(shares + size);
  sum = (sum * load<T>(shares + 2 * size)) as T;
  const after = (sum - oldShare + newShare) as T;
  // Not `>`: what is no number must be computed anew.
  const trusted = oldShare <= ((sum * (0.5 as T)) as T) && after > (0 as T) && isFinite<T>(after);
  if (!trusted) {
    return false;
  }
  const inverse = ((1 as T) / after) as T;
  const kept = (sum * inverse) as T;
  const taken = allowed ? ((oldShare * inverse) as T) : (0 as T);
  const given = allowed ? ((newShare * inverse) as T) : (0 as T);
  if (!mix<T>(head, row, kept, taken, given)) {
    return false;
  }
  head.rescaled += above ? 1 : 0;
  store<T>(head.max + row * size, reference);
  store<T>(head.sum + row * size, after);
  return true;
}

/** output × kept − old value × taken + new value × given, in place; whether it is finite. */
function mix<T>(head: Head, row: i32, kept: T, taken: T, given: T): bool {
  const bytes = <usize>(head.valueWidth * sizeof<T>());
  const output = head.output + row * bytes;
  const value = head.value + head.token * bytes;
  const whole = <usize>(head.valueWidth & -lanes<T>()) * sizeof<T>();
  const kept4 = v128.splat<T>(kept);
  const taken4 = v128.splat<T>(taken);
  const given4 = v128.splat<T>(given);
  let c: usize = 0;
  for (; c < whole; c += 16) {
    const less = v128.sub<T>(
      v128.mul<T>(v128.load(output + c), kept4),
      v128.mul<T>(v128.load(head.oldValue + c), taken4)
    );
    v128.store(output + c, v128.add<T>(less, v128.mul<T>(v128.load(value + c), given4)));
  }
  for (; c < bytes; c += sizeof<T>()) {
    const less = load<T>(output + c) * kept - load<T>(head.oldValue + c) * taken;
    store<T>(output + c, (less + load<T>(value + c) * given) as T);
  }
  return areFinite<T>(output, head.valueWidth);
}

/** The scalar products of a query with the old and the new key, stored side by side. */
function products<T>(query: usize, oldKey: usize, newKey: usize, width: i32, to: usize): void {
  let before = v128.splat<T>(0 as T);
  let now = before;
  const end = query + width * sizeof<T>();
  const whole = query + (width & -lanes<T>()) * sizeof<T>();
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
  store<T>(to, first);
  store<T>(to + sizeof<T>(), second);
}

function sumOf<T>(sums: v128): T {
  const sum = (v128.extract_lane<T>(sums, 0) + v128.extract_lane<T>(sums, 1)) as T;
  if (sizeof<T>() == 4) {
    return (sum + v128.extract_lane<T>(sums, 2) + v128.extract_lane<T>(sums, 3)) as T;
  } else {
    return sum;
  }
}
