import { positionedEmbeddings } from './attend.ts';
import type { AttentionInput } from './attend.ts';
import type { GroupDone } from './background/index.ts';
import type { Numbers, Precision } from './kernel/index.ts';
import { rowsToRenew, sameColumns } from './projected.ts';
import type { Projected } from './projected.ts';
import type { Matrix } from './rows.ts';
import { Tensor } from './tensor.ts';
import type { Role } from './way.ts';

/** The projections of a layer, as they were computed last. */
export type Projections = Map<Role, Projected>;

/** One projection of an input. */
interface Projection {
  readonly role: Role;
  readonly x: Matrix;
  readonly weights: Matrix;
  readonly nHeads: number;
}

/**
 * The heads of keys and values, each with the query heads that read it, whose projections have to be
 * multiplied anew: none of them where only some tokens have changed.
 */
export function changedGroups(
  input: AttentionInput,
  known: Projections,
  precision: Precision
): readonly number[] {
  const { nHeads, nKvHeads = nHeads } = input;
  const all = Array.from({ length: nKvHeads }, (_, group) => group);
  const projections = projectionsOf(input);
  const rows = projections.map(projection => renewedRows(projection, known, precision));
  if (rows.includes(null)) {
    return all;
  }
  const changed = all.filter(group =>
    projections.some(({ role, weights }) => {
      const width = weights[0].length / nKvHeads;
      const before = known.get(role)!.weights;
      return !sameColumns(before, weights, group * width, (group + 1) * width);
    })
  );
  const areTokens = rows.some(renewed => renewed!.length > 0);
  return changed.length > 0 && areTokens ? all : changed;
}

/** Puts in place what workers have projected. */
export function putProjected(
  input: AttentionInput,
  known: Projections,
  precision: Precision,
  done: readonly GroupDone[]
): void {
  const { nHeads, nKvHeads = nHeads } = input;
  const projections = projectionsOf(input);
  const isWhole = done.length === nKvHeads;
  const fits = projections.every(each => renewedRows(each, known, precision)?.length === 0);
  if (!isWhole && !fits) {
    return; // what the others were made from has changed meanwhile
  }
  for (const { role, x, weights, nHeads: count } of projections) {
    const before = known.get(role);
    const heads = isWhole ? [] : [...before!.heads];
    const size = count / nKvHeads;
    for (const group of done) {
      groupOf(group, role).forEach((data, i) => {
        const h = group.index * size + i;
        const [start, end] = [
          (h * weights[0].length) / count,
          ((h + 1) * weights[0].length) / count
        ];
        if (isWhole || !sameColumns(before!.weights, weights, start, end)) {
          heads[h] = new Tensor(data, x.length, end - start);
        }
      });
    }
    known.set(role, { x, weights, precision, heads });
  }
}

function projectionsOf(input: AttentionInput): readonly Projection[] {
  const { projections, embeddings, keyEmbeddings, nHeads, nKvHeads = nHeads } = input;
  const x = positionedEmbeddings(embeddings, input);
  const y = keyEmbeddings ? positionedEmbeddings(keyEmbeddings, input) : x;
  return [
    { role: 'query', x, weights: projections.query, nHeads },
    { role: 'key', x: y, weights: projections.key, nHeads: nKvHeads },
    { role: 'value', x: y, weights: projections.value, nHeads: nKvHeads }
  ];
}

/** The tokens of which a projection has to be renewed; null where all of it has. */
function renewedRows(
  { role, x, weights, nHeads }: Projection,
  known: Projections,
  precision: Precision
): readonly number[] | null {
  const before = known.get(role);
  return before ? rowsToRenew(before, x, weights, precision, nHeads) : null;
}

/** What a group has of one projection, by heads. */
function groupOf({ query, key, value }: GroupDone, role: Role): readonly Numbers[] {
  return { query, key: [key], value: [value] }[role];
}
