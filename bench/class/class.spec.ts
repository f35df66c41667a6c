// A class of students on the hub that scripts/bench-class.mjs has started: some pages at a time, until all have
// worked. What each did and met is written down for the report; nothing here fails.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from '@playwright/test';
import { gradesOf } from '../../src/hosts/grading.ts';
import { MIME_TYPE } from '../../test/browser/notebook.ts';
import { Student } from './student.ts';
import type { Notebook, Record } from './student.ts';

interface Plan {
  readonly url: string;
  readonly folder: string;
  /** The notebook that all of them open. */
  readonly lesson: string;
  readonly students: number;
  /** Who open the same notebook without our outputs, for comparison. */
  readonly others: number;
  /** How many pages are open at once. */
  readonly pages: number;
}
const plan = JSON.parse(process.env.CLASS_PLAN!) as Plan;

test('a class at once', async ({ browser }) => {
  const given = JSON.parse(readFileSync(plan.lesson, 'utf8')) as Notebook;
  const all = seated(given);
  const records: Record[] = [];
  let next = 0;
  let open = 0;
  let most = 0;
  const seat = async () => {
    while (next < all.length) {
      const student = all[next++];
      most = Math.max(most, ++open);
      const record = await student.attend(browser);
      open--;
      records.push(record);
      const { name, seconds, failure } = record;
      const how = failure ?? `loaded in ${seconds.load.toFixed(1)} s`;
      process.stdout.write(`  ${records.length} of ${all.length}: ${name}, ${how}\n`);
    }
  };
  await Promise.all(Array.from({ length: plan.pages }, seat));
  for (const record of records.filter(({ isOther }) => !isOther)) {
    record.isKept = isKept(record, all.find(({ name }) => name === record.name)!.file);
  }
  writeFileSync(join(plan.folder, 'records.json'), JSON.stringify({ records, pages: most }));
});

/** The students, each with a file of its own; the others are spread among them. */
function seated(given: Notebook): readonly Student[] {
  const count = plan.students + plan.others;
  const every = plan.others > 0 ? Math.floor(count / plan.others) : Infinity;
  return Array.from({ length: count }, (_, i) => {
    const isOther = (i + 1) % every === 0 && (i + 1) / every <= plan.others;
    const name = `${isOther ? 'other' : 'student'}-${i + 1}`;
    const home = join(plan.folder, 'students', name);
    const file = join(home, 'lesson.ipynb');
    mkdirSync(home, { recursive: true });
    writeFileSync(file, JSON.stringify(isOther ? without(given) : given));
    return new Student({ name, url: plan.url, file, isOther, number: i });
  });
}

/** The notebook without our outputs. */
function without(notebook: Notebook): Notebook {
  return {
    ...notebook,
    cells: notebook.cells.map(cell =>
      cell.outputs
        ? { ...cell, outputs: cell.outputs.filter(({ data }) => !data?.[MIME_TYPE]) }
        : cell
    )
  };
}

/** Whether the file on disk holds what was done on the page: its payloads, its own mark, every goal reached. */
function isKept({ payloads, mark, steps }: Record, file: string): boolean {
  const saved = JSON.parse(readFileSync(file, 'utf8')) as Notebook;
  const found = payloadsIn(saved);
  const { grades, problems } = gradesOf(saved);
  return (
    payloads !== null &&
    JSON.stringify(sorted(found)) === JSON.stringify(sorted(payloads)) &&
    (mark === null || JSON.stringify(found).includes(mark)) &&
    problems.length === 0 &&
    grades.length === steps &&
    grades.every(({ reached }) => reached)
  );
}

function payloadsIn({ cells }: Notebook): unknown[] {
  return cells.flatMap(({ outputs = [] }) =>
    outputs.flatMap(({ data }) => data?.[MIME_TYPE] ?? [])
  );
}

/** The same with all keys in order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(sorted);
  }
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(
        Object.entries(value)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([key, each]) => [key, sorted(each)])
      )
    : value;
}
