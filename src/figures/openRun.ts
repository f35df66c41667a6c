import type { Run } from '../format/index.ts';

/**
 * The keys that a row of a mask allows, where they stand side by side, as under causal masks, windows
 * and padding; null where they do not. Of each row it is found once: masks do not change.
 */
export function openRun(open: readonly boolean[]): Run | null {
  let run = known.get(open);
  if (run === undefined) {
    run = found(open);
    known.set(open, run);
  }
  return run;
}

function found(open: readonly boolean[]): Run | null {
  const first = open.indexOf(true);
  if (first < 0) {
    return [0, 0];
  }
  const end = open.indexOf(false, first);
  if (end < 0) {
    return [first, open.length - first];
  }
  return open.indexOf(true, end) < 0 ? [first, end - first] : null;
}

const known = new WeakMap<readonly boolean[], Run | null>();
