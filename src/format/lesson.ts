import { LIMITS } from './limits.ts';
import { describe, only, tell } from './messages.ts';
import { isObject } from './read.ts';
import { problemAt } from './report.ts';
import type { Problem, Report } from './report.ts';
import { number } from './told.ts';

/** Where a lesson stands: it says nothing of what is computed beside it. */
export const LESSON = '$.lesson';

/**
 * Reports where the parts of a lesson do not go together. It is looked at as it came: what is wrong in one
 * step hides nothing of the others.
 */
export function checkLesson(lesson: unknown, report: Report): void {
  if (!isObject(lesson) || !isList(lesson.steps)) {
    return;
  }
  const names = textsOf(lesson.steps, 'name');
  report.field(`${LESSON}.steps`, sameNames(names));
  checkStep(lesson.step, names.length, report);
  if (!names.includes(null)) {
    const answers = textsOf(lesson.answers, 'step');
    report.field(`${LESSON}.answers`, unusedAnswers(answers, names), report.warnings);
  }
}

/** A list, unless it is too long to be looked into. */
function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && value.length <= LIMITS.steps;
}

/** What the entries of a list say in one of their fields; null where that is no text. */
function textsOf(list: unknown, field: string): readonly (string | null)[] {
  return isList(list)
    ? list.map(entry => {
        const said = isObject(entry) ? entry[field] : null;
        return typeof said === 'string' ? said : null;
      })
    : [];
}

function* sameNames(names: readonly (string | null)[]): Generator<Problem> {
  for (const [i, name] of names.entries()) {
    const first = names.indexOf(name);
    if (name !== null && first < i) {
      const told = { found: describe(name), first: `${LESSON}.steps[${first}].name` };
      yield problemAt(`${LESSON}.steps[${i}].name`, tell('sameName', told));
    }
  }
}

function checkStep(step: unknown, steps: number, report: Report): void {
  if (Number.isSafeInteger(step) && (step as number) >= steps && steps > 0) {
    const told = { found: number(step as number), only: only(steps, 'step') };
    report.warn(`${LESSON}.step`, tell('lastStep', told));
  }
}

/** Answers to no step, and later ones to the same. */
function* unusedAnswers(
  answers: readonly (string | null)[],
  names: readonly (string | null)[]
): Generator<Problem> {
  for (const [i, name] of answers.entries()) {
    const path = `${LESSON}.answers[${i}].step`;
    const first = answers.indexOf(name);
    if (name !== null && !names.includes(name)) {
      yield problemAt(path, tell('noStep', { found: describe(name) }));
    } else if (name !== null && first < i) {
      const told = { found: describe(name), first: `${LESSON}.answers[${first}].step` };
      yield problemAt(path, tell('sameAnswer', told));
    }
  }
}
