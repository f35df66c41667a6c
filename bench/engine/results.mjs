// Looking things up in what was measured.

/** The row of a candidate at one size. */
export function rowOf({ rows }, name) {
  return rows.find(row => row.name === name);
}

/** Billions of floating-point operations a second in the two products of twelve heads of 64. */
export function gigaflops({ tokens, rows }, name) {
  const found = rowOf({ rows }, name);
  return found?.min && (4 * tokens ** 2 * 12 * 64) / found.min / 1e6;
}

/** Every timed row alone: environment, implementation, tokens, minimum, median, samples. */
export function flat(results) {
  return results.flatMap(({ environment, sizes, drags, teaching, long, cold }) => [
    ...rowsOf(environment, 'twelve heads', sizes),
    ...rowsOf(environment, 'drag of a token', drags),
    ...rowsOf(environment, 'teaching size', [{ tokens: 8, rows: teaching }]),
    ...rowsOf(environment, 'long head', [{ tokens: 8192, rows: long }]),
    ...cold.map(({ tokens, best, middle, n }) => ({
      environment,
      what: 'cold start',
      implementation: 'kernel f32',
      tokens,
      min: best.load + best.call,
      median: middle.load + middle.call,
      n
    }))
  ]);
}

function rowsOf(environment, what, sizes) {
  return sizes.flatMap(({ tokens, rows }) =>
    rows.map(({ name, ...row }) => ({ environment, what, implementation: name, tokens, ...row }))
  );
}
