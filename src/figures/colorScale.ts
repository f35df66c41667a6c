import { interpolateRgb, piecewise } from 'd3-interpolate';
import { interpolateCividis, interpolateGreys, interpolateViridis } from 'd3-scale-chromatic';
import { contrast, READABLE } from './contrast.ts';
import type { Theme } from './theme.ts';

/** The colour scales to choose from; `blue` goes with the page, light or dark. */
export const COLOR_SCALES = ['blue', 'cividis', 'greys', 'viridis'] as const;
export type ColorScale = (typeof COLOR_SCALES)[number];

/** Stops taken of a scale: between them colours are mixed. */
const STOPS = 17;

/** The colours from no weight to the most; nothing lies nearest to the colour of the page. */
export function scaleColors(name: ColorScale, theme: Theme): readonly string[] {
  if (name === 'blue') {
    return theme.sequential;
  }
  const color = {
    cividis: interpolateCividis,
    greys: interpolateGreys,
    viridis: interpolateViridis
  }[name];
  const stops = Array.from({ length: STOPS }, (_, s) => color(s / (STOPS - 1)));
  const startsLight = name === 'greys';
  return startsLight === theme.dark ? stops.reverse() : stops;
}

/**
 * The part of a scale on which one ink can be read everywhere, from its pale middle or end on: numbers
 * are written on it, and none changes its colour between cells that look the same.
 *
 * @param from - where on the scale nothing is: 0 for weights, 0.5 for scores
 */
export function readableColors(
  colors: readonly string[],
  ink: string,
  from: 0 | 0.5
): readonly string[] {
  const known = readable.get(colors) ?? new Map<string, readonly string[]>();
  readable.set(colors, known);
  const found = known.get(ink) ?? readablePart(colors, ink, from);
  known.set(ink, found);
  return found;
}

/** Scales do not change: each is cut once. */
const readable = new WeakMap<readonly string[], Map<string, readonly string[]>>();

/** Steps in which the end of a scale is looked for. */
const TRIED = 256;

function readablePart(colors: readonly string[], ink: string, from: 0 | 0.5): readonly string[] {
  const color: (share: number) => string = piecewise(interpolateRgb, [...colors]);
  const ends = (share: number) =>
    from === 0 ? [color(share)] : [color(0.5 - share / 2), color(0.5 + share / 2)];
  let end = 0;
  for (let t = 0; t <= TRIED; t++) {
    if (ends(t / TRIED).some(each => contrast(each, ink) < READABLE)) {
      break;
    }
    end = t / TRIED;
  }
  const first = from === 0 ? 0 : 0.5 - end / 2;
  return Array.from({ length: STOPS }, (_, s) => color(first + (end * s) / (STOPS - 1)));
}
