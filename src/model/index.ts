export { applyEdit, wordsOf } from './edits.ts';
export type { Edit, ProjectionName } from './edits.ts';
export { AttentionModel } from './model.ts';
export type { Failed, Ready, State } from './model.ts';
export { open } from './open.ts';
export type { Computed, Outcome } from './open.ts';
export { resolve } from './resolve.ts';
export type { Resolved } from './resolve.ts';
export type { Selection } from './selection.ts';
