import { layerSpec } from '../format/index.ts';
import type { Spec } from '../format/index.ts';
import { tokensOf } from './resolve.ts';

/** Tokens up to which layers are rolled out: each layer is held as a matrix of all with all. */
export const ROLLED = 256;

/**
 * The layers by way of which something has come to where a layer is: that layer and those before it, of the same
 * sequence. Null between two sequences, and of more tokens than are rolled out.
 */
export function layersBelow(spec: Spec, layer: number): readonly number[] | null {
  const own = layerSpec(spec, layer);
  if (own.keyTokens || tokensOf(own).length > ROLLED) {
    return null;
  }
  const layers = spec.layers ?? [];
  const of = (at: number) => layers[at]?.sequence ?? 'tokens';
  return layers.length === 0
    ? [0]
    : [...layers.keys()].filter(at => at <= layer && of(at) === of(layer));
}
