// What a run measured, as text: ratios first, then milliseconds.
import { gigaflops, rowOf } from './results.mjs';

/** What ratios are taken against: all of attention kept and readable, or the output alone. */
const BASES = { 'S, P, O': 'kernel f32', O: 'kernel f32, online' };

export function report(results, machine) {
  const lines = [
    `${machine.cpu}, ${machine.cores} cores, ${machine.system}; load at the start ${machine.load}`,
    `Node ${machine.node}, Chromium ${results.at(-1).version}, NumPy ${machine.numpy}`
  ];
  for (const result of results) {
    lines.push(...sizes(result), ...rest(result));
  }
  return lines.join('\n');
}

function sizes(result) {
  const lines = [
    '',
    `${result.environment}, 12 heads of 64, one thread unless said. Times those of the kernel in float32 that`,
    'keeps as much (S, P, O: all heads readable at the end), minima of the same run:',
    '',
    row('', 'keeps', ...result.sizes.map(({ tokens }) => `T=${tokens}`))
  ];
  const cells = of =>
    names(result).map(name =>
      row(name, keepsOf(result, name), ...result.sizes.map(size => of(size, name)))
    );
  lines.push(...cells(ratio), '', 'Milliseconds, minimum / median:', '', ...cells(times));
  const missing = result.sizes.flatMap(({ tokens, rows }) =>
    rows.filter(r => r.missing).map(({ name, missing }) => `  T=${tokens}, ${name}: ${missing}`)
  );
  return missing.length > 0 ? [...lines, '', 'Not measured:', ...missing] : lines;
}

function rest({ identity, accuracy, cold, teaching, drags, long, environment, sizes }) {
  const timed = ({ name, min, median, n }) => [name, ms(min), ms(median), `n = ${n}`];
  return [
    ...table(`${environment}: billions of operations a second, softmax not counted`, [
      ...[
        'limit of 128-bit SIMD, f32',
        'kernel f32',
        'limit of 128-bit SIMD, f64',
        'kernel f64'
      ].map(name => [
        name,
        ...sizes.map(size => `${gigaflops(size, name)?.toFixed(1) ?? '-'} at ${size.tokens}`)
      ])
    ]),
    ...table(
      `${environment}: eight tokens in two dimensions, minimum and median`,
      teaching.map(timed)
    ),
    ...drags.flatMap(({ tokens, rows }) =>
      table(
        `${environment}: one of ${tokens} tokens moves, 12 heads with their q, k and v`,
        rows.map(timed)
      )
    ),
    ...table(`${environment}: a long head`, long.map(timed)),
    ...table(
      `${environment}: cold start, a fresh ${environment === 'Node' ? 'process' : 'page'} each`,
      cold.map(({ tokens, best, middle, n }) => [
        `load + first call, ${tokens} tokens`,
        `${ms(best.load)} + ${ms(best.call)}`,
        `${ms(middle.load)} + ${ms(middle.call)}`,
        `n = ${n}`
      ])
    ),
    ...table(
      `${environment}: float64 to the bit, digests of S, P and O`,
      identity.map(({ name, plain, kernel }) => [name, `TypeScript ${plain}`, `kernel ${kernel}`])
    ),
    ...table(
      `${environment}: float32 against float64`,
      accuracy
        .flatMap(({ rows }) => rows)
        .map(({ name, off, allowed }) => [
          name,
          off.toExponential(1),
          `allowed ${allowed.toExponential(1)}`
        ])
    )
  ];
}

function table(title, rows) {
  return [
    '',
    title,
    ...rows.map(([first, ...others]) => `  ${first.padEnd(58)}${others.join('   ')}`)
  ];
}

function row(name, keeps, ...cells) {
  return `  ${name.padEnd(34)}${keeps.padEnd(8)}${cells.map(cell => cell.padStart(16)).join('')}`;
}

/** Names in the order of the first size at which they ran. */
function names({ sizes }) {
  return [...new Set(sizes.flatMap(({ rows }) => rows.filter(r => r.min).map(({ name }) => name)))];
}

function keepsOf({ sizes }, name) {
  return sizes.map(size => rowOf(size, name)?.keeps).find(keeps => keeps) ?? '';
}

function ratio(size, name) {
  const found = rowOf(size, name);
  if (!found?.min) {
    return '-';
  }
  const base = rowOf(size, BASES[found.keeps] ?? BASES['S, P, O']);
  return (found.min / base.min).toFixed(2);
}

function times(size, name) {
  const found = rowOf(size, name);
  return found?.min ? `${short(found.min)} / ${short(found.median)}` : '-';
}

function ms(time) {
  return time < 0.1 ? `${short(1000 * time)} µs` : `${short(time)} ms`;
}

function short(value) {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}
