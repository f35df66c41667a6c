import { MIME_TYPE, parse } from '../format/index.ts';
import type { Lesson, Problem } from '../format/index.ts';
import { changesBetween, outcomeOfAnswer, sameValue, specOf } from '../model/index.ts';
import { isNotebook } from './reading.ts';

/** What came of one step of a lesson. */
export interface Grade {
  readonly lesson: string;
  readonly step: string;
  readonly reached: boolean;
  /** What was changed to reach it, or why what was kept does not. */
  readonly done: string;
}

/** What came of a file. */
export interface Grades {
  readonly grades: readonly Grade[];
  /** What is wrong with payloads in it; the others are graded all the same. */
  readonly problems: readonly Problem[];
}

/**
 * Grades all lessons of a notebook, or of a payload. Nothing that a file says of itself is believed: each goal
 * is checked anew on the state that was kept for it.
 *
 * @param value - the JSON of the file
 * @param originals - lessons by whose goals it is graded, whatever goals stand in the file
 */
export function gradesOf(value: unknown, originals: readonly Lesson[] | null = null): Grades {
  const problems: Problem[] = [];
  const found = lessonsIn(value, problems);
  const grades = found.flatMap(({ lesson, path }) => {
    const original = originals?.find(({ name }) => name === lesson.name);
    if (originals && !original) {
      problems.push({
        path,
        message: `The lesson ${JSON.stringify(lesson.name)} is none of those that are graded; it is left out.`
      });
      return [];
    }
    if (original && !sameValue(original.steps, lesson.steps)) {
      problems.push({
        path,
        message: `The steps of the lesson ${JSON.stringify(lesson.name)} are not those of the original; it is graded by the original.`
      });
    }
    return stepsOf(original ?? lesson, lesson);
  });
  return { grades: best(grades), problems };
}

/** The lessons of a file, in its order, each with where it stands. */
export function lessonsIn(
  value: unknown,
  problems: Problem[]
): readonly { readonly lesson: Lesson; readonly path: string }[] {
  const payloads = isNotebook(value) ? payloadsIn(value) : [['$', value] as const];
  return payloads.flatMap(([path, payload]) => {
    const { spec, problems: wrong } = parse(payload);
    problems.push(
      ...wrong.map(({ path: at, message }) => ({ path: `${path}${at.slice(1)}`, message }))
    );
    return spec?.lesson ? [{ lesson: spec.lesson, path: `${path}.lesson` }] : [];
  });
}

/** The payloads in the outputs of a notebook; whatever else stands there is passed over. */
function payloadsIn(notebook: unknown): (readonly [path: string, payload: unknown])[] {
  return listOf(notebook, 'cells').flatMap((cell, c) =>
    listOf(cell, 'outputs').flatMap((output, o) => {
      const payload = fieldOf(fieldOf(output, 'data'), MIME_TYPE);
      return payload === undefined ? [] : [[`$.cells[${c}].outputs[${o}]`, payload] as const];
    })
  );
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}

function listOf(value: unknown, name: string): readonly unknown[] {
  const list = fieldOf(value, name);
  return Array.isArray(list) ? (list as unknown[]) : [];
}

/** The steps that have a goal, with the answers of a file. */
function stepsOf({ name, steps }: Lesson, { answers = [] }: Lesson): readonly Grade[] {
  return steps
    .filter(({ goal = [] }) => goal.length > 0)
    .map(step => {
      const answer = answers.find(each => each.step === step.name);
      const kind = answer && outcomeOfAnswer(step, answer.state);
      const before = specOf(step.start);
      const after = answer && specOf(answer.state);
      const changes = before && after ? changesBetween(before, after) : [];
      return {
        lesson: name,
        step: step.name,
        reached: kind === 'reached',
        done:
          kind === undefined
            ? 'no answer'
            : kind === 'reached'
              ? changes.map(told).join('; ') || 'a guess, or another word, head or layer'
              : `kept as an answer, but ${WHY[kind]}`
      };
    });
}

const WHY = {
  untouched: 'it is the state that the step begins with',
  elsewhere: 'it changes what the step leaves as it is',
  hint: 'it does not reach the goal',
  missing: 'it does not reach the goal',
  unreadable: 'it is no state that can be computed'
};

function told({ field, of, before, after }: ReturnType<typeof changesBetween>[number]): string {
  const what = of === null ? field : `${field} of ${of}`;
  return before === null || after === null ? what : `${what}: ${before} → ${after}`;
}

/** A step that stands in several outputs counts once: where it was reached, if it was. */
function best(grades: readonly Grade[]): readonly Grade[] {
  const known = new Map<string, Grade>();
  for (const grade of grades) {
    const key = JSON.stringify([grade.lesson, grade.step]);
    if (!known.get(key)?.reached) {
      known.set(key, grade);
    }
  }
  return [...known.values()];
}
