import { lab, rgb } from 'd3-color';
import { interpolateRgb, piecewise } from 'd3-interpolate';
import type { Stage } from '../../format/index.ts';
import { cellColors } from '../cells.ts';
import type { Cells } from '../cells.ts';
import { POINT, shareOf } from '../raster.ts';
import type { Raster } from '../raster.ts';
import type { Theme } from '../theme.ts';

/** The colour of a share of the way from the first colour of a stage to its last, as #rrggbb. */
export function shareColor(stage: Stage, theme: Theme): (share: number) => string {
  const mix: (share: number) => string = piecewise(interpolateRgb, [...cellColors(stage, theme)]);
  return share => hex(mix(Math.min(1, Math.max(0, share))));
}

/** Ink or paper, whichever is told apart better from the colour behind it. */
export function inkOn(color: string, { ink, paper }: Theme): string {
  const { l } = lab(color);
  return Math.abs(l - lab(ink).l) > Math.abs(l - lab(paper).l) ? ink : paper;
}

/** What each point of a raster is drawn in, or null where nothing is known yet. */
export function pointColor(
  { low, high, values, points }: Raster,
  { stage }: Pick<Cells, 'stage'>,
  theme: Theme
): (at: number) => string | null {
  const mix = shareColor(stage, theme);
  return at => {
    const value = values[at];
    if (points[at] === POINT.unknown) {
      return null;
    }
    // After a naive softmax there may be no number, or one past all colours.
    return points[at] === POINT.masked || !(value >= low && value <= high)
      ? theme.masked
      : mix(shareOf(value, low, high));
  };
}

/** Shades of a picture: it need not say more than is seen. */
const SHADES = 255;

/** A raster as the pixels of a picture, four bytes each; what is not known yet is clear. */
export function pointColors(
  raster: Raster,
  { stage }: Pick<Cells, 'stage'>,
  theme: Theme
): Uint8ClampedArray<ArrayBuffer> {
  const { low, high, values, points } = raster;
  const mix = shareColor(stage, theme);
  const bytes = (color: string) => {
    const { r, g, b } = rgb(color);
    return [r, g, b, 255];
  };
  const table = Array.from({ length: SHADES + 1 }, (_, s) => bytes(mix(s / SHADES)));
  const masked = bytes(theme.masked);
  const pixels = new Uint8ClampedArray(points.length * 4);
  for (let at = 0; at < points.length; at++) {
    const value = values[at];
    const shown = points[at] === POINT.value && value >= low && value <= high;
    if (points[at] !== POINT.unknown) {
      const shade = shown ? table[Math.round(shareOf(value, low, high) * SHADES)] : masked;
      pixels.set(shade, at * 4);
    }
  }
  return pixels;
}

/** Vector tools do not all read rgb(). */
function hex(color: string): string {
  return rgb(color).formatHex();
}
