import { Tensor } from '../arrays/tensor.ts';
import type { Precision } from '../kernel/index.ts';
import { projectionsOf } from '../large/renewed.ts';
import type { ProjectedLayer } from '../large/renewed.ts';
import type { AttentionInput } from '../mathematics/trace.ts';
import type { Role } from '../mathematics/way.ts';
import { nameParcel } from './parcels.ts';
import type { Group, GroupDone } from './protocol.ts';

/** Puts in place what workers have projected of a whole layer, under the numbers that they keep it under. */
export function putProjected(
  input: AttentionInput,
  known: ProjectedLayer,
  precision: Precision,
  groups: readonly Group[],
  done: readonly GroupDone[]
): void {
  for (const { role, x, weights } of projectionsOf(input)) {
    const heads = groups.flatMap(({ index, parcels }) => {
      const made = listOf(
        done.find(each => each.index === index)!,
        role
      );
      return listOf(parcels, role).map((parcel, i) => {
        const tensor = new Tensor(made[i], x.length, made[i].length / x.length);
        nameParcel(tensor, parcel);
        return tensor;
      });
    });
    known.set(role, { x, weights, precision, heads });
  }
}

/** What there is of a group for each of its heads in one projection. */
function listOf<T>(
  { query, key, value }: { readonly query: readonly T[]; readonly key: T; readonly value: T },
  role: Role
): readonly T[] {
  return { query, key: [key], value: [value] }[role];
}
