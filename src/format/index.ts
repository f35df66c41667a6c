export { asFence } from './asFence.ts';
export { faultOf } from './fault.ts';
export type { Fault } from './fault.ts';
export { readFence, readFenceLines } from './fence.ts';
export type { Fence } from './fence.ts';
export type { FenceProblem } from './fenceLines.ts';
export { check } from './fit.ts';
export type { Json, JsonObject } from './json.ts';
export { keptOf } from './kept.ts';
export type { Kept } from './kept.ts';
export { pixelsOf } from './fitImage.ts';
export { layerSpec, withLayer } from './layers.ts';
export { LIMITS } from './limits.ts';
export { messages, tell, words } from './messages.ts';
export {
  ARITHMETICS,
  COVERS,
  FORMAT,
  GEOMETRY,
  LAYERS,
  MIME_TYPE,
  PANES,
  POSITIONS,
  QUANTITIES,
  RAILS,
  READINGS,
  SHADINGS,
  STAGES,
  STEPS,
  TOUCHED,
  VERSION
} from './names.ts';
export type {
  Arithmetic,
  Geometry,
  Layer,
  PaneName,
  PositionScheme,
  QuantityName,
  RailName,
  Reading,
  Shading,
  Stage,
  Step,
  Touched
} from './names.ts';
export { DESCRIPTION } from './node.ts';
export type { Description, Dtype } from './node.ts';
export { closedProblems, openAhead, openLayer } from './openArrays.ts';
export { pack, remembered, sourceOf } from './packed.ts';
export type { ArrayObject } from './packed.ts';
export { parse } from './parse.ts';
export type { ParseResult } from './parse.ts';
export { asPython } from './python.ts';
export { problemAt } from './report.ts';
export type { Problem } from './report.ts';
export { serialize } from './serialize.ts';
export { readStatement } from './statementText.ts';
export { writeStatement } from './writeStatement.ts';
export type {
  Lesson,
  LessonAnswer,
  LessonHint,
  LessonStep,
  Prediction,
  Quantity,
  Run,
  Spec,
  SpecLayer,
  SpecImage,
  SpecModel,
  SpecNorm,
  SpecNorms,
  SpecProjections,
  SpecTokenInfo,
  Statement,
  View,
  ViewWindow
} from './spec.ts';
export { said } from './told.ts';
export type { Language, Part, Told } from './told.ts';
export { serializeTrace, writeTrace } from './trace.ts';
