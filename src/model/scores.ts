import { lazyRows, resolveMask } from '../engine/index.ts';
import type { Spec } from '../format/index.ts';
import type { Edit } from './edit.ts';
import { replaceAt } from './replace.ts';
import { resolve } from './resolve.ts';

/** The mask, cell by cell from now on, with one of them the other way. */
export function withMaskCell(
  spec: Spec,
  { query, key }: Extract<Edit, { type: 'maskCell' }>
): Spec {
  const { tokens, keyTokens, mask } = resolve(spec).input;
  const [n, m] = [tokens.length, (keyTokens ?? tokens).length];
  const now = resolveMask(mask, n, m);
  const rowOf = (i: number) => now?.[i] ?? Array<boolean>(m).fill(true);
  return {
    ...spec,
    mask: lazyRows(n, i => (i === query ? replaceAt(rowOf(i), key, may => !may) : rowOf(i)))
  };
}

/** One score set by hand, or computed again. */
export function withOverride(
  spec: Spec,
  { head, query, key, value }: Extract<Edit, { type: 'override' }>
): Spec {
  const { overrides, ...rest } = spec;
  const others = (overrides?.scores ?? []).filter(
    score => score.head !== head || score.query !== query || score.key !== key
  );
  const scores = value === null ? others : [...others, { head, query, key, value }];
  return scores.length > 0 ? { ...rest, overrides: { ...overrides, scores } } : rest;
}
