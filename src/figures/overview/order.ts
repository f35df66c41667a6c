import type { HeadSketch, Measure, Pattern } from '../../engine/index.ts';
import type { LayerSketch } from '../../model/overview/index.ts';
import { labelOf, measureOf } from './pattern.ts';

/** One head of one layer. */
export interface Place {
  readonly layer: number;
  readonly head: number;
}

/** A head and what is known of it by now. */
export interface Listed extends Place {
  readonly sketch: HeadSketch | null;
}

/** In which order heads stand, and which. */
export interface Wanted {
  /** As the layers have them, or by a measure. */
  readonly by: 'layer' | Measure;
  /** The largest number first. */
  readonly falling: boolean;
  /** Those that follow this pattern alone, or null: all. */
  readonly pattern: Pattern | null;
}

export const ALL: Wanted = { by: 'layer', falling: true, pattern: null };

/** The heads that are wanted, in the order that is; those without the number stand last. */
export function listed(layers: readonly LayerSketch[], wanted: Wanted): readonly Listed[] {
  const { by, falling, pattern } = wanted;
  const all = layers.flatMap(({ heads }, layer) =>
    heads.map((sketch, head) => ({ layer, head, sketch }))
  );
  const shown = pattern
    ? all.filter(({ sketch }) => sketch && labelOf(sketch)?.pattern === pattern)
    : all;
  if (by === 'layer') {
    return shown;
  }
  const number = ({ sketch }: Listed) => {
    const value = sketch && measureOf(sketch, by);
    return value === null || Number.isNaN(value) ? -Infinity : falling ? value : -value;
  };
  return [...shown].sort((a, b) => compare(number(b), number(a)));
}

/** Two infinities of one sign are equal, and their difference is no number. */
function compare(a: number, b: number): number {
  return a === b ? 0 : a - b;
}

/** The heads in rows: a layer each, or as many in a row as have room. */
export function inRows(
  heads: readonly Listed[],
  wanted: Wanted,
  room: number
): readonly (readonly Listed[])[] {
  const rows: Listed[][] = [];
  const isByLayer = wanted.by === 'layer' && !wanted.pattern;
  for (const head of heads) {
    const last = rows[rows.length - 1];
    const fits = last && (isByLayer ? last[0].layer === head.layer : last.length < room);
    if (fits) {
      last.push(head);
    } else {
      rows.push([head]);
    }
  }
  return rows;
}

/** Where a head stands in rows, or null: it is in none. */
export function placeIn(
  rows: readonly (readonly Place[])[],
  place: Place
): readonly [row: number, column: number] | null {
  for (const [r, row] of rows.entries()) {
    const c = row.findIndex(head => isSame(head, place));
    if (c >= 0) {
      return [r, c];
    }
  }
  return null;
}

export function isSame(a: Place, b: Place): boolean {
  return a.layer === b.layer && a.head === b.head;
}
