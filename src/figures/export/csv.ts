import { visitRows } from '../../engine/index.ts';
import type { Mask, MaskedRow, MaskedScore } from '../../engine/index.ts';

/** A matrix of numbers as a table: what its rows and columns are called. */
export interface Table {
  /** What a column holds, or whose it is. */
  readonly columns: readonly string[];
  /** Whose a row is. */
  readonly rows: readonly string[];
  readonly numbers: readonly MaskedRow[];
  /** What the mask hides of the numbers: true = shown. */
  readonly may?: Mask | null;
}

/** How a table is written. */
export interface CsvOptions {
  /** The head of each table, in a first column of its own; none unless given. */
  readonly heads?: readonly number[];
  /** For a spreadsheet, and not as it is. */
  readonly spreadsheet?: boolean;
}

/** Lines that are one piece of text. */
const LINES = 64;
/** Tells a spreadsheet that what follows is UTF-8. */
const BOM = '\ufeff';

/**
 * Tables with the same columns as CSV (RFC 4180), some lines at a time: a header with the names of the
 * columns, then for each row its name and its numbers, each with every digit it has. What the mask hides
 * is empty; what is no number, after a naive softmax, is `NaN` or `Infinity`.
 *
 * Names stay as they are, for programs. A spreadsheet would take one that begins with
 * `=`, `+`, `-` or `@` for a formula and compute it, whoever wrote the payload: for spreadsheets such a
 * name has an apostrophe before it, and a mark says that the text is UTF-8. Numbers are numbers in both.
 */
export function* csvOf(tables: readonly Table[], options: CsvOptions = {}): Generator<string> {
  const { heads, spreadsheet = false } = options;
  const named = (name: string) => field(spreadsheet ? guarded(name) : name);
  const header = [...(heads ? ['head'] : []), '', ...tables[0].columns.map(named)];
  yield (spreadsheet ? BOM : '') + line(header);
  for (const [t, { rows, numbers, may }] of tables.entries()) {
    const before = heads ? [String(heads[t] + 1)] : [];
    for (let from = 0; from < rows.length; from += LINES) {
      const lines: string[] = [];
      visitRows(numbers, from, Math.min(rows.length, from + LINES), (row, r) => {
        lines.push(line([...before, named(rows[r]), ...numbersOf(row, may?.[r])]));
      });
      yield lines.join('');
    }
  }
}

/** What a spreadsheet takes for the beginning of a formula. */
const FORMULA = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

function guarded(name: string): string {
  return FORMULA.test(name) ? `'${name}` : name;
}

/** Quoted where a comma, a quote, a line's end or a space at an end would be read otherwise. */
function field(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function numbersOf(row: MaskedRow, may: readonly boolean[] | undefined): string[] {
  const texts = new Array<string>(row.length);
  for (let c = 0; c < row.length; c++) {
    texts[c] = may?.[c] === false ? '' : numberText(row[c]);
  }
  return texts;
}

/** The shortest text that is read as the same number; the minus of −0 stays. */
function numberText(value: MaskedScore): string {
  return value === null ? '' : Object.is(value, -0) ? '-0' : String(value);
}

function line(fields: readonly string[]): string {
  return `${fields.join(',')}\r\n`;
}
