import { faultOf } from './fault.ts';
import { isFirst, readPayload, valueIn } from './fenceFields.ts';
import type { Found } from './fenceFields.ts';
import type { Entry } from './fenceLines.ts';
import type { Json, JsonObject } from './json.ts';
import { describe, tell, words } from './messages.ts';
import { isObject } from './read.ts';
import { problemAt } from './report.ts';
import { readStatement } from './statementText.ts';

/** What begins the lines of a lesson, and of each of its steps. */
const LESSON = 'lesson';
const STEP = 'step';
/** A state as JSON, on which what other lines say is put. */
const START = 'start';

/** Whether entries are those of a lesson: one gives its name. One in JSON is a field as any other. */
export function isLesson(entries: readonly Entry[]): boolean {
  const given = entries.find(({ name }) => name === LESSON);
  return given !== undefined && !given.value.startsWith('{');
}

/**
 * A lesson in lines: what stands above the first step holds at the start of each, what stands below one
 * is said of that step alone. The payload is in the state of the first step.
 */
export function readLesson(entries: readonly Entry[], found: Found): JsonObject {
  const starts = entries.flatMap(({ name }, i) => (name === STEP ? [i] : []));
  const head = entries.slice(0, starts[0]);
  const own = texts(head, [LESSON, 'title'], '$.lesson', found);
  const common = readState(
    head.filter(({ name }) => name !== LESSON && name !== 'title'),
    found,
    '$',
    [LESSON, 'title', STEP]
  );
  if (starts.length === 0) {
    const { line } = head.find(({ name }) => name === LESSON)!;
    found.problems.push({ ...problemAt('$.lesson.steps', tell('fenceSteps')), line });
  }
  const above = [...found.lines].filter(([path]) => !path.startsWith('$.lesson'));
  const steps = starts.map((from, i) =>
    readStep(entries.slice(from, starts[i + 1]), common, `$.lesson.steps[${i}]`, found)
  );
  for (const [i] of starts.entries()) {
    for (const [path, line] of above) {
      const inStart = path.replace('$', `$.lesson.steps[${i}].start`);
      found.lines.set(inStart, found.lines.get(inStart) ?? line);
    }
  }
  const { lesson: name, ...others } = own;
  return { ...(steps[0]?.start as JsonObject), lesson: { name, ...others, steps } };
}

const TEXTS = [STEP, 'title', 'text', 'reached'];
const LISTS = ['touch', 'cover'];
const STATEMENTS = ['goal', 'hint'];

function readStep(
  entries: readonly Entry[],
  common: JsonObject,
  path: string,
  found: Found
): JsonObject {
  const { step, ...said } = texts(entries, TEXTS, path, found);
  found.lines.set(path, entries[0].line);
  const lists = Object.fromEntries(
    entries
      .filter(({ name }) => LISTS.includes(name))
      .filter(entry => isFirst(entry, `${path}.${entry.name}`, found))
      .map(({ name, value }) => [name, namesIn(value)])
  );
  const of = (name: string) => entries.filter(entry => entry.name === name);
  const goal: JsonObject[] = [];
  for (const entry of of('goal')) {
    goal.push(...statements(entry, `${path}.goal`, goal.length, found));
  }
  const hints = of('hint').flatMap((entry, i) => hint(entry, `${path}.hints[${i}]`, found));
  const known = [...TEXTS, ...LISTS, ...STATEMENTS];
  const fields = entries.filter(({ name }) => !known.includes(name));
  const start = together(common, readState(fields, found, `${path}.start`, known));
  const { touch, cover } = lists;
  return {
    name: step,
    ...said,
    start: cover ? together(start, { view: { covered: cover } }) : start,
    ...(touch && { touch }),
    ...(goal.length > 0 && { goal }),
    ...(hints.length > 0 && { hints })
  };
}

/** The fields of a state, over those that are given as JSON together. */
function readState(
  entries: readonly Entry[],
  found: Found,
  path: string,
  known: readonly string[]
): JsonObject {
  const given = entries.filter(({ name }) => name === START);
  const others = entries.filter(({ name }) => name !== START);
  const [whole] = given.filter(entry => isFirst(entry, path, found));
  const state = whole ? jsonOf(whole, path, found) : {};
  return together(state, readPayload(others, found, path, [...known, START]));
}

function jsonOf({ value, line }: Entry, path: string, { problems }: Found): JsonObject {
  const json = valueIn(value);
  if (isObject(json)) {
    return json;
  }
  const fault = json === undefined ? faultOf(value) : null;
  const told = fault
    ? tell('noJson', { reason: fault.reason })
    : tell('wanted', { found: describe(json), wanted: words('fields') });
  problems.push({ ...problemAt(path, told), line: line + (fault ? fault.line - 1 : 0) });
  return {};
}

/** Texts as they are, with the lines in which they were written. */
function texts(
  entries: readonly Entry[],
  names: readonly string[],
  path: string,
  found: Found
): Record<string, Json> {
  const own: Record<string, Json> = {};
  for (const entry of entries.filter(({ name }) => names.includes(name))) {
    const { name, value, line } = entry;
    const at = `${path}.${name === LESSON || name === STEP ? 'name' : name}`;
    if (isFirst(entry, at, found)) {
      if (value === '') {
        found.problems.push({ ...problemAt(at, tell('fenceValue')), line });
      }
      own[name] = paragraphs(value);
    }
  }
  return own;
}

/** Lines go on, an empty one begins a paragraph. */
function paragraphs(value: string): string {
  return value
    .split(/\n\s*\n/)
    .map(part => part.replace(/\s*\n\s*/g, ' ').trim())
    .join('\n');
}

function namesIn(value: string): readonly string[] {
  return value.split(/[\s,]+/).filter(name => name !== '');
}

/** The statements of a line, parted by semicolons. */
function statements(
  { value, line }: Entry,
  list: string,
  first: number,
  { problems, lines }: Found
): JsonObject[] {
  return value.split(/\s*;\s*/).flatMap((text, i) => {
    const path = `${list}[${first + i}]`;
    lines.set(path, line);
    const statement = readStatement(text);
    if (!statement) {
      problems.push({ ...problemAt(path, tell('fenceGoal', { found: describe(text) })), line });
    }
    return statement ? [statement] : [];
  });
}

/** When something is said, and what: parted by the first bar. */
function hint(entry: Entry, path: string, found: Found): JsonObject[] {
  const [when, ...rest] = entry.value.split('|');
  const text = paragraphs(rest.join('|').trim());
  if (text === '') {
    found.problems.push({ ...problemAt(path, tell('fenceHint')), line: entry.line });
    return [];
  }
  found.lines.set(path, entry.line);
  return [{ when: statements({ ...entry, value: when.trim() }, `${path}.when`, 0, found), text }];
}

/** Fields with those of a second object over them; what the view selects is put together. */
function together(first: JsonObject, second: JsonObject): JsonObject {
  const [a, b] = [first.view, second.view];
  const both = { ...first, ...second };
  return isObject(a) && isObject(b) ? { ...both, view: { ...a, ...b } } : both;
}
