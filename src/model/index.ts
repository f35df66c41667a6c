export type { Place } from './arrange.ts';
export { changesBetween } from './changes.ts';
export type { Change } from './changes.ts';
export { isAsked, isCovered, questionOf } from './covers.ts';
export { applyEdit, wordsOf } from './edits.ts';
export type { Edit, ProjectionName, Stages } from './edit.ts';
export { AttentionModel } from './model.ts';
export type { Failed, Ready, State } from './model.ts';
export { open } from './open.ts';
export type { Computed, Outcome } from './open.ts';
export { PRESETS, presetSpec } from './presets.ts';
export type { Preset } from './presets.ts';
export { resolve } from './resolve.ts';
export type { Resolved } from './resolve.ts';
export { finished, reached, shownSelection, showsWeights, stepsOf } from './steps.ts';
export type { Shown } from './steps.ts';
export { sameValue } from './same.ts';
export { DEFAULT_LAYERS } from './selection.ts';
export type { Selection } from './selection.ts';
export {
  about,
  farthest,
  fitted,
  holding,
  holds,
  LEAST,
  LISTED,
  mostOf,
  tokensIn,
  turned,
  windowOf,
  zoomed
} from './window.ts';
export type { Runs } from './window.ts';
