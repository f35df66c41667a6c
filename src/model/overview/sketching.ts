import { Engine, sketchHead } from '../../engine/index.ts';
import type { HeadSketch } from '../../engine/index.ts';
import type { Spec } from '../../format/index.ts';
import { compute } from '../open.ts';

/** What is said of a layer: a head's sketch, or why there are none. */
export type Said =
  { readonly head: number; readonly sketch: HeadSketch } | { readonly problem: string };

/**
 * Computes a layer and says of each head what is seen of it from afar. No weights are kept.
 *
 * @param layer - a payload of one layer
 * @returns yields what there is to say, or null now and then, so that others can have their turn
 */
export function* sketching(layer: Spec): Generator<Said | null, void> {
  const engine = new Engine();
  const outcome = compute(layer, input => engine.attend(input));
  if (!outcome.ok) {
    const [{ path, message }] = outcome.problems;
    yield { problem: `${path} ${message}` };
    return;
  }
  const { trace } = outcome.computed;
  const same = layer.tokenInfo?.ids;
  for (let head = 0; head < trace.heads.length; head++) {
    yield null;
    const way = sketchHead(trace, head, same);
    let step = way.next();
    while (!step.done) {
      yield null;
      step = way.next();
    }
    yield { head, sketch: step.value };
  }
}
