import { visible } from '../figures/index.ts';
import type { Lesson, Problem } from '../format/index.ts';
import type { CommandResult } from './result.ts';
import { gradesOf, lessonsIn } from './grading.ts';
import type { Grade } from './grading.ts';
import { readJson } from './reading.ts';
import type { Read } from './reading.ts';

const HEAD = ['file', 'lesson', 'step', 'reached', 'done'];

/** `attention grade`, or null where its words are not those of a call. */
export function gradeFiles(words: readonly string[], read: Read): CommandResult | null {
  const asked = askedIn(words);
  if (!asked) {
    return null;
  }
  const errors: string[] = [];
  const originals = asked.original === null ? null : originalsIn(asked.original, read, errors);
  if (errors.length > 0) {
    return { output: '', errors, code: 2 };
  }
  const rows: string[][] = [];
  for (const file of asked.files) {
    const found = readJson(file, read);
    if ('error' in found) {
      errors.push(found.error);
      continue;
    }
    const { grades, problems } = gradesOf(found.value, originals);
    errors.push(...problems.map(problem => line(file, problem)));
    if (grades.length === 0) {
      errors.push(`${file}: No lesson that can be graded is in it.`);
    }
    rows.push(...grades.map(grade => rowOf(file, grade)));
  }
  const output = asked.isCsv ? csv([HEAD, ...rows]) : table([HEAD, ...rows]);
  return { output, errors, code: errors.length > 0 ? 2 : 0 };
}

interface Asked {
  readonly files: readonly string[];
  readonly isCsv: boolean;
  readonly original: string | null;
}

function askedIn(words: readonly string[]): Asked | null {
  const isCsv = words.includes('--csv');
  const others = words.filter(word => word !== '--csv');
  const at = others.indexOf('--lesson');
  const original = at < 0 ? null : (others[at + 1] ?? null);
  const files = at < 0 ? others : others.filter((_, i) => i !== at && i !== at + 1);
  const isWrong = (at >= 0 && original === null) || files.some(file => file.startsWith('--'));
  return files.length === 0 || isWrong ? null : { files, isCsv, original };
}

/** The lessons by whose goals is graded; what is wrong with their file goes to `errors`. */
function originalsIn(file: string, read: Read, errors: string[]): readonly Lesson[] {
  const found = readJson(file, read);
  if ('error' in found) {
    errors.push(found.error);
    return [];
  }
  const problems: Problem[] = [];
  const lessons = lessonsIn(found.value, problems).map(({ lesson }) => lesson);
  errors.push(...problems.map(problem => line(file, problem)));
  if (lessons.length === 0) {
    errors.push(`${file}: No lesson is in it; wanted the original of one.`);
  }
  return lessons;
}

function line(file: string, { path, message }: Problem): string {
  return `${file}: ${visible(path, 500)}: ${visible(message, 2000)}`;
}

/** Texts come from strangers: what would move a terminal's cursor is shown, not done. */
function rowOf(file: string, { lesson, step, reached, done }: Grade): string[] {
  return [file, lesson, step, reached ? 'yes' : 'no', done].map(text => visible(text, 200));
}

function table(rows: readonly string[][]): string {
  const widths = HEAD.map((_, c) => Math.max(...rows.map(row => row[c].length)));
  return rows
    .map(
      row =>
        `${row
          .map((text, c) => text.padEnd(widths[c]))
          .join('  ')
          .trimEnd()}\n`
    )
    .join('');
}

/** RFC 4180; a text that a spreadsheet would take for a formula begins with an apostrophe. */
function csv(rows: readonly string[][]): string {
  const cell = (text: string) => {
    const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return rows.map(row => `${row.map(cell).join(',')}\r\n`).join('');
}
