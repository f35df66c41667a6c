import { MESSAGES } from './description.ts';

type Texts = Omit<typeof MESSAGES, 'smaller'>;

/** Every text a reader of a payload can meet is in messages.json: what was found, what was wanted, what to do. */
export function tell(
  name: keyof Texts,
  parts: Readonly<Record<string, string | number>> = {}
): string {
  return MESSAGES[name].replace(/\{(\w+)\}/g, (whole, part: string) =>
    Object.hasOwn(parts, part) ? String(parts[part]) : whole
  );
}

/** Messages that several places tell. */
export const messages = {
  wanted: (found: unknown, wanted: string) => tell('wanted', { found: describe(found), wanted }),
  tooMany: (what: string, found: number, most: number) =>
    tell('tooMany', { found: number(found), what, most: number(most), advice: adviceFor(what) }),
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
function adviceFor(what: string): string {
  const advice: Readonly<Record<string, string>> = MESSAGES.smaller;
  return advice[what] ?? '';
}

/** A found value in a few words, for people; long texts are cut. */
export function describe(value: unknown): string {
  if (value === undefined) {
    return 'nothing';
  }
  if (typeof value === 'string') {
    return `the text ${JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value)}`;
  }
  if (Array.isArray(value)) {
    return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
  }
  if (value !== null && typeof value === 'object') {
    return 'an object';
  }
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : 'null';
}

/** The lengths of a shape, or a few words about what is none. */
export function describeShape(found: unknown): string {
  return Array.isArray(found) && found.length <= 8 && found.every(n => typeof n === 'number')
    ? `[${found.join(', ')}]`
    : describe(found);
}

/** So many of something, such as "3 rows". */
export function count(n: number, one: string): string {
  const many = one.endsWith('y') ? `${one.slice(0, -1)}ies` : `${one}s`;
  return `${number(n)} ${n === 1 ? one : many}`;
}

export function number(n: number): string {
  return n.toLocaleString('en-US');
}
