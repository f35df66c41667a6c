import type { PaneName, RailName } from '../../format/index.ts';

/** Whose covers a part of the stage shows: its own, and those of parts that are not on screen. */
const STANDS_FOR: Partial<Record<PaneName, readonly PaneName[]>> = {
  matrix: ['matrix', 'steps', 'laboratory', 'notes', 'table'],
  plane: ['plane', 'outputs']
};

/**
 * The part whose question stands in the place of a part of the stage, if any: whatever is covered is asked
 * somewhere on screen.
 *
 * @param rail - what stands beside the figures, and asks for itself
 */
export function coverOf(
  name: PaneName,
  covered: readonly PaneName[],
  rail: RailName
): PaneName | undefined {
  return (STANDS_FOR[name] ?? [name]).find(pane => covered.includes(pane) && pane !== rail);
}
