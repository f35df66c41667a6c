import { rgb } from 'd3-color';

/** The contrast that text needs to be read, with a little to spare for colours that are rounded. */
export const READABLE = 4.6;

/**
 * The contrast of two colours, from 1 to 21.
 *
 * Source: WCAG 2.2, definition of contrast ratio.
 */
export function contrast(a: string, b: string): number {
  const [x, y] = [luminance(a), luminance(b)];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

function luminance(color: string): number {
  const { r, g, b } = rgb(color);
  const linear = (part: number) =>
    part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4;
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
}
