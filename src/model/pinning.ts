import type { View } from '../format/index.ts';
import type { Selection } from './selection.ts';

type Shown = Pick<Selection, 'layer' | 'head' | 'pinned'>;

/** Whether the head that is shown is the pinned one. */
export function isPinned({ layer, head, pinned }: Shown): boolean {
  return pinned?.layer === layer && pinned.head === head;
}

/** What pins the head that is shown; where it is pinned already, what unpins it. */
export function pinning(shown: Shown): View {
  const { layer, head } = shown;
  return isPinned(shown)
    ? { pinned: undefined, difference: undefined }
    : { pinned: { ...(layer > 0 && { layer }), head } };
}
