import { FUSED } from './fused';
import { constants } from './plan';

/**
 * Writes what `exponentials` needs to `constants`. A constant in the code of a loop is put together
 * anew at every turn, by three instructions; one that was read from memory is not.
 */
export function layConstants<T>(): void {
  let at = constants;
  if (sizeof<T>() == 4) {
    store<f32>(at, -127); // where 2^k has no exponent left
    store<f32>((at += 4), 1.44269504); // 1 / ln 2
    store<f32>((at += 4), 12583039); // 1.5 · 2²³ + 127
    store<f32>((at += 4), 0.6931470036506653);
    store<f32>((at += 4), 0.24022242426872253);
    store<f32>((at += 4), 0.05550725758075714);
    store<f32>((at += 4), 0.009671535342931747);
    store<f32>((at += 4), 0.001326605211943388);
    if (FUSED) {
      store<f32>((at += 4), 1);
    }
  } else {
    store<f64>(at, -708);
    store<f64>((at += 8), 1.4426950408889634);
    store<f64>((at += 8), 6755399441055744); // 1.5 · 2⁵²
    store<f64>((at += 8), 6.9314718036912381649e-1);
    store<f64>((at += 8), 1.90821492927058770002e-10);
    let factorial: f64 = 1;
    for (let n = 1; n <= 13; n++) {
      factorial *= n as f64;
      store<f64>((at += 8), 1 / factorial);
    }
  }
}

/**
 * exp(entry − max) in place, for the entries from `first` to `end`, both multiples of 4, and their
 * sum: entry c goes to lane c mod 4, and the lanes are added as (0 + 2) + (1 + 3).
 */
export function exponentials<T>(row: usize, first: i32, end: i32, max: T): T {
  const at = row + first * sizeof<T>();
  const last = row + end * sizeof<T>();
  if (sizeof<T>() == 4) {
    return exponentials32(at, at, last, 1, max as f32) as T;
  } else {
    return exponentials64(at, last, max as f64) as T;
  }
}

/**
 * Of float32 numbers, as powers of two, for differences up to 88; 0 below −87.7. The polynomial of
 * degree 5 has the least greatest error on |f| ≤ ½, and is 1 at 0: within 2.3 ulp, but for what the
 * rounding of the exponent adds, which a difference's own rounding adds too.
 *
 * exp((entry − max) · factor) of the entries at `from` goes to `at`, up to `last`; it may be the same.
 * A turn ends the exponential of one vector and begins the next one's, so that neither waits for the
 * other; the last turn begins one in vain: there must be 16 bytes to read behind the entries.
 */
export function exponentials32(from: usize, at: usize, last: usize, factor: f32, max: f32): f32 {
  if (FUSED) {
    return fused32(from, at, last, factor * load<f32>(constants, 4), max);
  }
  const less = f32x4.splat(max);
  const lowest = v128.load32_splat(constants);
  const perLn2 = f32x4.splat(factor * load<f32>(constants, 4));
  const round = v128.load32_splat(constants, 8);
  const c1 = v128.load32_splat(constants, 12);
  const c2 = v128.load32_splat(constants, 16);
  const c3 = v128.load32_splat(constants, 20);
  const c4 = v128.load32_splat(constants, 24);
  const c5 = v128.load32_splat(constants, 28);
  let sum = f32x4.splat(0);
  let y = f32x4.pmax(f32x4.mul(f32x4.sub(v128.load(from), less), perLn2), lowest);
  let t = f32x4.add(y, round);
  let f = f32x4.sub(y, f32x4.sub(t, round));
  while (at != last) {
    const f2 = f32x4.mul(f, f);
    const low = f32x4.add(f32x4.mul(c2, f), c1);
    const high = f32x4.add(f32x4.add(f32x4.mul(c4, f), c3), f32x4.mul(c5, f2));
    const curve = f32x4.add(f32x4.mul(high, f2), low);
    // The low bits of t are k + 127; moved into the exponent they make 2^k.
    const power = i32x4.shl(t, 23);
    const rest = f32x4.mul(f, power);
    const e = f32x4.add(f32x4.mul(curve, rest), power);
    v128.store(at, e);
    sum = f32x4.add(sum, e);
    at += 16;
    from += 16;
    y = f32x4.pmax(f32x4.mul(f32x4.sub(v128.load(from), less), perLn2), lowest);
    t = f32x4.add(y, round);
    f = f32x4.sub(y, f32x4.sub(t, round));
  }
  sum = f32x4.add(sum, v128.shuffle<f32>(sum, sum, 2, 3, 0, 1));
  return f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 1);
}

/**
 * The same where multiply and add are one: the curve by Horner. The maximum is subtracted first, though a fused
 * product could do both: of scores above 2³¹ the rounding of max · factor would be more than an exponent holds.
 */
