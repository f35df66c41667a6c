import { describe, tell } from './messages.ts';
import { namesNear } from './near.ts';
import { DESCRIPTION } from './node.ts';
import { problemAt } from './report.ts';
import type { Problem } from './report.ts';

/** What keeps the body of a fence from being drawn. */
export interface FenceProblem extends Problem {
  /** The line of the body, counted from 1, or null where no line of it is to blame. */
  readonly line: number | null;
}

/** A name and what follows its colon, also in indented lines. */
export interface Entry {
  readonly name: string;
  readonly value: string;
  /** The line of the name, counted from 1. */
  readonly line: number;
}

/** Where the names of a fence lead in a payload: fields, what the view selects, and parts of both. */
export const PLACES: ReadonlyMap<string, readonly string[]> = new Map(places());

function* places(): Generator<[string, readonly string[]]> {
  const written = Object.entries(DESCRIPTION.properties).filter(([, { unwritten }]) => !unwritten);
  const names = new Set(written.map(([name]) => name));
  for (const [name, { properties = {}, selects }] of written) {
    for (const part of Object.keys(properties)) {
      yield [`${name}.${part}`, [name, part]];
      if (selects && !names.has(part)) {
        yield [part, [name, part]];
      }
    }
    yield [name, [name]];
  }
}

/** Marks of direction, which nobody sees, may stand around a name and a value. */
const MARKS = '\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff';
const START = new RegExp(`^[${MARKS}]*([A-Za-z_][\\w.]{0,39})[ \\t${MARKS}]*[:：](.*)$`);
const AROUND = new RegExp(`^[\\s${MARKS}]+|[\\s${MARKS}]+$`, 'g');

/** A name as fields have it: in a sentence, what comes before a colon is rarely spelled so. */
const FIELD = /^[a-z_][a-z0-9_.]*$/;

/** The names that someone may have meant who wrote another. */
export function namesLike(name: string, others: readonly string[] = []): readonly string[] {
  return namesNear(name, [...others, ...PLACES.keys()]);
}

/**
 * Whether the lines of a body are names and values, and no sentence: one of them starts with a name of
 * the format, or each with what looks like one, of which one is nearly right.
 */
export function isKeyed(lines: readonly string[]): boolean {
  const starts = outdented(lines).filter(startsAnew);
  const names = [...new Set(starts.map(line => START.exec(line)?.[1] ?? ''))];
  return (
    names.some(name => PLACES.has(name)) ||
    (names.every(name => FIELD.test(name)) && names.some(name => namesLike(name).length > 0))
  );
}

/** The names and values of a body. Lines before the first name are its sentence. */
export function entriesOf(body: readonly string[]): {
  readonly entries: readonly Entry[];
  readonly problems: readonly FenceProblem[];
} {
  const lines = outdented(body);
  const entries: Entry[] = [];
  const problems: FenceProblem[] = [];
  const first = lines.findIndex(isFirst);
  const lead = lines.slice(0, first).findIndex(line => line.trim() !== '');
  if (lead >= 0) {
    entries.push({ name: 'sentence', value: bare(lines.slice(lead, first)), line: lead + 1 });
  }
  let at = first;
  while (at < lines.length) {
    const [, name, rest] = START.exec(lines[at]) ?? [];
    const line = at + 1;
    const value = [rest ?? lines[at]];
    for (at += 1; at < lines.length && continues(lines[at], value); at++) {
      value.push(lines[at]);
    }
    if (name === undefined) {
      const told = tell('fenceLine', { found: describe(value[0]) });
      problems.push({ ...problemAt('$', told), line });
    } else {
      entries.push({ name, value: bare(value), line });
    }
  }
  return { entries, problems };
}

/** The first name of a body: known, or spelled as one and not as what a sentence starts with. */
function isFirst(line: string): boolean {
  const name = startsAnew(line) ? START.exec(line)?.[1] : undefined;
  return name !== undefined && (PLACES.has(name) || FIELD.test(name));
}

/** Whether a line goes on from those above: it is empty, indented, or more of a list or an object. */
function continues(line: string, above: readonly string[]): boolean {
  return !startsAnew(line) || (/^\s*[[{]/.test(above[0]) && !/^[\w]/.test(line));
}

const startsAnew = (line: string) => /^\S/.test(line);

const bare = (lines: readonly string[]) => lines.join('\n').replace(AROUND, '');

/** Lines without what all of them are indented by. */
function outdented(lines: readonly string[]): readonly string[] {
  const indent = /^\s*/.exec(lines.find(line => line.trim() !== '') ?? '')![0];
  return lines.map(line => (line.startsWith(indent) ? line.slice(indent.length) : line));
}
