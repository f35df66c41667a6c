import { interpolateCividis, interpolateGreys, interpolateViridis } from 'd3-scale-chromatic';
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
