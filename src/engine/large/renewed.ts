import type { Tensor } from '../arrays/tensor.ts';
import type { Matrix } from '../arrays/vector.ts';
import type { Precision } from '../kernel/index.ts';
import { kvHeadOf } from '../mathematics/attend.ts';
import { factorsOf } from '../mathematics/biases.ts';
import type { AttentionInput } from '../mathematics/trace.ts';
import type { Role } from '../mathematics/way.ts';
import { rowsToRenew, sameColumns } from './projected.ts';
import type { Projected } from './projected.ts';

/** The projections of a layer, as they were computed last. */
export type ProjectedLayer = Map<Role, Projected>;

/** One projection of an input. */
interface Projection {
  readonly role: Role;
  readonly x: Matrix;
  readonly weights: Matrix;
  /** Heads that its columns are. */
  readonly heads: number;
}

/** Queries, keys or values of one head that have to be multiplied anew. */
export interface Renewed {
  readonly role: Role;
  /** The head, of keys and values the one that is shared. */
  readonly head: number;
  readonly x: Matrix;
  readonly weights: Matrix;
  /** The columns of the weights. */
  readonly columns: readonly [start: number, end: number];
}

/** The same as it is asked of workers, which keep what they make of it under a number. */
export interface Order extends Renewed {
  readonly parcel: number;
}

/**
 * The heads of which the columns of a projection have changed; null where all of them have to be
 * multiplied anew, and none where only some tokens have changed.
 */
export function renewedHeads(
  input: AttentionInput,
  known: ProjectedLayer,
  precision: Precision
): readonly Renewed[] | null {
  const projections = projectionsOf(input);
  const rows = projections.map(({ role, x, weights, heads }) => {
    const before = known.get(role);
    return before ? rowsToRenew(before, x, weights, precision, heads) : null;
  });
  if (rows.includes(null)) {
    return null;
  }
  const renewed = projections.flatMap(projection =>
    renewedOf(projection, known.get(projection.role)!.weights)
  );
  const areTokens = rows.some(tokens => tokens!.length > 0);
  return areTokens && renewed.length > 0 ? null : renewed;
}

function renewedOf({ role, x, weights, heads }: Projection, before: Matrix): readonly Renewed[] {
  const width = weights[0].length / heads;
  return Array.from({ length: heads }, (_, head): Renewed => {
    const columns = [head * width, (head + 1) * width] as const;
    return { role, head, x, weights, columns };
  }).filter(({ columns }) => !sameColumns(before, weights, ...columns));
}

/** What of all that is renewed a query head reads. */
export function readBy<R extends Renewed>(
  index: number,
  renewed: readonly R[],
  { nHeads, nKvHeads = nHeads }: AttentionInput
): readonly R[] {
  return renewed.filter(
    ({ role, head }) => head === (role === 'query' ? index : kvHeadOf(index, nHeads, nKvHeads))
  );
}

/** Puts in place what was multiplied anew of some heads. */
export function putRenewed(
  known: ProjectedLayer,
  made: readonly (readonly [renewed: Renewed, tensor: Tensor])[]
): void {
  for (const [{ role, head, x, weights }, tensor] of made) {
    const before = known.get(role)!;
    const heads = before.heads.map((each, h) => (h === head ? tensor : each));
    known.set(role, { ...before, x, weights, heads });
  }
}

/** The three projections of an input. */
export function projectionsOf(input: AttentionInput): readonly Projection[] {
  const { nHeads, nKvHeads = nHeads } = input;
  return (['query', 'key', 'value'] as const).map(role => ({
    role,
    ...factorsOf(input, role),
    heads: role === 'query' ? nHeads : nKvHeads
  }));
}
