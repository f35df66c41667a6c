import { MESSAGES } from './description.ts';
import { number, phrase } from './told.ts';
import type { Part, Told } from './told.ts';

type Name = Exclude<keyof typeof MESSAGES, 'smaller' | 'phrases' | 'counts'>;
/** What is counted. */
export type Unit = keyof typeof MESSAGES.counts;
type Parts = Readonly<Record<string, Part>>;

/** Every text a reader of a payload can meet is in messages.json: what was found, what was wanted, what to do. */
export function tell(name: Name, parts: Parts = {}): Told {
  return { text: MESSAGES[name], parts };
}

/** What stands in a place of such a text. */
export function words(name: keyof typeof MESSAGES.phrases, parts: Parts = {}): Told {
  return { text: MESSAGES.phrases[name], parts };
}

/** Messages that several places tell. */
export const messages = {
  wanted: (found: unknown, wanted: Part) => tell('wanted', { found: describe(found), wanted }),
  tooMany: (what: string, found: number, most: number) =>
    tell('tooMany', {
      found: number(found),
      what: phrase(what),
      most: number(most),
      advice: adviceFor(what)
    }),
  memory: (queries: number, keys: number, heads: number) =>
    tell('memory', {
      heads: count(heads, 'head'),
      queries: number(queries),
      keys: number(keys)
    }),
  notYet: () => tell('notYet'),
  unknownField: () => tell('unknownField'),
  covered: () => tell('covered'),
  overflow: (path: string) => tell('overflow', { path })
} as const;

/** What to do about too much, by what it is too much of. */
function adviceFor(what: string): Part {
  const advice: Readonly<Record<string, string>> = MESSAGES.smaller;
  return Object.hasOwn(advice, what) ? phrase(advice[what]) : '';
}

/** A found value in a few words, for people; long texts are cut. */
export function describe(value: unknown): Part {
  if (value === undefined) {
    return words('nothing');
  }
  if (typeof value === 'string') {
    const text = JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
    return words('theText', { text });
  }
  if (Array.isArray(value)) {
    return value.length === 0 ? words('emptyList') : words('aList', { length: value.length });
  }
  if (value !== null && typeof value === 'object') {
    return words('anObject');
  }
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : 'null';
}

/** The lengths of a shape, or a few words about what is none. */
export function describeShape(found: unknown): Part {
  return Array.isArray(found) && found.length <= 8 && found.every(n => typeof n === 'number')
    ? `[${found.join(', ')}]`
    : describe(found);
}

/** So many of something, such as "3 rows". */
export function count(n: number, unit: Unit): Told {
  const [one, many] = MESSAGES.counts[unit];
  return { text: n === 1 ? one : many, parts: { count: number(n) } };
}

/** So many of something and no more, such as "are only 3 rows". */
export function only(n: number, unit: Unit): Told {
  return words(n === 1 ? 'onlyOne' : 'onlyMany', { count: count(n, unit) });
}
