import { mapVector } from '../engine/index.ts';
import type { Vector } from '../engine/index.ts';
import type { Spec } from '../format/index.ts';
import type { Edit } from './edit.ts';
import { like, replaceAt } from './replace.ts';

/** One number of the bias that is added to scaled scores, where there is one: of its head, or of all where they share it. */
export function withBias(
  spec: Spec,
  { head, query, key, value }: Extract<Edit, { type: 'bias' }>
): Spec {
  const { bias } = spec;
  return bias
    ? {
        ...spec,
        bias: replaceAt(bias, bias.length === 1 ? 0 : head, rows =>
          replaceAt(rows, query, row => withNumber(row, key, value))
        )
      }
    : spec;
}

/** One number of what is added to a projection, or of what its norm multiplies by, where there is that. */
export function withGiven(
  spec: Spec,
  { of, projection, column, value }: Extract<Edit, { type: 'given' }>
): Spec {
  const { biases, norms } = spec;
  const bias = biases?.[projection];
  if (of === 'biases' && bias) {
    return { ...spec, biases: { ...biases, [projection]: withNumber(bias, column, value) } };
  }
  const norm = projection === 'query' || projection === 'key' ? norms?.[projection] : undefined;
  return of === 'norms' && norm
    ? {
        ...spec,
        norms: {
          ...norms,
          [projection]: { ...norm, weight: withNumber(norm.weight, column, value) }
        }
      }
    : spec;
}

function withNumber(numbers: Vector, at: number, value: number): Vector {
  return like(
    numbers,
    mapVector(numbers, (number, c) => (c === at ? value : number))
  );
}
