import { COVERS, STEPS } from '../format/index.ts';
import type { PaneName, Prediction, Step } from '../format/index.ts';

/** What is asked in the place of a part that is covered. */
export function questionOf(pane: PaneName): Prediction['question'] {
  return pane === 'outputs' || pane === 'plane' ? 'output' : 'most';
}

/**
 * Whether the numbers that a step makes are covered, by whichever part: its own, and all that would tell
 * the answer to what is asked there, in whatever part they stand. The largest score has the largest
 * weight, so that scores tell who gets most; weighted values, laid tip to tail, lead to the output.
 */
export function isCovered(covered: readonly PaneName[], step: Step): boolean {
  return covered.some(pane => STEPS.indexOf(step) >= STEPS.indexOf(COVERS[pane]));
}

/** The first step whose numbers answer a question. */
const ANSWERED_BY: Readonly<Record<Prediction['question'], Step>> = {
  most: 'dot_products',
  output: 'weigh'
};

/** Whether the answer to a question is covered. */
export function isAsked(covered: readonly PaneName[], question: Prediction['question']): boolean {
  return isCovered(covered, ANSWERED_BY[question]);
}
