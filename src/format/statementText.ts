import type { Json, JsonObject } from './json.ts';
import { QUANTITIES } from './names.ts';

/**
 * Statements as people write them, such as `weights(cats, lions) > weights(cats, cats)`: a quantity with
 * the words that it is of, a sign, and what it is compared with. The rules are those of docs/lessons.md.
 */

const SIGNS: Readonly<Record<string, string>> = {
  '>': 'above',
  '<': 'below',
  '=': 'equal',
  '≠': 'unequal',
  '!=': 'unequal'
};
/**
 * Which words stand in the parentheses of a quantity, in their order; none of what is said of a head. Others are
 * of the whole layer.
 */
export const WORDS: Readonly<Record<string, readonly ('query' | 'key')[]>> = {
  scores: ['query', 'key'],
  scaled_scores: ['query', 'key'],
  masked_scores: ['query', 'key'],
  weights: ['query', 'key'],
  sum: ['query'],
  entropy: ['query'],
  embeddings: ['query'],
  query: ['query'],
  key: ['key'],
  value: ['key'],
  output: ['query'],
  guess: ['query'],
  rollout: ['query', 'key'],
  output_change: ['query'],
  previous: [],
  first: [],
  diagonal: [],
  induction: [],
  duplicate: []
};

/** Stands for the word that asks, whichever that is. */
const ASKING = null;

/** Characters of a statement; longer ones are none. */
const LONGEST = 1000;

const TEXT = '"(?:[^"\\\\]|\\\\.)*"';
const INSIDE = `(?:${TEXT}|[^()"])*`;
const PARTS = new RegExp(`^([a-z_]+)\\s*(?:\\((${INSIDE})\\))?\\s*(?:\\[\\s*(\\d+)\\s*\\])?$`);
const AROUND_SIGN = new RegExp(
  `^((?:${TEXT}|\\(${INSIDE}\\)|[^"(<>=≠!])*?)\\s*(!=|[<>=≠])\\s*([^]+)$`
);
const WORD = new RegExp(`(?:${TEXT}|[^,"])+`, 'g');
const NUMBER = /^[+\-−]?(?:\d+\.?\d*|\.\d+)(?:[eE][+\-−]?\d+)?$/;

/** A statement that is written in words, or null where it is none. What it is about is not looked up. */
export function readStatement(text: string): JsonObject | null {
  if (text.length > LONGEST) {
    return null;
  }
  const made = /^([^]+?)\s+made$/.exec(text.trim());
  if (made) {
    const quantity = readQuantity(made[1]);
    return quantity && { ...quantity, is: 'made' };
  }
  const parts = AROUND_SIGN.exec(text.trim());
  const quantity = parts && readQuantity(parts[1]);
  if (!quantity) {
    return null;
  }
  const [than, within] = parts[3].split(/\s*±\s*/, 2);
  const compared = readThan(than.trim());
  const apart = within === undefined ? undefined : readNumber(within.trim());
  if (compared === undefined || (within !== undefined && apart === undefined)) {
    return null;
  }
  return {
    ...quantity,
    is: SIGNS[parts[2]],
    than: compared,
    ...(apart !== undefined && { within: apart })
  };
}

interface Read {
  readonly about: string;
  readonly [name: string]: Json;
}

function readQuantity(text: string): Read | null {
  const parts = PARTS.exec(text.trim());
  if (!parts) {
    return null;
  }
  const [, about, inside, dimension] = parts;
  const words = wordsIn(inside ?? '');
  const names = WORDS[about] ?? [];
  const places = words.filter(([name]) => name === null);
  const heads = words.filter(([name]) => name === 'head');
  const isRead = places.length <= names.length && heads.length <= 1;
  if (!isRead || places.length + heads.length < words.length) {
    return null;
  }
  const fields: readonly (readonly [string, Json])[] = [
    ...places.flatMap(([, word], i) => (word === ASKING ? [] : [[names[i], word] as const])),
    ...heads.map(([, head]) => ['head', head] as const),
    ...(dimension === undefined ? [] : [['dimension', Number(dimension)] as const])
  ];
  return { about, ...Object.fromEntries<Json>(fields) };
}

/** What stands between parentheses: words, places, and `head=0`. */
function wordsIn(inside: string): [name: string | null, word: string | number | typeof ASKING][] {
  const words = inside.match(WORD) ?? [];
  return words.map(word => {
    const [, name, value] = /^\s*([a-z]+)\s*=([^]*)$/.exec(word) ?? [];
    const text = (value ?? word).trim();
    const whole = /^\d+$/.test(text) ? Number(text) : text === '_' ? ASKING : unquoted(text);
    return [name ?? null, whole];
  });
}

/** What a quantity is compared with. */
export function readThan(text: string): Json | undefined {
  const number = readNumber(text);
  if (number !== undefined) {
    return number;
  }
  const quantity = text.startsWith('"') ? null : readQuantity(text);
  const isOne =
    quantity !== null &&
    (QUANTITIES as readonly string[]).includes(quantity.about) &&
    (/[([]/.test(text) || !Object.hasOwn(WORDS, quantity.about));
  return isOne ? quantity : text === '' ? undefined : unquoted(text);
}

function readNumber(text: string): number | undefined {
  return NUMBER.test(text) ? Number(text.replaceAll('−', '-')) : undefined;
}

function unquoted(text: string): string {
  try {
    const value = text.startsWith('"') ? (JSON.parse(text) as unknown) : text;
    return typeof value === 'string' ? value : text;
  } catch {
    return text;
  }
}
