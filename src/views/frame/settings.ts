import { PANES } from '../../format/index.ts';
import type { PaneName, RailName } from '../../format/index.ts';
import { scaleColors } from '../../figures/index.ts';
import type { ColorScale, Theme } from '../../figures/index.ts';

/** What a reader prefers, whatever the payload. */
export interface Settings {
  /** Decimals of a displayed number; outputs and weights have one more. */
  readonly decimals: number;
  /** Decimals begin with a comma, as the language of the page has it; absent, with a point, as always in data. */
  readonly comma?: boolean;
  /** The colours of the attention weights. */
  readonly colorScale: ColorScale;
  /** The parts that are unfolded where the payload does not say. */
  readonly panes: readonly PaneName[];
  /** What stands beside the figures where the payload does not say. */
  readonly rail: RailName;
}

export const DEFAULT_SETTINGS: Settings = {
  decimals: 2,
  colorScale: 'blue',
  panes: PANES,
  rail: 'laboratory'
};

/** Whether decimals begin with a comma in a language; with a point where the language is not known. */
export function hasComma(language: string): boolean {
  try {
    return (1.5).toLocaleString(language).includes(',');
  } catch {
    return false;
  }
}

/** A theme with what a reader prefers of it. */
export function themed(theme: Theme, { decimals, comma, colorScale }: Settings): Theme {
  return { ...theme, decimals, comma, sequential: scaleColors(colorScale, theme) };
}

/** What stands beside the figures. */
export function railOf({ rail }: { readonly rail: RailName | null }, settings: Settings): RailName {
  return rail ?? settings.rail;
}
