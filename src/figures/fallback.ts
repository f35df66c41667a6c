import { mapVector, visitRows } from '../engine/index.ts';
import type { Trace, Vector } from '../engine/index.ts';
import { isCovered } from '../model/index.ts';
import type { Selection } from '../model/index.ts';
import { percent, visible } from './text.ts';

/** Up to this many tokens every weight is in the table. */
const FEW = 24;
/** Otherwise each query's strongest keys are. */
const STRONGEST = 3;
/** At most so many queries are in it, and of long rows no more than have so many weights. */
const QUERIES = 1024;
const WEIGHTS = QUERIES * 1024;
const COLUMN = 9;
const COLUMNS = 12;

/** What of a selection says what other hosts show. */
type Chosen = Pick<Selection, 'head' | 'covered'>;

/** In the place of weights that are to be predicted. */
export const COVERED = 'The weights are covered until they have been predicted.';

/** A static table of one head's weights, and a picture where there is one: no script, no style. */
export function fallbackHtml(trace: Trace, chosen: Chosen, png: string | null): string {
  const { head } = chosen;
  const picture = png
    ? `<img src="data:image/png;base64,${png}" alt="${escape(summary(trace, head))}">\n`
    : '';
  if (isCovered(chosen.covered, 'normalise')) {
    return `${picture}<p>${escape(summary(trace, head))}. ${COVERED}</p>`;
  }
  const few = Math.max(trace.tokens.length, trace.keyTokens.length) <= FEW;
  return picture + (few ? fullTable(trace, head) : strongestTable(trace, head));
}

/** A small table of one head's weights in percent. */
export function fallbackText(trace: Trace, { head, covered }: Chosen): string {
  if (isCovered(covered, 'normalise')) {
    return `${summary(trace, head)}. ${COVERED}`;
  }
  const keys = trace.keyTokens.slice(0, COLUMNS);
  const cell = (text: string) => visible(text, COLUMN - 1).padStart(COLUMN);
  const rows = trace.tokens
    .slice(0, COLUMNS)
    .map(
      (token, query) =>
        visible(token, 11).padEnd(12) +
        mapVector(trace.heads[head].weights[query].slice(0, COLUMNS), w => cell(percent(w))).join(
          ''
        )
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

function fullTable({ tokens, keyTokens, heads }: Trace, head: number): string {
  const names = keyTokens.map(key => `<th>${bdi(key)}</th>`).join('');
  const rows = tokens.map((token, query) => {
    const cells = mapVector(heads[head].weights[query], weight => `<td>${percent(weight)}</td>`);
    return `<tr><th>${bdi(token)}</th>${cells.join('')}</tr>`;
  });
  return (
    '<table><caption>Rows ask, columns answer. Rounded, a row need not add up to 100 %.</caption>' +
    `<thead><tr><th></th>${names}</tr></thead><tbody>${rows.join('')}</tbody></table>`
  );
}

function strongestTable({ tokens, keyTokens, heads }: Trace, head: number): string {
  const most = Math.min(QUERIES, Math.floor(WEIGHTS / keyTokens.length));
  const count = Math.min(tokens.length, Math.max(1, most));
  let rows = '';
  visitRows(heads[head].weights, 0, count, (row, query) => {
    const best = strongest(row).map(key => `${bdi(keyTokens[key])} ${percent(row[key])}`);
    rows += `<tr><th>${bdi(tokens[query])}</th><td>${best.join(', ')}</td></tr>`;
  });
  const of = tokens.length > count ? `: the first ${count} of ${tokens.length} queries` : '';
  return (
    `<table><caption>The ${STRONGEST} keys that each query attends to most${of}.</caption>` +
    `<tbody>${rows}</tbody></table>`
  );
}

/** The keys with the largest weights, the largest first; of equal ones the first. */
function strongest(weights: Vector): readonly number[] {
  const best: number[] = [];
  for (let key = 0; key < weights.length; key++) {
    if (best.length < STRONGEST || weights[key] > weights[best[STRONGEST - 1]]) {
      const place = best.findIndex(other => weights[key] > weights[other]);
      best.splice(place < 0 ? best.length : place, 0, key);
      best.length = Math.min(best.length, STRONGEST);
    }
  }
  return best;
}

function bdi(token: string): string {
  return `<bdi>${escape(visible(token, 60))}</bdi>`;
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
