import { rgb } from 'd3-color';
import { interpolateRgb, piecewise } from 'd3-interpolate';
import { cellColors } from '../cells.ts';
import type { Cells } from '../cells.ts';
import { POINT, shadeAt } from '../raster.ts';
import type { Raster } from '../raster.ts';
import type { Theme } from '../theme.ts';

type Look = Pick<Cells, 'stage' | 'written'>;

/** The colour of a share of the way from the first colour of cells to their last, as #rrggbb. */
export function shareColor(look: Look, theme: Theme): (share: number) => string {
  const mix: (share: number) => string = piecewise(interpolateRgb, [...cellColors(look, theme)]);
  // Vector tools do not all read rgb().
  return share => rgb(mix(Math.min(1, Math.max(0, share)))).formatHex();
}

/** Shades of cells: a figure need not say more than is seen. */
const SHADES = 255;

/** What each point of a raster is drawn in, or null where nothing is known yet. */
export function pointColor(
  raster: Raster,
  look: Look,
  theme: Theme
): (at: number) => string | null {
  const { columns, values, points } = raster;
  const mix = shareColor(look, theme);
  const table = Array.from({ length: SHADES + 1 }, (_, s) => mix(s / SHADES));
  return at => {
    if (points[at] === POINT.unknown) {
      return null;
    }
    const share = shadeAt(raster, Math.floor(at / columns), values[at]);
    // After a naive softmax there may be no number, or one past all colours.
    return points[at] === POINT.value && share >= 0 && share <= 1
      ? table[Math.round(share * SHADES)]
      : theme.masked;
  };
}

/** A raster as the pixels of a picture, four bytes each; what is not known yet is clear. */
export function pointColors(
  raster: Raster,
  look: Look,
  theme: Theme
): Uint8ClampedArray<ArrayBuffer> {
  const colorOf = pointColor(raster, look, theme);
  const pixels = new Uint8ClampedArray(raster.points.length * 4);
  const known = new Map<string, readonly number[]>();
  for (let at = 0; at < raster.points.length; at++) {
    const color = colorOf(at);
    if (color !== null) {
      pixels.set(known.get(color) ?? remember(known, color), at * 4);
    }
  }
  return pixels;
}

function remember(known: Map<string, readonly number[]>, color: string): readonly number[] {
  const { r, g, b } = rgb(color);
  const bytes = [r, g, b, 255];
  known.set(color, bytes);
  return bytes;
}
