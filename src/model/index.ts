export type { Place } from './arrange.ts';
export { changesBetween } from './changes.ts';
export type { Change } from './changes.ts';
export { isAsked, isCovered, questionOf } from './covers.ts';
export { applyEdit, fixedProblems, wordsOf } from './edits.ts';
export type { Edit, ProjectionName, Stages } from './edit.ts';
export { AttentionModel } from './model.ts';
export type { Failed, Ready, State } from './model.ts';
export { DIMENSIONS, drawnFrom, drawnSpec } from './drawn.ts';
export { open } from './open.ts';
export type { Computed, Outcome } from './open.ts';
export { tellingQuery } from './opening.ts';
export { isPinned, pinning } from './pinning.ts';
export { caseOf, PRESETS, presetSpec } from './presets.ts';
export type { Preset } from './presets.ts';
export { isRecorded, resolve, shownLayer } from './resolve.ts';
export type { Resolved } from './resolve.ts';
export { scalingCurve, scalingsOf } from './scaling.ts';
export type { Scalings } from './scaling.ts';
export { finished, reached, shownSelection, showsWeights, stepFrom, stepsOf } from './steps.ts';
export type { Shown } from './steps.ts';
export { exampleEdit, exampleOf, isBuiltIn, SENTENCES } from './sentences.ts';
export type { Example } from './sentences.ts';
export { sameValue } from './same.ts';
export { DEFAULT_LAYERS } from './selection.ts';
export type { HeadPlace, Selection } from './selection.ts';
export { rememberGuess, verdictOf, strongest } from './verdict.ts';
export type { Verdict } from './verdict.ts';
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
export { lessonFaults } from './lesson/faults.ts';
export { mayTouch } from './lesson/touch.ts';
export { isReached, outcomeOf, outcomeOfAnswer, playOf } from './lesson/play.ts';
export type { Outcome as LessonOutcome, Play } from './lesson/play.ts';
export { quantityOf } from './lesson/quantities.ts';
export { specOf, stepOf } from './lesson/starts.ts';
export { lessonOf } from './lesson/writing.ts';
export { judge } from './lesson/statements.ts';
export type { Judged } from './lesson/statements.ts';
