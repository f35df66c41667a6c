import { STAGES } from '../large/demand.ts';
import { HELD_ROWS as ROWS } from '../kernel/index.ts';
import type { WantedHead } from '../large/heads.ts';
import type { Group, GroupDone, HeadDone, JobFailed, LayerJob } from './protocol.ts';

/** What a worker says: that it lives, that it could not, or what it has done of a job. */
export type Reply =
  { readonly beat: true } | JobFailed | { readonly id: number; readonly index: number };

/** What a worker said, or null where that is nothing that a worker says. */
export function replyOf(data: unknown): Reply | null {
  if (typeof data !== 'object' || data === null) {
    return null;
  }
  const { beat, id, index, failed } = data as Record<string, unknown>;
  const isReply =
    beat === true ||
    (typeof id === 'number' && (typeof failed === 'string' || typeof index === 'number'));
  return isReply ? (data as Reply) : null;
}

/** Whether an answer has all that was asked of a group, in the right number. */
export function isGroupDone(
  answer: Partial<GroupDone>,
  { query, key, value }: Group,
  { x, y }: Pick<LayerJob, 'x' | 'y'>
): boolean {
  const [n, m] = [x.rows, (y ?? x).rows];
  const areHeads = (all: unknown, length: (head: number) => number) =>
    Array.isArray(all) &&
    all.length === query.length &&
    all.every((each, h) => areNumbers(each, length(h)));
  return (
    areHeads(answer.query, h => n * query[h].columns) &&
    areNumbers(answer.key, m * key.columns) &&
    areNumbers(answer.value, m * value.columns) &&
    areHeads(answer.output, () => n * value.columns) &&
    areHeads(answer.max, () => n) &&
    areHeads(answer.sum, () => n)
  );
}

/** Whether what an answer has of a head fits to it: it may have less than was wanted. */
export function isHeadDone(
  { blocks, plain, summary, projected: made }: Partial<HeadDone>,
  { numbers, projected: orders = [] }: WantedHead
): boolean {
  const columnsOf = (role: 'query' | 'value') => {
    const order = orders.find(each => each.role === role);
    return order ? order.columns[1] - order.columns[0] : numbers[role].columns;
  };
  const [n, m, width] = [numbers.query.rows, numbers.key.rows, columnsOf('value')];
  const rowsIn = (block: number) => Math.min(ROWS, n - block * ROWS);
  const isBlock = ({ stage, block, numbers: own }: Partial<HeadDone['blocks'][number]>) =>
    stage !== undefined &&
    STAGES.includes(stage) &&
    isRow(block, n / ROWS) &&
    areNumbers(own, rowsIn(block!) * (stage === 'output' ? width : m));
  return (
    Array.isArray(blocks) &&
    (blocks as readonly object[]).every(isBlock) &&
    (plain === null || arePlain(plain, n, m, width)) &&
    (summary === null || areOfRows(summary, n, width)) &&
    orders.every(({ role, x, columns: [start, end] }) =>
      areNumbers(made?.[role], x.length * (end - start))
    )
  );
}

function arePlain(plain: HeadDone['plain'] | undefined, n: number, m: number, width: number) {
  const rows = plain?.rows;
  return (
    Array.isArray(rows) &&
    rows.every(row => isRow(row, n)) &&
    areOfRows(plain, rows.length, width) &&
    areNumbers(plain?.scores, rows.length * m) &&
    areNumbers(plain?.weights, rows.length * m)
  );
}

function areOfRows(
  of: Partial<Record<'output' | 'max' | 'sum', unknown>> | null | undefined,
  rows: number,
  width: number
): boolean {
  return (
    areNumbers(of?.output, rows * width) && areNumbers(of?.max, rows) && areNumbers(of?.sum, rows)
  );
}

function isRow(row: unknown, count: number): boolean {
  return Number.isInteger(row) && Number(row) >= 0 && Number(row) < count;
}

/** Whether something is a typed array of so many numbers. */
function areNumbers(what: unknown, length: number): boolean {
  return ArrayBuffer.isView(what) && (what as Partial<Float32Array>).length === length;
}
