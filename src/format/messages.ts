import { FORMAT, VERSION } from './types.ts';

/**
 * Every text a reader of a payload can meet, in one place: what was found, what was wanted, what
 * to do.
 */
export const messages = {
  notObject: (found: unknown) =>
    `Found ${describe(found)}; wanted an object such as {"format": "${FORMAT}", "version": ${VERSION}, "sentence": "…"}.`,
  format: (found: unknown) => `Found ${describe(found)}; wanted "${FORMAT}".`,
  version: (found: unknown) => `Found ${describe(found)}; wanted the whole number ${VERSION}.`,
  newer: (found: number) =>
    `This payload is of version ${found}, newer than version ${VERSION}, which is read here. Update jupyterlab-attention to see it.`,
  unknownField: () => 'This field is not known here; it is kept and not used.',
  wanted: (found: unknown, wanted: string) => `Found ${describe(found)}; wanted ${wanted}.`,
  ragged: (found: number, wanted: number) =>
    `This row has ${count(found, 'entry', 'entries')}; wanted ${wanted}, as in the first row.`,
  dtype: (found: unknown, wanted: readonly string[]) =>
    `Found ${describe(found)}; wanted ${wanted.map(name => `"${name}"`).join(', ')}. Convert the array before it is sent.`,
  arrayShape: (found: unknown) =>
    `Found ${Array.isArray(found) && found.length <= 4 ? JSON.stringify(found) : describe(found)}; wanted [rows, columns], two whole numbers of 1 or more.`,
  noBase64: (text: string, at: number) =>
    `${at < text.length ? `The character ${JSON.stringify(text[at])} at ${number(at)} is no base64` : `These ${number(text.length)} characters end within a group of four`}; wanted the whole array as base64 (A–Z, a–z, 0–9, + and /, filled up by =), without line breaks.`,
  bytes: (found: number, needed: number, shape: readonly [number, number], dtype: string) =>
    `This holds ${number(found)} bytes where [${shape.join(', ')}] of ${dtype} need ${number(needed)}. ${found < needed ? 'It may have been cut off: send the whole array' : 'Send the array that the shape is of'}.`,
  flag: (found: number) => `Found the byte ${found}; wanted 0 (may not attend) or 1 (may attend).`,
  empty: (wanted: string) => `Nothing is in it; wanted ${wanted}.`,
  more: (count: number) => `…and ${count} more of the same kind in this field.`,
  tooMany: (what: keyof typeof SMALLER, found: number, limit: number) =>
    `Found ${number(found)} ${what}; at most ${number(limit)} are drawn, to protect the page. ${SMALLER[what]}`,
  bothSources: () => 'Both sentence and tokens are given; wanted one of them. Remove the other.',
  noSource: () => 'Neither sentence nor tokens is given; wanted one of them.',
  noWords: () => 'No word is in this sentence; wanted at least one. Punctuation is no token.',
  rows: (found: number, wanted: number, of: string) =>
    `Found ${count(found, 'row', 'rows')}; wanted ${wanted}, one for each ${of}.`,
  columns: (found: number, wanted: number, why: string) =>
    `Found ${count(found, 'column', 'columns')}; wanted ${wanted}, ${why}.`,
  shape: (found: readonly [number, number], wanted: readonly [number, number], why: string) =>
    `Found the shape [${found.join(', ')}]; wanted [${wanted.join(', ')}], ${why}.`,
  missingProjection: (name: string) =>
    `This is missing; query, key and value belong together. Give projections.${name} too.`,
  noProjections: (dModel: number) =>
    `This is missing; the worked example's projections serve only embeddings of 2 dimensions, and these have ${dModel}. Give query, key and value.`,
  indivisible: (columns: number, heads: number, field: string) =>
    `Found ${count(columns, 'column', 'columns')}; wanted a multiple of ${field}, ${heads}, because heads are equal runs of columns.`,
  indivisibleHeads: (found: number, heads: number) =>
    `Found ${found}; wanted a divisor of n_heads, ${heads}, because equal runs of heads share keys and values.`,
  sharedExample: () =>
    'The worked example has a key and a value for each head; wanted projections of your own whose key and value have n_kv_heads·d_k columns.',
  entries: (found: number, wanted: number, of: string) =>
    `Found ${count(found, 'entry', 'entries')}; wanted ${wanted}, one for each ${of}.`,
  oddRope: (dK: number) =>
    `RoPE turns dimensions in pairs, and d_k is ${dK}; wanted an even d_k. Choose other positions or another n_heads.`,
  unequalWidths: (found: number, dModel: number) =>
    `The output has ${count(found, 'dimension', 'dimensions')} and the embeddings have ${dModel}; wanted equal widths to add them. Give projections.output.`,
  noSuch: (index: number, length: number, what: string) =>
    `Found ${index}, but there ${length === 1 ? 'is' : 'are'} only ${count(length, what, `${what}s`)}, counted from 0.`,
  noKeyTokens: () => 'This is given without key_tokens; wanted both. Name the keys in key_tokens.',
  pastEnd: (index: number, length: number, what: string) =>
    `Found ${index}, but there ${length === 1 ? 'is' : 'are'} only ${count(length, what, `${what}s`)}, counted from 0; it is not used.`,
  windowEnds: (first: number, found: number, length: number) =>
    `Found ${count(found, 'token', 'tokens')} from ${first} on, but there ${length === 1 ? 'is' : 'are'} only ${number(length)}, counted from 0; the window ends there.`,
  memory: (queries: number, keys: number, heads: number) =>
    `There is not enough memory to compute ${count(heads, 'head', 'heads')} of ${number(queries)} × ${number(keys)} tokens. Send fewer tokens or heads, or close other pages.`,
  notYet: () =>
    'The tokens are just being put in other places. Make this change once they are there.',
  overflow: (path: string) =>
    `With these numbers ${path} is too large for a double (above about 1.8e308). Use smaller embeddings or projections.`
} as const;

/** What to do about too much, by what it is too much of. */
const SMALLER = {
  characters: 'Shorten the text.',
  'characters in one word': 'Shorten the word.',
  words: 'Shorten the sentence.',
  tokens: 'Shorten the text, or send a window of it.',
  heads: 'Send some of them.',
  dimensions: 'Send fewer heads, or vectors of fewer dimensions.',
  entries: 'Send fewer heads, or a window of the tokens.',
  numbers: 'Send fewer heads, or a window of the tokens.',
  weights: 'Send fewer heads, or a window of the tokens.',
  multiplications: 'Send fewer heads, or a window of the tokens.'
} as const;

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

function count(n: number, one: string, many: string): string {
  return `${number(n)} ${n === 1 ? one : many}`;
}

function number(n: number): string {
  return n.toLocaleString('en-US');
}
