import { drawnEmbeddings } from '../engine/index.ts';
import type { Matrix } from '../engine/index.ts';
import { LIMITS, pack, remembered } from '../format/index.ts';
import type { Spec } from '../format/index.ts';
import { tokensOf } from './resolve.ts';
import { sameValue } from './same.ts';

/** The numbers of dimensions, d_k, that can be drawn. */
export const DIMENSIONS = [2, 4, 8, 16, 32, 64] as const;

/** Dimensions of a value: two, so that outputs stand on the plane as they are. */
const VALUES = 2;

/**
 * Tokens whose q and k are drawn at random, each in `dimensions` dimensions: of an embedding the first
 * half is q, the second k, and the first two dimensions are v. So q and k are independent, also those of
 * one token, and Var(q·k) = d_k.
 *
 * @param tokens - texts, or a sentence
 */
export function drawnSpec(
  tokens: readonly string[] | string,
  dimensions: number,
  seed: number
): Spec {
  const words: Spec = typeof tokens === 'string' ? { sentence: tokens } : { tokens };
  return {
    ...words,
    embeddings: drawnEmbeddings(tokensOf(words).length, 2 * dimensions, seed),
    projections: {
      query: chosen(dimensions, 0, dimensions),
      key: chosen(dimensions, dimensions, dimensions),
      value: chosen(dimensions, 0, VALUES)
    },
    seed
  };
}

/** A spec with its tokens drawn anew: what was said of their vectors goes, the stages stay. */
export function withDrawn(spec: Spec, dimensions: number, seed: number): Spec {
  const { mask, maskAt, scale, temperature, softmax, keyTokens } = spec;
  const parts = { mask, maskAt, scale, temperature, softmax };
  const stages = keyTokens ? { ...parts, mask: mask === 'causal' ? mask : undefined } : parts;
  const said = Object.entries(stages).filter(([, value]) => value !== undefined);
  return {
    ...drawnSpec(spec.tokens ?? spec.sentence ?? '', dimensions, seed),
    ...Object.fromEntries(said),
    ...(spec.view && { view: spec.view })
  };
}

/** The d_k and the seed from which the embeddings of a spec were drawn, or null where they were not. */
export function drawnFrom({
  seed,
  embeddings
}: Spec): { readonly dimensions: number; readonly seed: number } | null {
  const width = embeddings?.[0]?.length ?? 0;
  return seed !== undefined && embeddings && width % 2 === 0 && isDrawn(embeddings, width, seed)
    ? { dimensions: width / 2, seed }
    : null;
}

/** Whether a seed draws these embeddings; of the same ones it is found once. */
function isDrawn(embeddings: Matrix, width: number, seed: number): boolean {
  const before = found.get(embeddings);
  if (before?.seed === seed) {
    return before.drawn;
  }
  const n = embeddings.length;
  const drawn =
    sameValue(embeddings[0], drawnEmbeddings(1, width, seed)[0]) &&
    sameValue(embeddings, drawnEmbeddings(n, width, seed));
  found.set(embeddings, { seed, drawn });
  return drawn;
}

const found = new WeakMap<Matrix, { readonly seed: number; readonly drawn: boolean }>();

/** A projection that takes columns out of the embedding, from `start` on: [2·dimensions, count]. */
function chosen(dimensions: number, start: number, count: number): Matrix {
  const name = [dimensions, start, count].join();
  const matrix = projections.get(name) ?? selection(2 * dimensions, start, count);
  projections.set(name, matrix);
  return matrix;
}

/** Those made so far: drawn anew, the same ones are in all of them. */
const projections = new Map<string, Matrix>();

/** Where there are too many entries for lists, in half precision, which has 0 and 1 in the fewest bytes. */
function selection(rows: number, start: number, columns: number): Matrix {
  const matrix = Array.from({ length: rows }, (_, r) =>
    Array.from({ length: columns }, (_, c) => (r === start + c ? 1 : 0))
  );
  if (rows * columns <= LIMITS.written) {
    return matrix;
  }
  const bits = Uint16Array.from(matrix.flat(), entry => entry * HALF_ONE);
  return remembered(matrix, pack('float16', [rows, columns], new Uint8Array(bits.buffer)));
}

/** 1 in half precision: no fraction, and the bias as its exponent. */
const HALF_ONE = 15 << 10;
