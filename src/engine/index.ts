export {
  attend,
  defaultScale,
  isOverridden,
  kvHeadOf,
  positionedEmbeddings,
  softmaxStepsOf,
  splitHeads
} from './mathematics/attend.ts';
export type { AttentionInput, Positions, Projections, Trace } from './mathematics/attend.ts';
export { scaledDotProductAttention } from './mathematics/head.ts';
export type { HeadInput, HeadTrace, ScoreOverride } from './mathematics/head.ts';
export {
  embedWord,
  embedWords,
  isMadeUp,
  madeUpVector,
  VOCABULARY_DIMENSIONS
} from './words/embed.ts';
export type { WordVector } from './words/embed.ts';
export { exp } from './mathematics/exp.ts';
export { Pool, serve, Superseded } from './workers/index.ts';
export type { Port, Progress } from './workers/index.ts';
export { Engine } from './engine.ts';
export type { Preparation } from './workers/ahead.ts';
export { findOverflow } from './mathematics/finite.ts';
export type { Overflow } from './mathematics/finite.ts';
export {
  causalMask,
  combineMasks,
  isMask,
  maskParts,
  paddingMask,
  resolveMask,
  windowMask
} from './mathematics/mask.ts';
export type { Mask, MaskParts } from './mathematics/mask.ts';
export { isOutOfMemory } from './kernel/outOfMemory.ts';
export { entropy, isWhole, measureRow, oddities } from './mathematics/measures.ts';
export type { Oddity, RowMeasures } from './mathematics/measures.ts';
export {
  add,
  columnsOf,
  concatenateColumns,
  dot,
  identity,
  mapVector,
  matmul,
  multiply,
  shape,
  tensorOf,
  transpose
} from './mathematics/matrix.ts';
export type { Matrix, Vector } from './mathematics/matrix.ts';
export {
  alibiBias,
  alibiSlopes,
  learnedPositions,
  learnedRow,
  rotaryAngle,
  rotatePositions,
  sinusoidalPositions,
  sinusoidAngle
} from './mathematics/positions.ts';
export { rotation, rotationOf } from './mathematics/rotation.ts';
export type { Rotation } from './mathematics/rotation.ts';
export { flatOf, lazyRows, rowsOf, visitRows } from './arrays/rows.ts';
export type { Floats } from './arrays/rows.ts';
export { naiveSoftmax, naiveSoftmaxSteps, softmax, softmaxSteps } from './mathematics/softmax.ts';
export type { MaskedRow, MaskedScore, SoftmaxSteps } from './mathematics/softmax.ts';
export type { Computed } from './mathematics/way.ts';
export { tokenize } from './words/tokenize.ts';
export { vocabulary } from './words/vocabulary.ts';
export { WORKED_PROJECTIONS, WORKED_SENTENCE } from './words/workedExample.ts';
