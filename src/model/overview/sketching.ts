import { Engine, passedOn, sketchHead } from '../../engine/index.ts';
import type { HeadSketch, Passed, Trace } from '../../engine/index.ts';
import type { Problem, Spec } from '../../format/index.ts';
import { compute } from '../open.ts';
import { layersBelow } from '../rolled.ts';
import { weighing } from './weighing.ts';
import type { HeadWeights } from './weighing.ts';

/** What is looked at. */
export interface Look {
  /** A payload of one layer. */
  readonly layer: Spec;
  /** The one head whose weights are wanted; absent, all heads are seen from afar. */
  readonly head?: number;
}

/** What is said of a layer: a head's sketch, or its weights, or what all heads pass on, or why there are none. */
export type Said =
  | { readonly head: number; readonly sketch: HeadSketch }
  | { readonly head: number; readonly weights: HeadWeights }
  | { readonly passed: Passed }
  | { readonly problem: Problem };

/**
 * Computes a layer and says what is wanted of it. Nothing is kept.
 *
 * @returns yields what there is to say, or null now and then, so that others can have their turn
 */
export function* looking({ layer, head }: Look): Generator<Said | null, void> {
  const engine = new Engine();
  const outcome = compute(layer, input => engine.attend(input));
  if (!outcome.ok) {
    yield { problem: outcome.problems[0] };
    return;
  }
  const { trace } = outcome.computed;
  yield* head === undefined ? sketching(trace, layer) : weighed(trace, head);
}

/**
 * Of each head what is seen of it from afar, and where not too many tokens attend to one another, what all of them
 * pass on; no weights are kept.
 */
function* sketching(trace: Trace, layer: Spec): Generator<Said | null, void> {
  for (let head = 0; head < trace.heads.length; head++) {
    yield null;
    const sketch = yield* restingIn(sketchHead(trace, head, layer.tokenInfo?.ids));
    yield { head, sketch };
  }
  if (layersBelow(layer, 0)) {
    yield null;
    yield { passed: passedOn(trace.heads.map(({ weights }) => weights)) };
  }
}

function* weighed(trace: Trace, head: number): Generator<Said | null, void> {
  yield { head, weights: yield* restingIn(weighing(trace, head)) };
}

/** Rests wherever another way does. */
function* restingIn<T>(way: Generator<void, T>): Generator<null, T> {
  let step = way.next();
  while (!step.done) {
    yield null;
    step = way.next();
  }
  return step.value;
}
