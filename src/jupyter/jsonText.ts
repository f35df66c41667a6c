import type { Json, JsonObject } from '../format/index.ts';

/** A stretch of a text, and what is to stand in its place. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A value where it stands in a text. */
interface Place {
  readonly start: number;
  readonly end: number;
  readonly value: Json;
  readonly items?: readonly Place[];
  readonly entries?: readonly Entry[];
}

interface Entry {
  readonly name: string;
  /** Where its name begins. */
  readonly start: number;
  readonly place: Place;
}

/** How a text is set. */
interface Manner {
  /** What a level is indented by, or null: all of it stands in one line. */
  readonly unit: string | null;
  readonly colon: string;
  readonly comma: string;
}

/** Whether two values of JSON say the same. */
export type Same = (a: unknown, b: unknown) => boolean;

/** Whether an object of a text of JSON says a name twice, of which readers of JSON take the last. */
export function saysTwice(text: string): boolean {
  const places = [placeOf(text)];
  for (const { items = [], entries = [] } of places) {
    if (new Set(entries.map(({ name }) => name)).size < entries.length) {
      return true;
    }
    places.push(...items, ...entries.map(({ place }) => place));
  }
  return false;
}

/** A payload as the text of a new file. */
export function written(payload: Json): string {
  return `${print(payload, { unit: '  ', colon: ': ', comma: ', ' }, '')}\n`;
}

/**
 * What to change in a text of JSON so that it says something else: only the values that differ, each in
 * its place, so that what somebody else changes meanwhile stays, and so does the way it is set.
 *
 * @param text - JSON, with or without a mark of its encoding
 * @param next - what it is to say
 * @returns stretches that do not overlap, the last one of the text first
 */
export function editsTo(text: string, next: Json, same: Same): readonly TextEdit[] {
  const edits: TextEdit[] = [];
  const manner = mannerOf(text);
  change(placeOf(text), next);
  return edits.sort((a, b) => b.start - a.start || b.end - a.end);

  function change(place: Place, value: Json): void {
    if (same(place.value, value)) {
      return;
    }
    if (place.entries && isObject(value) && hasKept(place.entries, value)) {
      changeEntries(place.entries, value);
    } else if (place.items && Array.isArray(value) && place.items.length === value.length) {
      place.items.forEach((item, i) => change(item, (value as readonly Json[])[i]));
    } else {
      const { start, end } = place;
      edits.push({ start, end, text: print(value, manner, indentAt(text, start)) });
    }
  }

  function changeEntries(entries: readonly Entry[], value: JsonObject): void {
    const isKept = ({ name }: Entry) => Object.hasOwn(value, name);
    const first = entries.findIndex(isKept);
    entries.forEach((entry, i) => {
      if (isKept(entry)) {
        change(entry.place, value[entry.name]);
      } else if (i < first) {
        edits.push({ start: entry.start, end: entries[i + 1].start, text: '' });
      } else {
        edits.push({ start: entries[i - 1].place.end, end: entry.place.end, text: '' });
      }
    });
    const kept = entries.filter(isKept);
    const between = spaceBetween(text, entries, manner);
    const indent = indentAt(text, kept[0].start);
    const added = new Map<number, string>();
    let after = kept[kept.length - 1].place.end;
    for (const [name, part] of Object.entries(value)) {
      const known = kept.find(entry => entry.name === name);
      if (known) {
        after = known.place.end;
      } else {
        const entry = `${JSON.stringify(name)}${manner.colon}${print(part, manner, indent)}`;
        added.set(after, `${added.get(after) ?? ''},${between}${entry}`);
      }
    }
    added.forEach((more, at) => edits.push({ start: at, end: at, text: more }));
  }
}

