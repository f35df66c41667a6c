export type { Floats, Matrix, Vector } from './arrays/vector.ts';
export { lazyRows } from './arrays/lazyRows.ts';
export { flatOf, rowsOf } from './arrays/pieces.ts';
export { visitRows } from './arrays/visits.ts';

export {
  attend,
  defaultScale,
  isOverridden,
  kvHeadOf,
  softmaxStepsOf,
  splitHeads
} from './mathematics/attend.ts';
export { exp } from './mathematics/exp.ts';
export { findOverflow } from './mathematics/overflow.ts';
export type { Overflow } from './mathematics/overflow.ts';
export { scaledDotProductAttention } from './mathematics/head.ts';
export type { HeadInput, ScoreOverride } from './mathematics/headInput.ts';
export type { HeadTrace } from './mathematics/headTrace.ts';
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
export { entropy, measureRow } from './mathematics/measures.ts';
export type { RowMeasures } from './mathematics/measures.ts';
export { FLOW_EDGES, flow } from './mathematics/flow.ts';
export { passedOn, rollout } from './mathematics/rollout.ts';
export type { Passed } from './mathematics/rollout.ts';
export { isWhole, oddities } from './mathematics/oddities.ts';
export type { Oddity } from './mathematics/oddities.ts';
export { MEASURES, PATTERNS, sketchHead } from './mathematics/patterns.ts';
export type { HeadSketch, Measure, Pattern, Share } from './mathematics/patterns.ts';
export { positionedEmbeddings } from './mathematics/positioned.ts';
export {
  alibiBias,
  alibiSlopes,
  learnedPositions,
  learnedRow,
  sinusoidalPositions,
  sinusoidAngle
} from './mathematics/positions.ts';
export { pairOf, rotaryAngle, rotatePositions } from './mathematics/rope.ts';
export type { Rope } from './mathematics/rope.ts';
export { hasOutputs } from './mathematics/recorded.ts';
export type { Known, RecordedHeads } from './mathematics/recorded.ts';
export { rotation, rotationOf } from './mathematics/rotation.ts';
export type { Rotation } from './mathematics/rotation.ts';
export { measureScaling } from './mathematics/scaling.ts';
export type { Scaling } from './mathematics/scaling.ts';
export { naiveSoftmax, naiveSoftmaxSteps, softmax, softmaxSteps } from './mathematics/softmax.ts';
export type { MaskedRow, MaskedScore, SoftmaxSteps } from './mathematics/softmax.ts';
export { softcapped } from './mathematics/softcap.ts';
export { FULL_CELL, HIDDEN_CELL, SIDE } from './mathematics/thumbnail.ts';
export type { Thumbnail } from './mathematics/thumbnail.ts';
export type {
  AttentionInput,
  Biases,
  Norms,
  Positions,
  Projections,
  Trace
} from './mathematics/trace.ts';
export type { Norm } from './mathematics/norms.ts';
export { inverseRms } from './mathematics/norms.ts';
export type { Computed } from './mathematics/way.ts';

export { drawnEmbeddings } from './words/drawn.ts';
export {
  embedWord,
  embedWords,
  isMadeUp,
  madeUpVector,
  VOCABULARY_DIMENSIONS
} from './words/embed.ts';
export type { WordVector } from './words/embed.ts';
export { kindsOf } from './words/kinds.ts';
export { tokenize } from './words/tokenize.ts';
export { vocabulary } from './words/vocabulary.ts';
export { WORKED_PROJECTIONS, WORKED_SENTENCE } from './words/workedExample.ts';

export { isOutOfMemory } from './kernel/outOfMemory.ts';

export { Pool, serve, Superseded, usefulWorkers } from './workers/index.ts';
export type { Port, Preparation, Progress } from './workers/index.ts';

export { Engine } from './engine.ts';
