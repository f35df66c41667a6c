import type { Spec } from '../format/index.ts';

/** What undo and redo go to; the last of each is the next. */
export interface History {
  readonly past: readonly Spec[];
  readonly future: readonly Spec[];
}
