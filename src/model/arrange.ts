import { embedWord, isMask } from '../engine/index.ts';
import type { Mask, Matrix } from '../engine/index.ts';
import type { Spec } from '../format/index.ts';
import { dModelOf, tokensOf } from './resolve.ts';

/** A place in a new order of the tokens: where its token stood, or null for a new one. */
export interface Place {
  readonly from: number | null;
  readonly token: string;
}

/**
 * The spec with its tokens in these places. All that was said of a token by its place goes with it:
 * its vector, its rows and columns of a mask, its padding, its scores set by hand. The patches of a picture
 * are no longer its tokens then.
 */
export function arrange(spec: Spec, places: readonly Place[], line?: string): Spec {
  const { mask, positions, bias, overrides, image: _, ...rest } = spec;
  const words = places.map(({ token }) => token);
  return {
    ...rest,
    ...(spec.tokens ? { tokens: words } : { sentence: line ?? words.join(' ') }),
    ...(spec.embeddings && { embeddings: vectors(spec, spec.embeddings, places) }),
    ...(mask && { mask: arrangedMask(mask, places, spec.keyTokens !== undefined) }),
    ...(positions && { positions: arrangedPositions(spec, positions, places.length) }),
    ...(bias && { bias: arrangedBias(bias, places, spec.keyTokens !== undefined) }),
    ...(overrides && { overrides: arrangedOverrides(spec, overrides, places) })
  };
}

/** For new words the places of the same words before, in turn. */
export function placesOf(spec: Spec, words: readonly string[]): readonly Place[] {
  const left = new Map<string, number[]>();
  for (const [t, token] of tokensOf(spec).entries()) {
    const places = left.get(token);
    if (places) {
      places.push(t);
    } else {
      left.set(token, [t]);
    }
  }
  return words.map(token => ({ token, from: left.get(token)?.shift() ?? null }));
}

function vectors(spec: Spec, embeddings: Matrix, places: readonly Place[]): Matrix {
  const dModel = dModelOf(spec);
  return places.map(({ from, token }) =>
    from === null ? embedWord(token, dModel).vector : embeddings[from]
  );
}

/** A new token may attend and be attended to. */
function arrangedMask(
  mask: NonNullable<Spec['mask']>,
  places: readonly Place[],
  cross: boolean
): NonNullable<Spec['mask']> {
  if (mask === 'causal') {
    return mask;
  }
  if (!isMask(mask)) {
    const { padding } = mask;
    return padding && !cross
      ? { ...mask, padding: places.map(({ from }) => (from === null ? true : padding[from])) }
      : mask;
  }
  const columns: readonly Place[] = cross
    ? mask[0].map((_, from) => ({ from, token: '' }))
    : places;
  const may = (rows: Mask, { from: query }: Place, { from: key }: Place) =>
    query === null || key === null || rows[query][key];
  return places.map(row => columns.map(column => may(mask, row, column)));
}

/** To the scores of a new token nothing is added. */
function arrangedBias(
  bias: readonly Matrix[],
  places: readonly Place[],
  cross: boolean
): readonly Matrix[] {
  return bias.map(matrix => {
    const columns = cross ? Array.from(matrix[0], (_, from) => ({ from })) : places;
    return places.map(({ from: query }) =>
      columns.map(({ from: key }) => (query === null || key === null ? 0 : matrix[query][key]))
    );
  });
}

/** Learned vectors belong to positions, not to tokens: they stay, and are repeated where needed. */
function arrangedPositions(
  { keyTokens }: Spec,
  positions: NonNullable<Spec['positions']>,
  n: number
): NonNullable<Spec['positions']> {
  if (typeof positions === 'string' || 'rope' in positions) {
    return positions;
  }
  const rows = Math.max(n, keyTokens?.length ?? n);
  return Array.from({ length: rows }, (_, r) => positions[r % positions.length]);
}

function arrangedOverrides(
  { keyTokens }: Spec,
  overrides: NonNullable<Spec['overrides']>,
  places: readonly Place[]
): NonNullable<Spec['overrides']> {
  const now = (token: number) => places.findIndex(({ from }) => from === token);
  return {
    ...overrides,
    scores: (overrides.scores ?? [])
      .map(score => ({
        ...score,
        query: now(score.query),
        key: keyTokens ? score.key : now(score.key)
      }))
      .filter(({ query, key }) => query >= 0 && key >= 0)
  };
}
