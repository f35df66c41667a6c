import { sketchHead } from '../../engine/index.ts';
import type { HeadSketch, HeadTrace, Pattern } from '../../engine/index.ts';
import { layerSpec } from '../../format/index.ts';
import type { Stated } from './stated.ts';

/** How clearly a head follows a pattern: the mean weight on keys of its kind, as among all heads; null: it has none. */
export function patternOf(state: Stated, head: number, pattern: Pattern): number | null {
  return sketchOf(state, head)[pattern]?.value ?? null;
}

/** What all rows of a head say together; of the same head it is found once. */
function sketchOf({ spec, trace, selection }: Stated, head: number): HeadSketch {
  const own = trace.heads[head];
  const before = sketches.get(own);
  if (before) {
    return before;
  }
  const way = sketchHead(trace, head, layerSpec(spec, selection.layer).tokenInfo?.ids);
  let step = way.next();
  while (!step.done) {
    step = way.next();
  }
  sketches.set(own, step.value);
  return step.value;
}

const sketches = new WeakMap<HeadTrace, HeadSketch>();
