import type { Spec, SpecLayer } from './spec.ts';

/** What a layer says of itself, and not of what is computed in it. */
const TOLD: readonly string[] = ['name', 'sequence', 'kept'];

/** The same objects again of the same payload. */
const layersOf = new WeakMap<Spec, (Spec | undefined)[]>();

/**
 * A layer of a model as a payload of its own, with the tokens that it shares; past the end the first. A
 * payload without layers is itself one.
 */
export function layerSpec(spec: Spec, index: number = 0): Spec {
  const { layers } = spec;
  if (!layers) {
    return spec;
  }
  let made = layersOf.get(spec);
  if (!made) {
    layersOf.set(spec, (made = []));
  }
  return (made[index] ??= alone(spec, layers[index] ?? layers[0]));
}

function alone(
  { tokens, keyTokens, tokenInfo, keyTokenInfo, model }: Spec,
  layer: SpecLayer
): Spec {
  const { name: _, sequence = 'tokens', kept: __, unknown, beside, ...fields } = layer;
  const ofKeys = sequence === 'key_tokens';
  const [own, said] = ofKeys ? [keyTokens, keyTokenInfo] : [tokens, tokenInfo];
  const isCross = sequence === 'cross';
  return {
    ...fields,
    ...(unknown && { unknown }),
    ...(beside && { beside }),
    ...(own && { tokens: own }),
    ...(said && { tokenInfo: said }),
    ...(model && { model }),
    ...(isCross && keyTokens && { keyTokens }),
    ...(isCross && keyTokenInfo && { keyTokenInfo })
  };
}

/** A model in which one layer says what `alone` does, as {@link layerSpec} made it. */
export function withLayer(spec: Spec, index: number, alone: Spec): Spec {
  if (!spec.layers) {
    return alone;
  }
  const { tokens: _, keyTokens: __, tokenInfo: ___, keyTokenInfo: ____, ...fields } = alone;
  const { model: _____, view: ______, lesson: _______, ...said } = fields;
  const before = spec.layers[index];
  const told = Object.entries(before).filter(([name]) => TOLD.includes(name));
  const layer = { ...Object.fromEntries(told), ...said } as SpecLayer;
  const layers = spec.layers.map((each, i) => (i === index ? layer : each));
  const next = { ...spec, layers };
  layersOf.set(
    next,
    [...(layersOf.get(spec) ?? [])].map((each, i) => (i === index ? alone : each))
  );
  return next;
}
