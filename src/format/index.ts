export { sourceOf } from './arrays.ts';
export type { ArrayObject, Dtype } from './arrays.ts';
export { check } from './fit.ts';
export { LIMITS } from './limits.ts';
export { describe, messages } from './messages.ts';
export { parse } from './parse.ts';
export type { ParseResult } from './parse.ts';
export { asPython } from './python.ts';
export type { Problem } from './report.ts';
export { serialize, serializeTrace, writeTrace } from './serialize.ts';
export type { Json, JsonObject } from './json.ts';
export {
  FORMAT,
  GEOMETRY,
  LAYERS,
  MIME_TYPE,
  PANES,
  POSITIONS,
  STAGES,
  STEPS,
  VERSION
} from './types.ts';
export type {
  Geometry,
  Layer,
  PaneName,
  PositionScheme,
  Prediction,
  Run,
  Spec,
  SpecProjections,
  Stage,
  Step,
  View,
  ViewWindow
} from './types.ts';