/** A text after edits, the last one of the text first. */
export function edited(text: string, edits: readonly TextEdit[]): string {
  return edits.reduce(
    (now, { start, end, text: more }) => now.slice(0, start) + more + now.slice(end),
    text
  );
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Of what is said twice only the last counts, and only an object in which nothing is can be changed by parts. */
function hasKept(entries: readonly Entry[], value: JsonObject): boolean {
  const names = new Set(entries.map(({ name }) => name));
  return names.size === entries.length && entries.some(({ name }) => Object.hasOwn(value, name));
}

/** What stands between a comma and the entry after it. */
function spaceBetween(text: string, entries: readonly Entry[], manner: Manner): string {
  if (entries.length > 1) {
    const [a, b] = [entries[0].place.end, entries[1].start];
    return text.slice(text.indexOf(',', a) + 1, b);
  }
  const before = /\s*$/.exec(text.slice(0, entries[0].start))![0];
  return before.includes('\n') ? before : manner.comma.slice(1);
}

/** The white space that the line of a place begins with. */
function indentAt(text: string, at: number): string {
  const line = text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
  return /^[ \t]*/.exec(line)![0];
}

function mannerOf(text: string): Manner {
  const indent = /[[{]\r?\n([ \t]+)/.exec(text);
  const colon = /"(\s*:\s*)/.exec(text)?.[1] ?? ': ';
  return {
    unit: indent ? indent[1] : text.trim().includes('\n') ? '  ' : null,
    colon: /\n/.test(colon) ? ': ' : colon,
    comma: colon.endsWith(':') ? ',' : ', '
  };
}

/** JSON in a manner; what holds only numbers, words and the like stands in one line. */
function print(value: Json, manner: Manner, indent: string): string {
  if (typeof value !== 'object' || value === null) {
    return JSON.stringify(value);
  }
  const { unit, colon, comma } = manner;
  const inner = indent + (unit ?? '');
  const isList = Array.isArray(value);
  const parts = isList
    ? (value as readonly Json[]).map(part => print(part, manner, inner))
    : Object.entries(value).map(
        ([name, part]) => `${JSON.stringify(name)}${colon}${print(part, manner, inner)}`
      );
  const [open, close] = isList ? '[]' : '{}';
  const isFlat = isList && (value as readonly Json[]).every(part => typeof part !== 'object');
  return unit === null || isFlat || parts.length === 0
    ? `${open}${parts.join(comma)}${close}`
    : `${open}\n${parts.map(part => inner + part).join(',\n')}\n${indent}${close}`;
}

const SPACE = /[\s\ufeff]*/y;
const TEXT = /"(?:[^"\\]|\\.)*"/y;
const SCALAR = /[^\s,\]}]+/y;

/** Where each value of a text of JSON stands. */
function placeOf(text: string): Place {
  let at = 0;
  return value();

  function take(pattern: RegExp): string {
    pattern.lastIndex = at;
    const taken = pattern.exec(text)?.[0] ?? '';
    at += taken.length;
    return taken;
  }

  function value(): Place {
    take(SPACE);
    const start = at;
    if (text[at] === '{') {
      const entries = list('}', entry);
      return {
        start,
        end: at,
        value: Object.fromEntries(entries.map(({ name, place }) => [name, place.value])),
        entries
      };
    }
    if (text[at] === '[') {
      const items = list(']', value);
      return { start, end: at, value: items.map(item => item.value), items };
    }
    const said = take(text[at] === '"' ? TEXT : SCALAR);
    return { start, end: at, value: JSON.parse(said) as Json };
  }

  function entry(): Entry {
    const start = at;
    const name = JSON.parse(take(TEXT)) as string;
    take(SPACE);
    at += 1; // the colon
    return { name, start, place: value() };
  }

  function list<T>(end: string, part: () => T): readonly T[] {
    const parts: T[] = [];
    do {
      at += 1; // what opens the list, or a comma
      take(SPACE);
      if (text[at] !== end) {
        parts.push(part());
        take(SPACE);
      }
    } while (text[at] === ',');
    at += 1;
    return parts;
  }
}
