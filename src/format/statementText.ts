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
const SIGN_OF: Readonly<Record<string, string>> = {
  above: '>',
  below: '<',
  equal: '=',
  unequal: '≠'
};

/** Which words stand in the parentheses of a quantity, in their order. Others are of the whole layer. */
const WORDS: Readonly<Record<string, readonly ('query' | 'key')[]>> = {
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
  guess: ['query']
};

/** Characters of a statement; longer ones are none. */
const LONGEST = 1000;

const TEXT = '"(?:[^"\\\\]|\\\\.)*"';
const INSIDE = `(?:${TEXT}|[^()"])*`;
const PARTS = new RegExp(`^([a-z_]+)\\s*(?:\\((${INSIDE})\\))?\\s*(?:\\[\\s*(\\d+)\\s*\\])?$`);
const AROUND_SIGN = new RegExp(
  `^((?:${TEXT}|\\(${INSIDE}\\)|[^"(<>=≠!])*?)\\s*(!=|[<>=≠])\\s*([^]+)$`
);
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

/** A statement as one would write it, or null where that says less than the statement does. */
export function writeStatement(statement: JsonObject): string | null {
  const { is, than, within, ...quantity } = statement;
  const left = writeQuantity(quantity);
  const text =
    is === 'made'
      ? `${left} made`
      : `${left} ${SIGN_OF[String(is)]} ${writeThan(than)}${within === undefined ? '' : ` ± ${String(within as number)}`}`;
  return JSON.stringify(readStatement(text)) === JSON.stringify(ordered(statement)) ? text : null;
}

function readQuantity(text: string): JsonObject | null {
  const parts = PARTS.exec(text.trim());
  if (!parts) {
    return null;
  }
  const [, about, inside, dimension] = parts;
  const words = wordsIn(inside ?? '');
  const names = WORDS[about] ?? [];
  const head = words.find(([name]) => name === 'head');
  const places = words.filter(([name]) => name === null);
  const at = head && readNumber(String(head[1]));
  if (places.length > names.length || places.length + (head ? 1 : 0) < words.length) {
    return null;
  }
  return {
    about,
    ...Object.fromEntries(places.map(([, word], i) => [names[i], word])),
    ...(head && { head: at ?? String(head[1]) }),
    ...(dimension !== undefined && { dimension: Number(dimension) })
  };
}

/** What stands between parentheses: words, places, and `head=0`. */
function wordsIn(inside: string): [name: string | null, word: string | number][] {
  const words = inside.match(new RegExp(`(?:${TEXT}|[^,"])+`, 'g')) ?? [];
  return words.map(word => {
    const [, name, value] = /^\s*([a-z]+)\s*=([^]*)$/.exec(word) ?? [];
    const text = (value ?? word).trim();
    const whole = /^\d+$/.test(text) ? Number(text) : unquoted(text);
    return [name ?? null, whole];
  });
}

function readThan(text: string): Json | undefined {
  const number = readNumber(text);
  if (number !== undefined) {
    return number;
  }
  const quantity = text.startsWith('"') ? null : readQuantity(text);
  const isOne =
    quantity !== null &&
    (QUANTITIES as readonly string[]).includes(String(quantity.about)) &&
    (/[([]/.test(text) || !Object.hasOwn(WORDS, String(quantity.about)));
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

function writeQuantity(quantity: JsonObject): string {
  const about = String(quantity.about);
  const words = (WORDS[about] ?? []).flatMap(name =>
    quantity[name] === undefined ? [] : [writeWord(quantity[name])]
  );
  const inside = [
    ...words,
    ...(quantity.head === undefined ? [] : [`head=${String(quantity.head as number)}`])
  ];
  return [
    about,
    inside.length > 0 ? `(${inside.join(', ')})` : '',
    quantity.dimension === undefined ? '' : `[${String(quantity.dimension as number)}]`
  ].join('');
}

/** A word as it is, or in quotes where it could be read as something else. */
function writeWord(word: Json): string {
  return typeof word === 'string' && /^[\p{L}\p{M}'’-]+$/u.test(word) ? word : JSON.stringify(word);
}

function writeThan(than: Json | undefined): string {
  if (isObject(than)) {
    return writeQuantity(than);
  }
  if (typeof than !== 'string') {
    return String(than as number);
  }
  const word = writeWord(than);
  return readThan(word) === than ? word : JSON.stringify(than);
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A statement with its fields in the order in which they are read. */
function ordered(statement: JsonObject): JsonObject {
  const names = ['about', 'query', 'key', 'head', 'dimension'];
  const inOrder = (of: JsonObject) =>
    names.flatMap(name => (of[name] === undefined ? [] : [[name, of[name]] as const]));
  const { than, within, is, ...others } = statement;
  const known = Object.fromEntries(inOrder(others));
  const rest = Object.keys(others).filter(name => !names.includes(name));
  return {
    ...known,
    ...Object.fromEntries(rest.map(name => [name, others[name]])),
    is,
    ...(than !== undefined && { than: isObject(than) ? Object.fromEntries(inOrder(than)) : than }),
    ...(within !== undefined && { within })
  };
}
