import { isMask } from '../engine/index.ts';
import type { Kept, Spec } from '../format/index.ts';

/**
 * A spec after an edit, with what the one before says beyond what is known here. Edits make parts anew;
 * what nobody here understands goes on with the part in whose place they stand, at any depth.
 */
export function keeping(before: Spec, after: Spec): Spec {
  return before === after
    ? after
    : withKept(before, {
        ...after,
        ...maskOf(before, after),
        ...overridesOf(before, after),
        ...(before.projections &&
          after.projections && { projections: withKept(before.projections, after.projections) })
      });
}

/** An object with what the one in whose place it stands keeps; its own comes first. */
function withKept<T extends Kept>({ unknown, beside }: Kept, after: T): T {
  return {
    ...after,
    ...(unknown && { unknown: { ...unknown, ...after.unknown } }),
    ...(beside && { beside: { ...beside, ...after.beside } })
  };
}

/** What parts of a mask keep goes on in other parts, or beside a mask that is drawn. */
function maskOf({ mask: before }: Spec, { mask, beside }: Spec): Pick<Spec, 'mask' | 'beside'> {
  const unknown = typeof before === 'object' && !isMask(before) ? before.unknown : undefined;
  if (!unknown) {
    return {};
  }
  if (isMask(mask)) {
    return { beside: { ...beside, mask: unknown } };
  }
  return { mask: withKept({ unknown }, mask === 'causal' ? { causal: true } : (mask ?? {})) };
}

/** Scores set by hand keep what was said of them while they stand at the same place. */
function overridesOf(
  { overrides: before }: Spec,
  { overrides: after }: Spec
): Pick<Spec, 'overrides'> {
  if (!before || (!after && !before.unknown)) {
    return {};
  }
  const keeps = before.scores?.filter(({ unknown }) => unknown) ?? [];
  const scores = after?.scores?.map(score => {
    const same = keeps.find(
      ({ head, query, key }) => head === score.head && query === score.query && key === score.key
    );
    return same ? withKept(same, score) : score;
  });
  return { overrides: withKept(before, { ...after, ...(scores && { scores }) }) };
}
