import { POINT } from '../raster.ts';
import type { Raster } from '../raster.ts';
import type { Theme } from '../theme.ts';
import { element, nameFor, short } from './svg.ts';

/** Runs of masked cells that are hatched at most: more would make the file large, and are too small to be seen. */
const RUNS = 8192;

interface Place {
  readonly left: number;
  readonly top: number;
  /** The size of a point of the raster. */
  readonly w: number;
  readonly h: number;
}

/**
 * Strokes over what is masked, which in grey would look like low weights: one through each cell, or, of
 * a large matrix, a pattern over all of it.
 */
export function hatching(
  { points, rows, columns }: Raster,
  theme: Theme,
  font: number,
  place: Place,
  each: boolean
): string {
  const runs = maskedRuns(points, rows, columns);
  if (runs.length === 0 || runs.length > RUNS) {
    return '';
  }
  return each ? strokes(runs, theme, place) : pattern(runs, theme, font, place);
}

/** A row, the first of its points that are masked side by side, and the one past the last. */
type Run = readonly [row: number, from: number, to: number];

function maskedRuns(points: Uint8Array, rows: number, columns: number): readonly Run[] {
  const runs: Run[] = [];
  for (let r = 0; r < rows; r++) {
    let from = -1;
    for (let c = 0; c <= columns; c++) {
      const masked = c < columns && points[r * columns + c] === POINT.masked;
      if (masked && from < 0) {
        from = c;
      } else if (!masked && from >= 0) {
        runs.push([r, from, c]);
        from = -1;
      }
    }
  }
  return runs;
}

function strokes(runs: readonly Run[], theme: Theme, { left, top, w, h }: Place): string {
  const d = runs.flatMap(([r, from, to]) =>
    Array.from(
      { length: to - from },
      (_, c) =>
        `M${short(left + (from + c + 0.1) * w)} ${short(top + (r + 0.9) * h)}l${short(w * 0.8)} ${short(-h * 0.8)}`
    )
  );
  return element('path', { d: d.join(''), fill: 'none', stroke: theme.faint, 'stroke-width': 0.5 });
}

function pattern(
  runs: readonly Run[],
  theme: Theme,
  font: number,
  { left, top, w, h }: Place
): string {
  const d = runs
    .map(
      ([r, from, to]) =>
        `M${short(left + from * w)} ${short(top + r * h)}h${short((to - from) * w)}v${short(h)}H${short(left + from * w)}z`
    )
    .join('');
  const id = nameFor(d);
  const tile = font * 0.5;
  // The corners are what neighbouring tiles leave of their own stroke.
  const stroke = `M0 ${short(tile)}L${short(tile)} 0M${short(-tile / 4)} ${short(tile / 4)}L${short(tile / 4)} ${short(-tile / 4)}M${short(tile * 0.75)} ${short(tile * 1.25)}L${short(tile * 1.25)} ${short(tile * 0.75)}`;
  return [
    element(
      'pattern',
      { id, width: tile, height: tile, patternUnits: 'userSpaceOnUse' },
      element('path', {
        d: stroke,
        stroke: theme.faint,
        'stroke-width': 0.5,
        'stroke-opacity': 0.6
      })
    ),
    element('path', { d, fill: `url(#${id})` })
  ].join('');
}
