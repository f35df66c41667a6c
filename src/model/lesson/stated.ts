import type { Trace } from '../../engine/index.ts';
import type { Spec } from '../../format/index.ts';
import type { Selection } from '../selection.ts';

/** What statements are about: a state with all that follows from it. */
export interface Stated {
  readonly spec: Spec;
  readonly trace: Trace;
  readonly selection: Pick<Selection, 'query' | 'layer' | 'head' | 'predictions'>;
  /** The state that the step began with, computed when it is asked for; absent or null where there is none. */
  readonly begun?: () => Trace | null;
}
