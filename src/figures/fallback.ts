import { mapVector, visitRows } from '../engine/index.ts';
import type { Trace, Vector } from '../engine/index.ts';
import { messages, said } from '../format/index.ts';
import { isCovered } from '../model/index.ts';
import type { Selection } from '../model/index.ts';
import { HIDDEN, shadeOf } from './shades.ts';
import type { Shade } from './shades.ts';
import { percent, visible } from './text.ts';

/** Up to this many tokens every weight is in the table. */
const FEW = 24;
/** Up to this many each query's strongest keys are listed, otherwise the strongest of all. */
const LISTED = 256;
const STRONGEST = 3;
const STRONGEST_OF_ALL = 50;
/** At most so many queries are looked at, and of long rows no more than have so many weights. */
const QUERIES = 1024;
const WEIGHTS = QUERIES * 1024;
/** The most cells of a grid, and of the picture that Python draws. */
const BLOCKS = 32;
const CELLS = 256;
const COLUMN = 9;
const COLUMNS = 12;
/** Pages that set formulas leave alone what is in such an element, or in `code`. */
const TABLE = '<table class="tex2jax_ignore mathjax_ignore">';
const GRID = '<table class="tex2jax_ignore mathjax_ignore" cellspacing="0">';

/** What of a selection says what other hosts show. */
type Chosen = Pick<Selection, 'head' | 'covered'>;

/**
 * One head's weights as a table that is its own picture: no script, no style, no address. Python
 * writes the same (`_static.py`), so that an output looks alike before and after an edit.
 */
export function fallbackHtml(trace: Trace, { head, covered }: Chosen): string {
  if (isCovered(covered, 'normalise')) {
    return `<p>${escape(summary(trace, head))}. ${said(messages.covered())}</p>`;
  }
  const most = Math.max(trace.tokens.length, trace.keyTokens.length);
  if (most <= FEW) {
    return fullTable(trace, head);
  }
  const { rows, best, count, block } = reduced(trace, head);
  const list = most <= LISTED ? strongestTable(trace, head) : bestTable(trace, best, count);
  return `${gridTable(summary(trace, head) + part(trace, count), rows, block)}\n${list}`;
}

/** A small table of one head's weights in percent. */
export function fallbackText(trace: Trace, { head, covered }: Chosen): string {
  if (isCovered(covered, 'normalise')) {
    return `${summary(trace, head)}. ${said(messages.covered())}`;
  }
  const keys = trace.keyTokens.slice(0, COLUMNS);
  const cell = (text: string) => padStart(visible(text, COLUMN - 1), COLUMN);
  const rows = trace.tokens
    .slice(0, COLUMNS)
    .map(
      (token, query) =>
        padEnd(visible(token, 11), 12) +
        mapVector(trace.heads[head].weights[query].slice(0, COLUMNS), w =>
          padStart(percent(w), COLUMN)
        ).join('')
    );
  const left = Math.max(trace.tokens.length, trace.keyTokens.length) > COLUMNS;
  return [
    summary(trace, head),
    ' '.repeat(12) + keys.map(cell).join(''),
    ...rows,
    ...(left
      ? [
          `… the first ${COLUMNS} of ${trace.tokens.length} queries and ${trace.keyTokens.length} keys`
        ]
      : [])
  ].join('\n');
}

function summary({ tokens, keyTokens, heads }: Trace, head: number): string {
  const of = heads.length > 1 ? `, head ${head + 1} of ${heads.length}` : '';
  return `Attention weights of ${tokens.length} queries and ${keyTokens.length} keys${of}: rows ask, columns answer`;
}

function fullTable(trace: Trace, head: number): string {
  const { tokens, keyTokens, heads } = trace;
  const { weights } = heads[head];
  const largest = Math.max(0, ...tokens.map((_, query) => largestOf(weights[query])));
  const names = keyTokens.map(key => `<th>${name(key)}</th>`).join('');
  const rows = tokens.map((token, query) => {
    const may = mayOf(trace, query);
    const cells = mapVector(weights[query], (weight, key) => {
      const { paper, ink } = shown(may && !may[key] ? null : weight, largest);
      return `<td bgcolor="${paper}"><font color="${ink}">${percent(weight)}</font></td>`;
    });
    return `<tr><th>${name(token)}</th>${cells.join('')}</tr>`;
  });
  return (
    `${TABLE}<caption>${summary(trace, head)}. Rounded, a row need not add up to 100 %.</caption>` +
    `<thead><tr><td></td>${names}</tr></thead><tbody>${rows.join('')}</tbody></table>`
  );
}

interface Reduced {
  /** Of each block of weights the largest; null where all of it is masked. */
  readonly rows: readonly (readonly (number | null)[])[];
  readonly best: readonly Entry[];
  /** How many queries were looked at. */
  readonly count: number;
  /** How many queries, and keys, a cell stands for. */
  readonly block: number;
}

interface Entry {
  readonly query: number;
  readonly key: number;
  readonly weight: number;
}

