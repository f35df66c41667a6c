import { faultOf } from './fault.ts';
import { readPayload, valueIn } from './fenceFields.ts';
import type { Found } from './fenceFields.ts';
import { isLesson, readLesson } from './fenceLesson.ts';
import { entriesOf, isKeyed } from './fenceLines.ts';
import type { FenceProblem } from './fenceLines.ts';
import type { JsonObject } from './json.ts';
import { tell } from './messages.ts';
import { FORMAT, VERSION } from './names.ts';
import { parse } from './parse.ts';
import { problemAt } from './report.ts';
import type { Told } from './told.ts';

/** What the body of a fence says: a payload that can be drawn, or why there is none. */
export type Fence =
  | { readonly payload: JsonObject; readonly problems?: undefined }
  | { readonly problems: readonly FenceProblem[]; readonly payload?: undefined };

const HEAD = { format: FORMAT, version: VERSION } as const;

/**
 * Reads the body of a Markdown fence, any text: a sentence, lines of a name, a colon and a value, or
 * JSON. The rules are those of docs/format.md, "Markdown fences". Never throws.
 */
export function readFence(text: string): Fence {
  return readFenceLines(text).fence;
}

/** A fence, and the line of the field that a path leads into, counted from 1; null where the body is no lines of fields. */
export interface FenceLines {
  readonly fence: Fence;
  readonly lineOf: (path: string) => number | null;
}

/** The same with the lines of its fields. */
export function readFenceLines(text: string): FenceLines {
  const found: Found = { problems: [], lines: new Map() };
  const fence = fenceOf(text, found);
  return { fence, lineOf: path => nearestLine(path, found.lines) };
}

function fenceOf(text: string, found: Found): Fence {
  const body = text.replace(/\r\n?/g, '\n').replace(/^\ufeff/, '');
  const lines = body.split('\n');
  const first = body.trimStart();
  if (first === '') {
    return failed('$', tell('fenceEmpty'));
  }
  if (first.startsWith('{')) {
    return readJson(body.trimEnd());
  }
  if (!isKeyed(lines)) {
    const sentence = lines.map(line => line.trim()).filter(line => line !== '');
    return checked({ ...HEAD, sentence: sentence.join(' ') }, () => null);
  }
  return readEntries(lines, found);
}

function readJson(body: string): Fence {
  const value = valueIn(body);
  if (value === undefined) {
    const { reason, line } = faultOf(body);
    return failed('$', tell('noJson', { reason }), line);
  }
  // What begins with { and is JSON is an object.
  return checked({ ...HEAD, ...(value as JsonObject) }, () => null);
}

function readEntries(lines: readonly string[], found: Found): Fence {
  const { entries, problems: told } = entriesOf(lines);
  found.problems.push(...told);
  const payload = isLesson(entries) ? readLesson(entries, found) : readPayload(entries, found, '$');
  return found.problems.length > 0
    ? { problems: found.problems.sort((a, b) => a.line! - b.line!) }
    : checked({ ...HEAD, ...payload }, path => nearestLine(path, found.lines));
}

/** A payload that is drawn, or its problems with their lines, each once. */
function checked(payload: JsonObject, lineOf: (path: string) => number | null): Fence {
  const { problems } = parse(payload);
  if (problems.length === 0) {
    return { payload };
  }
  const told = new Map<string, FenceProblem>();
  for (const problem of problems) {
    const line = lineOf(problem.path);
    // What is said above the steps of a lesson is said of the start of each.
    const key = line === null ? problem.path : `${line} ${problem.message}`;
    told.set(key, told.get(key) ?? { ...problem, line });
  }
  return { problems: [...told.values()] };
}

function failed(path: string, told: Told, line: number | null = null): Fence {
  return { problems: [{ ...problemAt(path, told), line }] };
}

/** The line of the field that a path leads into. */
function nearestLine(path: string, lineOf: ReadonlyMap<string, number>): number | null {
  const steps = path.match(/\$|\.[^.[]+|\[\d+\]/g) ?? [];
  for (let length = steps.length; length > 0; length--) {
    const line = lineOf.get(steps.slice(0, length).join(''));
    if (line !== undefined) {
      return line;
    }
  }
  return null;
}
