import type { Matrix, Vector } from './matrix.ts';
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
  const vector = Array.from(
    { length: dimensions },
    (_, c) => ((hash(`${word}/${c}`) % 191) - 95) / 100
  );
  if (made.size >= REMEMBERED) {
    made.clear();
  }
  made.set(name, vector);
  return vector;
}

/** Vectors made so far: the same words come back at every edit. */
const made = new Map<string, Vector>();
const REMEMBERED = 2048;

/** 32-bit FNV-1a over the UTF-8 bytes, finished by MurmurHash3's fmix32 to spread the last byte. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) {
    h = Math.imul(h ^ byte, 0x01000193);
  }
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
