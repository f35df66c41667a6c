export { check } from './fit.ts';
export { LIMITS } from './limits.ts';
export { describe, messages } from './messages.ts';
export { parse } from './parse.ts';
export type { ParseResult } from './parse.ts';
export { asPython } from './python.ts';
export type { Problem } from './report.ts';
export { serialize, serializeTrace } from './serialize.ts';
export type { Json, JsonObject } from './serialize.ts';
export { FORMAT, LAYERS, MIME_TYPE, PANES, POSITIONS, STAGES, VERSION } from './types.ts';
export type {
  Layer,
  PaneName,
  PositionScheme,
  Spec,
  SpecProjections,
  Stage,
  View
} from './types.ts';
