import { faultOf } from './fault.ts';
import { namesLike, PLACES } from './fenceLines.ts';
import type { Entry, FenceProblem } from './fenceLines.ts';
import type { Json, JsonObject } from './json.ts';
import { LIMITS } from './limits.ts';
import { tell } from './messages.ts';
import { DESCRIPTION } from './node.ts';
import { isObject } from './read.ts';
import { problemAt } from './report.ts';

/** What was found on the way through the lines of a fence. */
export interface Found {
  readonly problems: FenceProblem[];
  /** The line in which each field was given. */
  readonly lines: Map<string, number>;
}

/**
 * The fields of a payload that entries say, each once.
 *
 * @param others - names besides fields that may have been meant by one that is no field
 */
export function readPayload(
  entries: readonly Entry[],
  { problems, lines }: Found,
  within: string,
  others: readonly string[] = []
): JsonObject {
  const payload: Record<string, Json> = {};
  const parts: [outer: string, inner: string, value: Json][] = [];
  for (const entry of entries) {
    const place = PLACES.get(entry.name);
    if (!place) {
      problems.push(unknownName(entry, problems.length < LIMITS.problems, others));
      continue;
    }
    const path = `${within}.${place.join('.')}`;
    if (!isFirst(entry, path, { problems, lines })) {
      continue;
    }
    const value = readValue(entry, place.join('.'), path, problems);
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
  return payload;
}

/** Whether a field is given for the first time; a second time is a problem. */
export function isFirst({ line }: Entry, path: string, { problems, lines }: Found): boolean {
  const given = lines.get(path);
  if (given !== undefined) {
    problems.push({ ...problemAt(path, tell('fenceTwice', { line: given })), line });
    return false;
  }
  lines.set(path, line);
  return true;
}

function readValue(
  entry: Entry,
  field: string,
  path: string,
  problems: FenceProblem[]
): Json | undefined {
  const { value, line } = entry;
  if (value === '') {
    problems.push({ ...problemAt(path, tell('fenceValue')), line });
    return undefined;
  }
  const json = valueIn(value);
  if (DESCRIPTION.properties[field]?.type === 'string') {
    return typeof json === 'string' ? json : value.replace(/\s*\n\s*/g, ' ');
  }
  if (json === undefined && /^[[{]/.test(value)) {
    const fault = faultOf(value);
    const told = tell('noJson', { reason: fault.reason });
    problems.push({ ...problemAt(path, told), line: line + fault.line - 1 });
    return undefined;
  }
  return json ?? (json === null ? null : value);
}

/** @param advises - says also what may have been meant, which takes a moment */
function unknownName(
  { name, line }: Entry,
  advises: boolean,
  others: readonly string[]
): FenceProblem {
  const near = advises ? namesLike(name, others) : [];
  const advice = near.length > 0 ? tell('fenceNear', { names: near.join(', ') }) : '';
  const found = JSON.stringify(name);
  return { ...problemAt(`$.${name}`, tell('fenceName', { found, advice })), line };
}

/** A text as JSON, or undefined: it is none. */
export function valueIn(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
