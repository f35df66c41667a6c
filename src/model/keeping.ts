import { isMask } from '../engine/index.ts';
import type { Kept, Spec, View } from '../format/index.ts';

/**
 * A spec after an edit, with what the one before says beyond what is known here. Edits make parts anew;
 * what nobody here understands goes on with the part in whose place they stand, at any depth.
 */
export function keeping(before: Spec, after: Spec): Spec {
  return before === after
    ? after
    : {
        ...withKept(before, after),
        ...maskOf(before, after),
        ...overridesOf(before, after),
        ...(before.projections &&
          after.projections && { projections: withKept(before.projections, after.projections) })
      };
}

/** An object with what the one in whose place it stands keeps; its own comes first. */
function withKept<T extends Kept>({ unknown, beside }: Kept, after: T): T {
  return {
    ...after,
    ...(unknown && { unknown: { ...unknown, ...after.unknown } }),
    ...(beside && { beside: { ...beside, ...after.beside } })
  };
}

/** What a mask keeps goes on in what comes in its place: parts, or beside a mask that is drawn. */
function maskOf(before: Spec, { mask, beside }: Spec): Pick<Spec, 'mask' | 'beside'> {
  const unknown = keptOfMask(before);
  if (!unknown) {
    return {};
  }
  const { mask: _, ...others } = { ...before.beside, ...beside };
  if (isMask(mask)) {
    return { beside: { ...others, mask: unknown } };
  }
  const named = Object.entries(unknown).filter(([name]) => !PARTS.includes(name));
  return {
    beside: Object.keys(others).length > 0 ? others : undefined,
    ...(named.length > 0 && {
      mask: withKept(
        { unknown: Object.fromEntries(named) },
        mask === 'causal' ? { causal: true } : (mask ?? {})
      )
    })
  };
}

/** Names that say something among the parts of a mask, whatever they said beside a drawn one. */
const PARTS: readonly string[] = ['causal', 'window', 'padding'];

function keptOfMask({ mask, beside }: Spec): Kept['unknown'] {
  return isMask(mask) ? beside?.mask : typeof mask === 'object' ? mask.unknown : undefined;
}

/** A view in which something else is selected, with what the one before says of its window. */
export function selecting(before: View, view: View): View {
  const kept = before.window?.unknown;
  return {
    ...before,
    ...view,
    ...(kept && 'window' in view && { window: withKept({ unknown: kept }, view.window ?? {}) })
  };
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
