import type { Matrix } from './matrix.ts';
import type { MaskedScore } from './softmax.ts';

/** [query, key] booleans, true = may attend. */
export type Mask = readonly (readonly boolean[])[];

/** Each query may attend to itself and to what stands before it. */
export function causalMask(queries: number, keys: number = queries): Mask {
  return fill(queries, keys, (query, key) => key <= query);
}

/** No query may attend to padding. `present` says of each key whether it is a real token. */
export function paddingMask(queries: number, present: readonly boolean[]): Mask {
  return fill(queries, present.length, (_, key) => present[key]);
}

/** May attend where all of the masks say so. */
export function combineMasks(...masks: readonly Mask[]): Mask {
  const [first] = masks;
  return fill(first.length, first[0].length, (query, key) => masks.every(mask => mask[query][key]));
}

/** Scores where the query may attend, `null` elsewhere. */
export function applyMask(scores: Matrix, mask: Mask | null): readonly (readonly MaskedScore[])[] {
  return mask === null
    ? scores
    : scores.map((row, query) => row.map((score, key) => (mask[query][key] ? score : null)));
}

function fill(
  queries: number,
  keys: number,
  mayAttend: (query: number, key: number) => boolean
): Mask {
  return Array.from({ length: queries }, (_, query) =>
    Array.from({ length: keys }, (_, key) => mayAttend(query, key))
  );
}