/** A matrix in few cells, and its largest entries: rows are gone through once. */
function reduced(trace: Trace, head: number): Reduced {
  const { tokens, keyTokens, heads } = trace;
  const most = Math.min(QUERIES, Math.floor(WEIGHTS / keyTokens.length));
  const count = Math.min(tokens.length, Math.max(1, most));
  const side = Math.max(tokens.length, keyTokens.length);
  const fine = Math.ceil(side / CELLS);
  const block = fine * Math.ceil(Math.ceil(side / fine) / BLOCKS);
  const columns = Math.ceil(keyTokens.length / block);
  const rows = Array.from({ length: Math.ceil(count / block) }, () =>
    new Array<number | null>(columns).fill(null)
  );
  const best: Entry[] = [];
  visitRows(heads[head].weights, 0, count, (row, query) => {
    const cells = rows[Math.floor(query / block)];
    const may = mayOf(trace, query);
    for (let key = 0; key < row.length; key++) {
      const weight = Number.isNaN(row[key]) ? -1 : row[key];
      const at = Math.floor(key / block);
      const largest = cells[at];
      if ((largest === null || weight > largest) && (!may || may[key])) {
        cells[at] = weight;
      }
      if (best.length < STRONGEST_OF_ALL || weight > best[STRONGEST_OF_ALL - 1].weight) {
        keep(best, { query, key, weight });
      }
    }
  });
  return { rows, best, count, block };
}

/** Puts an entry among the largest, the largest first; of equal ones the first. */
function keep(best: Entry[], entry: Entry): void {
  const place = best.findIndex(other => entry.weight > other.weight);
  best.splice(place < 0 ? best.length : place, 0, entry);
  best.length = Math.min(best.length, STRONGEST_OF_ALL);
}

function gridTable(told: string, rows: Reduced['rows'], block: number): string {
  const largest = Math.max(0, ...rows.map(row => largestOf(row.map(weight => weight ?? 0))));
  // The first cell of a row and of a column says how large all of them are.
  const size = (i: number, j: number) =>
    (i === 0 ? ' width="12"' : '') + (j === 0 ? ' height="12"' : '');
  const body = rows.map((row, i) => {
    const cells = row.map(
      (weight, j) => `<td bgcolor="${shown(weight, largest).paper}"${size(i, j)}></td>`
    );
    return `<tr>${cells.join('')}</tr>`;
  });
  const each = block > 1 ? `the largest of ${block} × ${block} weights` : 'a weight';
  return (
    `${GRID}<caption>${told}. Each cell is ${each}: the darker, the larger.</caption>` +
    `<tbody>${body.join('')}</tbody></table>`
  );
}

function strongestTable({ tokens, keyTokens, heads }: Trace, head: number): string {
  let rows = '';
  visitRows(heads[head].weights, 0, tokens.length, (row, query) => {
    const best = strongest(row).map(key => `${name(keyTokens[key])} ${percent(row[key])}`);
    rows += `<tr><th>${name(tokens[query])}</th><td>${best.join(', ')}</td></tr>`;
  });
  return (
    `${TABLE}<caption>The ${STRONGEST} keys that each query attends to most.</caption>` +
    `<tbody>${rows}</tbody></table>`
  );
}

function bestTable(trace: Trace, best: readonly Entry[], count: number): string {
  const { tokens, keyTokens } = trace;
  const of = String(count * keyTokens.length).replace(/\B(?=(\d{3})+$)/g, ',');
  const place = (words: readonly string[], at: number) => `${at + 1} ${name(words[at])}`;
  const rows = best.map(
    ({ query, key, weight }) =>
      `<tr><th>${place(tokens, query)}</th><td>${place(keyTokens, key)}</td>` +
      `<td>${percent(weight < 0 ? NaN : weight)}</td></tr>`
  );
  return (
    `${TABLE}<caption>The ${STRONGEST_OF_ALL} largest of ${of} weights: ` +
    'which token asks, which answers. Numbers count tokens from 1.</caption>' +
    `<tbody>${rows.join('')}</tbody></table>`
  );
}

/** The keys with the largest weights, the largest first; of equal ones the first. */
function strongest(weights: Vector): readonly number[] {
  const numbers = mapVector(weights, weight => (Number.isNaN(weight) ? -1 : weight));
  const best: number[] = [];
  for (let key = 0; key < numbers.length; key++) {
    if (best.length < STRONGEST || numbers[key] > numbers[best[STRONGEST - 1]]) {
      const place = best.findIndex(other => numbers[key] > numbers[other]);
      best.splice(place < 0 ? best.length : place, 0, key);
      best.length = Math.min(best.length, STRONGEST);
    }
  }
  return best;
}

function part({ tokens }: Trace, count: number): string {
  return tokens.length > count ? `: the first ${count} of ${tokens.length} queries` : '';
}

/** Which keys a query may attend to, or null: all; a mask after the softmax hides nothing. */
function mayOf({ mask, maskAt }: Trace, query: number): readonly boolean[] | null {
  return maskAt === 'scores' && mask ? mask[query] : null;
}

/** What is no number is as pale as 0. */
function shown(weight: number | null, largest: number): Shade {
  return weight === null ? HIDDEN : shadeOf(largest > 0 ? Math.max(weight || 0, 0) / largest : 0);
}

function largestOf(weights: Vector): number {
  return Math.max(0, ...mapVector(weights, weight => weight || 0));
}

/** A token as text that no page takes for a formula or lets turn its neighbours. */
function name(token: string): string {
  return `<bdi><code>${escape(visible(token, 60))}</code></bdi>`;
}

function padStart(text: string, length: number): string {
  return ' '.repeat(Math.max(0, length - [...text].length)) + text;
}

function padEnd(text: string, length: number): string {
  return text + ' '.repeat(Math.max(0, length - [...text].length));
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#x27;');
}
