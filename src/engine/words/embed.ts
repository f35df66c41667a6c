import type { Matrix, Vector } from '../arrays/vector.ts';
import { vocabulary } from './vocabulary.ts';

/** The number of dimensions of the teaching vocabulary. */
export const VOCABULARY_DIMENSIONS = 2;

/** A word's vector, and whether it was chosen for the word or made up from its letters. */
export interface WordVector {
  readonly vector: Vector;
  readonly source: 'vocabulary' | 'made-up';
}

/**
 * The vector of a word: chosen where the teaching vocabulary has it, otherwise made up from its
 * letters, the same at every call and on every machine.
 */
export function embedWord(word: string, dimensions: number = VOCABULARY_DIMENSIONS): WordVector {
  const entry = word.toLowerCase();
  return dimensions === VOCABULARY_DIMENSIONS && Object.hasOwn(vocabulary, entry)
    ? { vector: vocabulary[entry], source: 'vocabulary' }
    : { vector: madeUpVector(word, dimensions), source: 'made-up' };
}

/** The vectors of several words, [words, dimensions]. */
export function embedWords(words: readonly string[], dimensions?: number): Matrix {
  return words.map(word => embedWord(word, dimensions).vector);
}

/** Components between −0.95 and 0.95 in steps of 0.01, from a hash of the word. */
export function madeUpVector(word: string, dimensions: number): Vector {
  const name = `${dimensions} ${word}`;
  const known = made.get(name);
  if (known) {
    return known;
  }
  const start = hashed(FNV_OFFSET, `${word}/`); // the letters are the same for every component
  const vector = Array.from({ length: dimensions }, (_, c) => component(start, c));
  if (made.size >= REMEMBERED) {
    made.clear();
  }
  made.set(name, vector);
  return vector;
}

/**
 * Whether a vector is the one made up from the word's letters, and no chosen one. Hardly any other
 * vector begins with a hundredth below 1, so that letters are seldom looked at.
 */
export function isMadeUp(word: string, vector: Vector): boolean {
  const first = vector[0];
  if (Math.abs(first) > 0.95 || Math.round(first * 100) / 100 !== first) {
    return false;
  }
  if (component(hashed(FNV_OFFSET, `${word}/`), 0) !== first) {
    return false;
  }
  const own = embedWord(word, vector.length);
  return own.source === 'made-up' && vector.every((entry, c) => entry === own.vector[c]);
}

/** Vectors made so far: the same words come back at every edit. */
const made = new Map<string, Vector>();
const REMEMBERED = 2048;

/** Component `c` of a vector, from the hash of the word and a slash. */
function component(start: number, c: number): number {
  return ((finished(hashed(start, String(c))) % 191) - 95) / 100;
}

const FNV_OFFSET = 0x811c9dc5;

/** 32-bit FNV-1a over the UTF-8 bytes of a text, from the hash of what stands before it. */
function hashed(h: number, text: string): number {
  for (const byte of encoder.encode(text)) {
    h = Math.imul(h ^ byte, 0x01000193);
  }
  return h;
}

const encoder = new TextEncoder();

/** The end of a hash: MurmurHash3's fmix32, which spreads the last byte. */
function finished(h: number): number {
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
