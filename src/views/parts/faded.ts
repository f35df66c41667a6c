import { rgb } from 'd3-color';

/**
 * A colour that lets through what is behind it, from 0 (all of it) to 1. An element's own opacity would
 * do the same, but the page gives each such element a layer of its own, and there are hundreds.
 */
export function faded(color: string, opacity: number): string {
  return rgb(color).copy({ opacity }).formatRgb();
}
