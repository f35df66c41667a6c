import { rotation } from '../mathematics/rotation.ts';
import type { Projections } from '../mathematics/trace.ts';

/** The sentence that the project's lessons start from. */
export const WORKED_SENTENCE = 'Angry lions hunt zebras, while cats sleep peacefully';

/** Simulated projections that turn the plane by −30°, −45° and −60°; real ones are learned. */
export const WORKED_PROJECTIONS: Projections = {
  query: rotation(-30),
  key: rotation(-45),
  value: rotation(-60),
  output: null
};
