import { marginOf } from '../../figures/index.ts';

/** Where a place of the plane is in the figure, in pixels. */
export interface Scale {
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
  /** How much of the plane a pixel is. */
  readonly unitX: number;
  readonly unitY: number;
}

/** The scale of a plane whose axes reach so far; null where there is no room for it. */
export function scaleOf(
  reach: number,
  [width, height]: readonly [number, number],
  text: number
): Scale | null {
  const { l, r, t, b } = marginOf({ text });
  const [inner, tall] = [width - l - r, height - t - b];
  return inner <= 0 || tall <= 0
    ? null
    : {
        x: value => tenth(l + ((value + reach) / (2 * reach)) * inner),
        y: value => tenth(t + ((reach - value) / (2 * reach)) * tall),
        unitX: (2 * reach) / inner,
        unitY: (2 * reach) / tall
      };
}

/** To a tenth of a pixel: what moves less is not drawn anew. */
export function tenth(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}
