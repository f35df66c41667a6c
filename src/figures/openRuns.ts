import type { Mask } from '../engine/index.ts';
import type { Run } from '../format/index.ts';

/**
 * The keys that each row of a mask allows, where they stand side by side, as under causal masks,
 * windows and padding; null where they do not. Of each row it is found once: masks do not change.
 */
export function openRuns(mask: Mask): (query: number) => Run | null {
  const runs = known.get(mask) ?? [];
  known.set(mask, runs);
  return query => {
    let run = runs[query];
    if (run === undefined) {
      run = found(mask[query]);
      runs[query] = run;
    }
    return run;
  };
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

const known = new WeakMap<Mask, (Run | null)[]>();
