// Inputs that are the same to the bit everywhere: whole numbers, sums, products and square roots only.

/** Heads, and the width of each. */
export const HEADS = 12;
export const WIDTH = 64;
export const SCALE = 1 / Math.sqrt(WIDTH);

/** Numbers of variance 1: the sum of four even ones, rounded to float32. */
export function numbers(length, seed) {
  const next = random(seed);
  return Float32Array.from(
    { length },
    () => (next() + next() + next() + next() - 2) * Math.sqrt(3)
  );
}

/** q, k and v of all heads, [heads, tokens, width] each, in float32 and the same in float64. */
export function headsOf(tokens, heads = HEADS, width = WIDTH) {
  const length = heads * tokens * width;
  const [query, key, value] = [1, 2, 3].map(seed => numbers(length, seed));
  const f32 = { query, key, value };
  const f64 = Object.fromEntries(Object.entries(f32).map(([k, v]) => [k, Float64Array.from(v)]));
  return { tokens, heads, width, f32, f64 };
}

/** q, k and v of one head as the kernel and the plain engine take them. */
export function headOf({ tokens, width, ...inputs }, precision, h) {
  const size = tokens * width;
  const part = name => ({
    data: inputs[precision][name].subarray(h * size, (h + 1) * size),
    rows: tokens,
    columns: width
  });
  return { query: part('query'), key: part('key'), value: part('value') };
}

/** Mulberry32, by Tommy Ettinger (public domain): even numbers between 0 and 1. */
function random(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
