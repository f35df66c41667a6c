import { LIMITS } from './limits.ts';
import { count, messages, tell, words } from './messages.ts';
import type { Description, Node } from './node.ts';
import { sourceOf } from './packed.ts';
import type { Report } from './report.ts';
import type { Sizes } from './sizes.ts';
import type { Spec } from './spec.ts';
import { number, phrase } from './told.ts';
import type { Part, Told } from './told.ts';

/** How long an array is along each of its axes. */
export function shapeOf(value: unknown, rank: number): readonly number[] {
  const source = sourceOf(value as object);
  if (source) {
    return source.shape;
  }
  const { length } = value as ArrayLike<unknown>;
  return rank === 1 ? [length] : [length, ...shapeOf((value as ArrayLike<unknown>)[0], rank - 1)];
}

/**
 * Holds the shape of an array against the sizes of its axes. A size that is not known yet, such as
 * `d_k` of `h·d_k`, is known from here on.
 */
export function checkShape(
  path: string,
  { shape: axes = [], told }: Node,
  found: readonly number[],
  sizes: Sizes,
  at: { readonly spec: Spec; readonly description: Description; readonly report: Report }
): void {
  const { description, report } = at;
  for (const [a, axis] of axes.entries()) {
    const limit = description.symbols[axis]?.limit;
    if (limit && found[a] > LIMITS[limit]) {
      report.problem(
        path,
        messages.tooMany(description.limits[limit].what, found[a], LIMITS[limit])
      );
      return;
    }
  }
  const wrong = axes.flatMap((axis, a) => {
    const unit =
      axes.length === 1
        ? 'entry'
        : a === axes.length - 1
          ? 'column'
          : a === axes.length - 2
            ? 'row'
            : 'matrix';
    return mismatch(axis, found[a], unit, sizes, at) ?? [];
  });
  if (wrong.length > 0) {
    report.problem(path, (told && tellWhole(axes, found, told, sizes)) || wrong);
  }
}

/** A shape beside the one wanted, or null where that is not known. */
function tellWhole(
  axes: readonly string[],
  found: readonly number[],
  told: string,
  sizes: Sizes
): Told | null {
  const wanted = axes.map(axis =>
    axis.split('·').reduce((product, symbol) => product * (sizes.get(symbol) ?? NaN), 1)
  );
  return wanted.every(Number.isInteger)
    ? tell('shape', { found: found.join(', '), wanted: wanted.join(', '), told: phrase(told) })
    : null;
}

/** What is wrong with the length of one axis, or null. */
function mismatch(
  axis: string,
  found: number,
  unit: Unit,
  sizes: Sizes,
  { spec, description }: { readonly spec: Spec; readonly description: Description }
): Told | null {
  const parts = partsOf(axis);
  const tellWanted = (wanted: number) =>
    found === wanted
      ? null
      : tell('rows', {
          found: count(found, unit),
          wanted: number(wanted),
          told: toldOf(axis, unit, description)
        });
  if (parts.kind === 'product') {
    const heads = sizes.get(parts.by);
    if (heads === undefined) {
      return null;
    }
    if (found % heads !== 0) {
      const isShared = parts.by === 'g' && spec.nKvHeads !== undefined;
      const field = isShared ? 'n_kv_heads' : 'n_heads';
      return tell('indivisible', { found: count(found, unit), field, heads });
    }
    return tellIfKnown(parts.of, heads);
  }
  const known = parts.of.map(symbol => sizes.get(symbol));
  if (parts.kind === 'max') {
    return known.includes(undefined) ? null : tellWanted(Math.max(...(known as number[])));
  }
  return tellIfKnown(parts.of[0], 1);

  function tellIfKnown(symbol: string, times: number): Told | null {
    const size = sizes.get(symbol);
    if (size === undefined) {
      sizes.set(symbol, found / times);
      return null;
    }
    return tellWanted(size * times);
  }
}

/** What an axis is made of. */
type Unit = 'entry' | 'column' | 'row' | 'matrix';

type Axis =
  | { readonly kind: 'product'; readonly by: string; readonly of: string }
  | { readonly kind: 'max' | 'one'; readonly of: readonly string[] };

/** `d_model`, `h·d_k` or `max(n, m)`, taken apart. */
function partsOf(axis: string): Axis {
  const [by, of] = axis.split('·');
  if (of !== undefined) {
    return { kind: 'product', by, of };
  }
  const most = /^max\((.+), (.+)\)$/.exec(axis);
  return most ? { kind: 'max', of: most.slice(1) } : { kind: 'one', of: [axis] };
}

/** Why an axis is as long as it is. */
function toldOf(axis: string, unit: Unit, { symbols }: Description): Part {
  const told = symbols[axis]?.told;
  return axis === 'd_model' && unit === 'row'
    ? words('dimensionRows')
    : told === undefined
      ? axis
      : phrase(told);
}
