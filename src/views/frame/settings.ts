import { PANES } from '../../format/index.ts';
import type { PaneName } from '../../format/index.ts';
import { scaleColors } from '../../figures/index.ts';
import type { ColorScale, Theme } from '../../figures/index.ts';

/** What a reader prefers, whatever the payload. */
export interface Settings {
  /** Decimals of a displayed number; outputs and weights have one more. */
  readonly decimals: number;
  /** The colours of the attention weights. */
  readonly colorScale: ColorScale;
  /** The parts that are unfolded where the payload does not say. */
  readonly panes: readonly PaneName[];
}

export const DEFAULT_SETTINGS: Settings = {
  decimals: 2,
  colorScale: 'blue',
  // The steps and the laboratory are one click away: who opens a view first sees what attention is.
  panes: PANES.filter(pane => pane !== 'laboratory' && pane !== 'steps')
};

/** A theme with what a reader prefers of it. */
export function themed(theme: Theme, { decimals, colorScale }: Settings): Theme {
  return { ...theme, decimals, sequential: scaleColors(colorScale, theme) };
}
