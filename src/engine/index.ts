export {
  attend,
  defaultScale,
  isOverridden,
  kvHeadOf,
  positionedEmbeddings,
  softmaxStepsOf,
  splitHeads
} from './attend.ts';
export type { AttentionInput, Positions, Projections, Trace } from './attend.ts';
export { scaledDotProductAttention } from './head.ts';
export type { HeadInput, HeadTrace, ScoreOverride } from './head.ts';
export { embedWord, embedWords, isMadeUp, madeUpVector, VOCABULARY_DIMENSIONS } from './embed.ts';
export type { WordVector } from './embed.ts';
export { exp } from './exp.ts';
export { Pool, serve, Superseded } from './background/index.ts';
export type { Port, Progress } from './background/index.ts';
export { Engine } from './engine.ts';
export type { Preparation } from './ahead.ts';
export { findOverflow } from './finite.ts';
export type { Overflow } from './finite.ts';
export {
  causalMask,
  combineMasks,
  isMask,
  maskParts,
  paddingMask,
  resolveMask,
  windowMask
} from './mask.ts';
export type { Mask, MaskParts } from './mask.ts';
export { isOutOfMemory } from './memory.ts';
export { entropy, isWhole, measureRow, oddities } from './measures.ts';
export type { Oddity, RowMeasures } from './measures.ts';
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
} from './matrix.ts';
export type { Matrix, Vector } from './matrix.ts';
export {
  alibiBias,
  alibiSlopes,
  learnedPositions,
  learnedRow,
  rotaryAngle,
  rotatePositions,
  sinusoidalPositions,
  sinusoidAngle
} from './positions.ts';
export { rotation, rotationOf } from './rotation.ts';
export type { Rotation } from './rotation.ts';
export { flatOf, lazyRows, rowsOf, visitRows } from './rows.ts';
export type { Floats } from './rows.ts';
export { naiveSoftmax, naiveSoftmaxSteps, softmax, softmaxSteps } from './softmax.ts';
export type { MaskedRow, MaskedScore, SoftmaxSteps } from './softmax.ts';
export type { Computed } from './way.ts';
export { kindsOf } from './kinds.ts';
export { tokenize } from './tokenize.ts';
export { vocabulary } from './vocabulary.ts';
export { WORKED_PROJECTIONS, WORKED_SENTENCE } from './workedExample.ts';
