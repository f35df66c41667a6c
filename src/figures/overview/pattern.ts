import { PATTERNS } from '../../engine/index.ts';
import type { HeadSketch, Measure, Pattern } from '../../engine/index.ts';

/** How much more weight than by chance a pattern needs to have, of what there is beyond chance. */
export const LABELLED = 0.4;
/** Rows that have to speak for it: of fewer anything may be told. */
export const ROWS = 4;

/** What a head is called, with the number that says so. */
export interface Label {
  readonly pattern: Pattern;
  readonly value: number;
}

/**
 * The pattern that a head follows most, on the text that it was seen on, or null: none clearly. A pattern counts
 * where (value − chance) ÷ (1 − chance) is {@link LABELLED} or more, over {@link ROWS} rows or more.
 *
 * Source: the correction for chance is that of Cohen, A Coefficient of Agreement for Nominal Scales (1960).
 */
export function labelOf(sketch: HeadSketch): Label | null {
  let [found, most]: [Label | null, number] = [null, LABELLED];
  for (const pattern of PATTERNS) {
    const share = sketch[pattern];
    const beyond = share ? (share.value - share.chance) / (1 - share.chance) : NaN;
    if (share && share.rows >= ROWS && beyond >= most) {
      [found, most] = [{ pattern, value: share.value }, beyond];
    }
  }
  return found;
}

/** A measure of a head as a number; null where there is none. */
export function measureOf(sketch: HeadSketch, measure: Measure): number | null {
  const found = sketch[measure];
  return typeof found === 'object' ? found && found.value : found;
}
