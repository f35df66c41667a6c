import type { Matrix, Vector } from '../arrays/vector.ts';

/** Uniform numbers that make one component; so many have variance 1 between them. */
const TERMS = 12;
/** Components between the beginnings of two tokens: so many a token may have, and no more. */
const STRIDE = 4096;

/**
 * Embeddings drawn at random, [n, dimensions], the same from a seed at every call and on every machine:
 * independent components of mean 0 and variance 1, in hundredths. Component c of token t is the same
 * however many there are of either, so that more dimensions are added to those that were there.
 *
 * A component is nearly normal: the sum of twelve uniform numbers, less 6 (Irwin–Hall). The usual ways
 * to a normal number take logarithms and cosines, of which no two engines promise the same last bit, and
 * a last bit decides now and then how a number is rounded. Here all is whole numbers below 2⁵³ until one
 * division at the end.
 */
export function drawnEmbeddings(n: number, dimensions: number, seed: number): Matrix {
  const start = spread(seed);
  return Array.from({ length: n }, (_, t) => drawnVector(start, t, dimensions));
}

function drawnVector(start: number, token: number, dimensions: number): Vector {
  return Array.from({ length: dimensions }, (_, c) => component(start, token * STRIDE + c));
}

/** Component `index` of all: the sum of its own twelve numbers of the sequence. */
function component(start: number, index: number): number {
  let sum = TERMS / 2; // the middles of the 2³² steps, not their lower ends
  for (let term = 0; term < TERMS; term++) {
    sum += uniform(start, index * TERMS + term);
  }
  const hundredths = Math.round(((sum - (TERMS / 2) * 2 ** 32) * 100) / 2 ** 32);
  return hundredths === 0 ? 0 : hundredths / 100; // never −0, which JSON does not know
}

/** Number `index` of a sequence, from 0 up to 2³²: Mulberry32 (Tommy Ettinger, 2017), which can begin anywhere. */
function uniform(start: number, index: number): number {
  const state = (start + Math.imul(index + 1, 0x6d2b79f5)) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), state | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return (mixed ^ (mixed >>> 14)) >>> 0;
}

/** Where the sequence of a seed begins: MurmurHash3's fmix32, so that neighbours begin far apart. */
function spread(seed: number): number {
  let h = seed | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