function fused32(from: usize, at: usize, last: usize, factor: f32, max: f32): f32 {
  const perLn2 = f32x4.splat(factor);
  const less = f32x4.splat(max);
  const lowest = v128.load32_splat(constants);
  const round = v128.load32_splat(constants, 8);
  const one = v128.load32_splat(constants, 32);
  const c1 = v128.load32_splat(constants, 12);
  const c2 = v128.load32_splat(constants, 16);
  const c3 = v128.load32_splat(constants, 20);
  const c4 = v128.load32_splat(constants, 24);
  const c5 = v128.load32_splat(constants, 28);
  let sum = f32x4.splat(0);
  while (at != last) {
    const y = f32x4.pmax(f32x4.mul(f32x4.sub(v128.load(from), less), perLn2), lowest);
    const t = f32x4.add(y, round);
    const f = f32x4.sub(y, f32x4.sub(t, round));
    let p = f32x4.relaxed_madd(c5, f, c4);
    p = f32x4.relaxed_madd(p, f, c3);
    p = f32x4.relaxed_madd(p, f, c2);
    p = f32x4.relaxed_madd(p, f, c1);
    p = f32x4.relaxed_madd(p, f, one);
    const e = f32x4.mul(p, i32x4.shl(t, 23));
    v128.store(at, e);
    sum = f32x4.add(sum, e);
    at += 16;
    from += 16;
  }
  sum = f32x4.add(sum, v128.shuffle<f32>(sum, sum, 2, 3, 0, 1));
  return f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 1);
}

/** Of float64 numbers; to the bit what src/engine/mathematics/exp.ts has, for differences up to 709. */
function exponentials64(at: usize, last: usize, max: f64): f64 {
  const less = f64x2.splat(max);
  const lowest = v128.load64_splat(constants);
  const perLn2 = v128.load64_splat(constants, 8);
  const round = v128.load64_splat(constants, 16);
  const ln2High = v128.load64_splat(constants, 24);
  const ln2Low = v128.load64_splat(constants, 32);
  const one = v128.load64_splat(constants, 40);
  const c2 = v128.load64_splat(constants, 48);
  const c3 = v128.load64_splat(constants, 56);
  const c4 = v128.load64_splat(constants, 64);
  const c5 = v128.load64_splat(constants, 72);
  const c6 = v128.load64_splat(constants, 80);
  const c7 = v128.load64_splat(constants, 88);
  const c8 = v128.load64_splat(constants, 96);
  const c9 = v128.load64_splat(constants, 104);
  const c10 = v128.load64_splat(constants, 112);
  const c11 = v128.load64_splat(constants, 120);
  const c12 = v128.load64_splat(constants, 128);
  const c13 = v128.load64_splat(constants, 136);
  let sum0 = f64x2.splat(0); // lanes 0 and 1
  let sum1 = sum0; // lanes 2 and 3
  while (at != last) {
    const x = f64x2.sub(v128.load(at), less);
    const t = f64x2.add(f64x2.mul(x, perLn2), round);
    const k = f64x2.sub(t, round);
    const high = f64x2.sub(x, f64x2.mul(k, ln2High));
    const low = f64x2.mul(k, ln2Low);
    const r = f64x2.sub(high, low);
    const r2 = f64x2.mul(r, r);
    let even = f64x2.add(f64x2.mul(c12, r2), c10);
    even = f64x2.add(f64x2.mul(even, r2), c8);
    even = f64x2.add(f64x2.mul(even, r2), c6);
    even = f64x2.add(f64x2.mul(even, r2), c4);
    even = f64x2.add(f64x2.mul(even, r2), c2);
    let odd = f64x2.add(f64x2.mul(c13, r2), c11);
    odd = f64x2.add(f64x2.mul(odd, r2), c9);
    odd = f64x2.add(f64x2.mul(odd, r2), c7);
    odd = f64x2.add(f64x2.mul(odd, r2), c5);
    odd = f64x2.add(f64x2.mul(odd, r2), c3);
    const curve = f64x2.mul(r2, f64x2.add(even, f64x2.mul(r, odd)));
    const rest = f64x2.sub(f64x2.sub(high, r), low);
    const power = f64x2.add(one, f64x2.add(r, f64x2.add(curve, rest)));
    const e = f64x2.mul(power, i64x2.add(i64x2.shl(t, 52), one));
    const kept = v128.andnot(e, f64x2.lt(x, lowest));
    v128.store(at, kept);
    const sum = f64x2.add(sum0, kept); // the two sums take turns
    sum0 = sum1;
    sum1 = sum;
    at += 16;
  }
  sum0 = f64x2.add(sum0, sum1);
  return f64x2.extract_lane(sum0, 0) + f64x2.extract_lane(sum0, 1);
}
