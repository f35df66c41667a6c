import type { Trace } from '../../engine/index.ts';
import { csvOf } from '../export/csv.ts';
import { toldApart } from '../export/tables.ts';
import { differenceOf } from './pair.ts';
import type { Numbers } from './pair.ts';

/** Shown less pinned as CSV, with every digit: a line a query, a column a key; what both masks hide is empty. */
export function* differenceCsv(trace: Trace, shown: Numbers, other: Numbers): Generator<string> {
  const columns = toldApart(trace.keyTokens);
  const rows = trace.cross ? toldApart(trace.tokens) : columns;
  yield* csvOf([{ columns, rows, ...differenceOf(shown, other) }]);
}
