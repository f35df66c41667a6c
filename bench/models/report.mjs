// What was measured, as Markdown: each view's numbers, and how often ours they are.
import { LIMIT } from './measure.mjs';

export function report(rows, machine) {
  const sizes = [...new Set(rows.map(({ tokens }) => tokens))];
  return [
    `${machine.cpu}, ${machine.cores} cores, load ${machine.load} at the start; Chromium ${machine.chromium}. "fails": not`,
    `all drawn in ${LIMIT / 1000} s, or no such page could be made. In brackets: times ours.`,
    ...sizes.flatMap(tokens => [
      '',
      ...tableOf(
        rows.filter(row => row.tokens === tokens),
        tokens
      )
    ])
  ].join('\n');
}

const COLUMNS = [
  ['MB in the notebook', ({ bytes }) => bytes && bytes / 1e6, 3],
  ['ready, s', ({ ready }) => ready && ready / 1000, 3],
  ['head, ms', ({ acts }) => acts?.head?.settled, 2],
  ['layer, ms', ({ acts }) => acts?.layer?.settled, 2],
  ['token, ms', ({ acts }) => acts?.token?.settled, 2],
  [
    'peak memory, MB',
    ({ memory, fails }) => (fails || memory === undefined ? undefined : memory / 1e6),
    3
  ],
  ['nodes', ({ nodes }) => nodes, 6]
];

function tableOf(rows, tokens) {
  const ours = rows.find(({ view }) => view === 'ours');
  return [
    `| ${tokens.toLocaleString('en')} tokens | ${COLUMNS.map(([name]) => name).join(' | ')} |`,
    `| --- | ${COLUMNS.map(() => '---:').join(' | ')} |`,
    ...rows.map(row => {
      const cells = COLUMNS.map(([name, of, digits]) => cell(row, ours, of, digits, name));
      return `| ${row.view} | ${cells.join(' | ')} |`;
    })
  ];
}

function cell(row, ours, of, digits, name) {
  const found = of(row);
  if (found === undefined) {
    return name === 'ready, s' && (row.fails || row.missing) ? '**fails**' : '–';
  }
  const text = Number(found.toPrecision(digits)).toLocaleString('en', { maximumFractionDigits: 3 });
  const base = of(ours ?? {});
  const times = row === ours || !base ? '' : ` (${Number((found / base).toPrecision(2))})`;
  return text + times;
}

export function verdicts(list) {
  const word = { true: 'met', false: '**missed**', null: 'not measured' };
  return [
    '',
    '| target | wanted | found | met or not |',
    '| --- | --- | --- | --- |',
    ...list.map(
      ({ what, wanted, found, met }) => `| ${what} | ${wanted} | ${found} | ${word[met]} |`
    )
  ].join('\n');
}
