import { faultOf } from './fault.ts';
import { entriesOf, isKeyed, namesLike, PLACES } from './fenceLines.ts';
import type { Entry, FenceProblem } from './fenceLines.ts';
import type { Json, JsonObject } from './json.ts';
import { LIMITS } from './limits.ts';
import { tell } from './messages.ts';
import { FORMAT, VERSION } from './names.ts';
import { DESCRIPTION } from './node.ts';
import { parse } from './parse.ts';
import { isObject } from './read.ts';

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
  return readEntries(lines);
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

function readEntries(lines: readonly string[]): Fence {
  const { entries, problems: told } = entriesOf(lines);
  const problems = [...told];
  const lineOf = new Map<string, number>();
  const payload: Record<string, Json> = { ...HEAD };
  const parts: [outer: string, inner: string, value: Json][] = [];
  for (const entry of entries) {
    const place = PLACES.get(entry.name);
    if (!place) {
      problems.push(unknownName(entry, problems.length < LIMITS.problems));
      continue;
    }
    const path = `$.${place.join('.')}`;
    const given = lineOf.get(path);
    if (given !== undefined) {
      const message = tell('fenceTwice', { line: given });
      problems.push({ path, message, line: entry.line });
      continue;
    }
    lineOf.set(path, entry.line);
    const value = readValue(entry, path, problems);
    if (value !== undefined && place.length === 1) {
      payload[place[0]] = value;
    } else if (value !== undefined) {
      parts.push([place[0], place[1], value]);
    }
  }
  for (const [outer, inner, value] of parts) {
    const whole = payload[outer] ?? {};
    // What is no object is told of by itself.
    payload[outer] = isObject(whole) ? { ...whole, [inner]: value } : whole;
  }
  return problems.length > 0
    ? { problems: problems.sort((a, b) => a.line! - b.line!) }
    : checked(payload, path => nearestLine(path, lineOf));
}

function readValue(entry: Entry, path: string, problems: FenceProblem[]): Json | undefined {
  const { value, line } = entry;
  if (value === '') {
    problems.push({ path, message: tell('fenceValue'), line });
    return undefined;
  }
  const json = valueIn(value);
  if (DESCRIPTION.properties[path.slice('$.'.length)]?.type === 'string') {
    return typeof json === 'string' ? json : value.replace(/\s*\n\s*/g, ' ');
  }
  if (json === undefined && /^[[{]/.test(value)) {
    const fault = faultOf(value);
    const message = tell('noJson', { reason: fault.reason });
    problems.push({ path, message, line: line + fault.line - 1 });
    return undefined;
  }
  return json ?? (json === null ? null : value);
}

/** @param advises - says also what may have been meant, which takes a moment */
function unknownName({ name, line }: Entry, advises: boolean): FenceProblem {
  const near = advises ? namesLike(name) : [];
  const advice = near.length > 0 ? tell('fenceNear', { names: near.join(', ') }) : '';
  const found = JSON.stringify(name);
  return { path: `$.${name}`, message: tell('fenceName', { found, advice }), line };
}

/** A payload that is drawn, or its problems with their lines. */
function checked(payload: JsonObject, lineOf: (path: string) => number | null): Fence {
  const { problems } = parse(payload);
  return problems.length > 0
    ? { problems: problems.map(problem => ({ ...problem, line: lineOf(problem.path) })) }
    : { payload };
}

function failed(path: string, message: string, line: number | null = null): Fence {
  return { problems: [{ path, message, line }] };
}

/** A text as JSON, or undefined: it is none. */
function valueIn(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
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
