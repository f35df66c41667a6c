import { attend, passedOn, rollout } from '../../engine/index.ts';
import type { Passed, Vector } from '../../engine/index.ts';
import { layerSpec } from '../../format/index.ts';
import type { Spec } from '../../format/index.ts';
import { compute } from '../open.ts';
import { layersBelow } from '../rolled.ts';
import type { Stated } from './stated.ts';

/**
 * How much of each input token is at the place of a token after the layer that is shown, by rollout over it and
 * all before it; null between two sequences, of too many tokens, and where a layer cannot be computed.
 */
export function rolledOut({ spec, selection }: Stated, query: number): Vector | null {
  const layers = layersBelow(spec, selection.layer)?.map(layer => passedIn(spec, layer));
  return !layers || layers.some(layer => layer === null)
    ? null
    : rollout(layers as readonly Passed[], query);
}

/** What is passed on by a layer; of the same layer it is found once. */
function passedIn(spec: Spec, index: number): Passed | null {
  const layer = layerSpec(spec, index);
  let passed = known.get(layer);
  if (passed === undefined) {
    const outcome = compute(layer, attend);
    passed = outcome.ok
      ? passedOn(outcome.computed.trace.heads.map(({ weights }) => weights))
      : null;
    known.set(layer, passed);
  }
  return passed;
}

const known = new WeakMap<Spec, Passed | null>();
