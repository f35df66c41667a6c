import { decimal } from './text.ts';
import type { Numerals } from './text.ts';

/** Lines of a grid that a plane has at most, about. */
const TICKS = 7;

/** Where a line of a plane's grid is, and what is written at it. */
export interface Tick {
  readonly at: number;
  readonly text: string;
}

/** Round places from −reach to reach. */
export function ticksOf(reach: number, numerals: Numerals): readonly Tick[] {
  const wanted = (2 * reach) / TICKS;
  const power = 10 ** Math.floor(Math.log10(wanted));
  const step = power * ([1, 2, 5, 10].find(factor => factor * power >= wanted * 0.999) ?? 10);
  const count = Math.floor((reach / step) * (1 + 1e-9));
  const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  return Array.from({ length: 2 * count + 1 }, (_, i) => {
    const at = (i - count) * step;
    const text =
      digits > 6
        ? decimal(Number(at.toPrecision(3)), numerals, true)
        : decimal(at, numerals, false, digits);
    return { at, text };
  });
}
