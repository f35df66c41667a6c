import { readFence } from './fence.ts';
import { PLACES } from './fenceLines.ts';
import { inOneOrder } from './json.ts';
import type { JsonObject } from './json.ts';
import type { Lesson, LessonStep, Statement } from './spec.ts';
import { writeStatement } from './writeStatement.ts';

/**
 * The body of a fence in which a lesson is written as lines, without what was answered in it; null where
 * lines would say less, or something else, than the lesson does.
 */
export function lessonLines({ lesson }: JsonObject): string | null {
  const { name, title, steps } = lesson as unknown as Lesson;
  const head = lines([
    ['lesson', name],
    ['title', title]
  ]);
  const parts = steps.map(stepLines);
  if (head === null || parts.some(part => part === null)) {
    return null;
  }
  const body = [head, ...parts].join('\n\n');
  const read = readFence(body).payload?.lesson;
  const asked = { name, ...(title !== undefined && { title }), steps };
  return read !== undefined && inOneOrder(read) === inOneOrder(asked) ? body : null;
}

/** One line for each that is said: `name: value`. */
function lines(said: readonly (readonly [name: string, value: string | undefined | null])[]) {
  const given = said.filter(([, value]) => value !== undefined);
  return given.some(([, value]) => value === null)
    ? null
    : given.map(([name, value]) => `${name}: ${value}`).join('\n');
}

function stepLines(step: LessonStep): string | null {
  const { name, title, text, start, touch, goal = [], hints = [], reached } = step;
  const { view, ...fields } = start;
  const { covered, ...selects } = (view ?? {}) as JsonObject;
  const unsaid = Object.entries(fields).filter(([field]) => PLACES.get(field)?.join('.') !== field);
  const said = Object.entries(fields).filter(entry => !unsaid.some(([name]) => name === entry[0]));
  return lines([
    ['step', name],
    ['title', title],
    ['text', indented(text)],
    ['start', unsaid.length > 0 ? JSON.stringify(Object.fromEntries(unsaid)) : undefined],
    ...[...said, ...Object.entries(selects)].map(
      ([field, value]) =>
        [field, typeof value === 'string' ? value : JSON.stringify(value)] as const
    ),
    ['cover', Array.isArray(covered) ? covered.join(', ') : undefined],
    ['touch', touch?.join(', ')],
    ...goal.map(statement => ['goal', writeStatement(statement)] as const),
    ...hints.map(({ when, text: said }) => ['hint', hintLine(when, said)] as const),
    ['reached', reached === undefined ? undefined : indented(reached)]
  ]);
}

function hintLine(when: readonly Statement[], text: string): string | null {
  const statements = when.map(writeStatement);
  return statements.includes(null) ? null : `${statements.join('; ')} | ${indented(text)}`;
}

/** Paragraphs, so that none of their lines begins as a name does. */
function indented(text: string): string {
  return text.replaceAll('\n', '\n\n  ');
}
