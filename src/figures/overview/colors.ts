import { rgb } from 'd3-color';
import { interpolateRgb, piecewise } from 'd3-interpolate';
import { FULL_CELL, HIDDEN_CELL } from '../../engine/index.ts';
import type { Thumbnail } from '../../engine/index.ts';
import { bendOf } from '../raster.ts';
import type { Theme } from '../theme.ts';

/**
 * The colour of each byte of a thumbnail's cells, as the four bytes of a pixel, red first on a little-endian
 * machine: those of the matrix, where the full colour is the head's own largest weight, and an even share has a
 * quarter of it.
 */
export function cellTable({ high, even }: Thumbnail, theme: Theme): Uint32Array {
  const color: (share: number) => string = piecewise(interpolateRgb, [...theme.sequential]);
  const bend = high > 0 ? bendOf(even, high) : null;
  const table = Uint32Array.from({ length: FULL_CELL + 1 }, (_, cell) => {
    const share = (cell / FULL_CELL) ** 2;
    return packed(color(bend === null ? share : (share * (1 + bend)) / (share + bend)));
  });
  const whole = new Uint32Array(HIDDEN_CELL + 1);
  whole.set(table);
  whole[HIDDEN_CELL] = packed(theme.masked);
  return whole;
}

function packed(color: string): number {
  const { r, g, b } = rgb(color);
  return (0xff000000 | (b << 16) | (g << 8) | r) >>> 0;
}
