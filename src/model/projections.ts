import {
  columnsOf,
  concatenateColumns,
  dot,
  identity,
  kvHeadOf,
  mapVector,
  matmul,
  multiply,
  positionedEmbeddings,
  rotation,
  rotationOf,
  splitHeads
} from '../engine/index.ts';
import type { Matrix, Rotation } from '../engine/index.ts';
import type { Spec, SpecProjections } from '../format/index.ts';
import type { Edit, ProjectionName } from './edit.ts';
import { like, replaceAt, withRun } from './replace.ts';
import { resolve } from './resolve.ts';

/** The spec with one projection changed; what it left out is written down. */
export function withProjection(
  spec: Spec,
  name: ProjectionName,
  change: (matrix: Matrix) => Matrix
): Spec {
  const projections = projectionsOf(spec);
  const matrix = projections[name];
  return matrix ? { ...spec, projections: { ...projections, [name]: change(matrix) } } : spec;
}

export function withEntry(
  spec: Spec,
  { projection, row, column, value }: Extract<Edit, { type: 'entry' }>
): Spec {
  return withProjection(spec, projection, matrix =>
    replaceAt(matrix, row, entries =>
      like(
        entries,
        mapVector(entries, (entry, c) => (c === column ? value : entry))
      )
    )
  );
}

/** A 2×2 projection turned and stretched until its rotation is the one wanted. */
export function turned(matrix: Matrix, to: Rotation): Matrix {
  const from = rotationOf(matrix);
  if (from === null || from.stretch === 0) {
    return rotation(to.degrees, to.stretch);
  }
  const turn = matmul(matrix, rotation(to.degrees - from.degrees)); // [2, 2] × [2, 2] → [2, 2]
  return multiply(turn, to.stretch / from.stretch);
}

/**
 * A recorded vector is put in its place. Otherwise: the least change of a projection, by the sum of its squares, after which x W is the vector wanted:
 * W + xᵀ (wanted − x W) / (x · x), in the columns of the head. From x = 0 nothing reaches it.
 */
export function withProjected(
  spec: Spec,
  { role, head, token, vector }: Extract<Edit, { type: 'projected' }>
): Spec {
  const { input } = resolve(spec);
  const { nHeads, nKvHeads = nHeads } = input;
  const heads = spec[role];
  if (heads) {
    const at = role === 'query' ? head : kvHeadOf(head, nHeads, nKvHeads);
    const moved = (matrix: Matrix) => replaceAt(matrix, token, row => like(row, vector));
    return { ...spec, [role]: replaceAt(heads, at, moved) };
  }
  const own = role === 'query' ? input.embeddings : (input.keyEmbeddings ?? input.embeddings);
  const x = positionedEmbeddings(own, input)[token];
  const length = dot(x, x);
  const group = role === 'query' ? head : kvHeadOf(head, nHeads, nKvHeads);
  return length === 0
    ? spec
    : withProjection(spec, role, matrix => {
        const start = group * vector.length;
        const columns = columnsOf(matrix, start, start + vector.length); // [d_model, d_k]
        const [product] = matmul([x], columns); // [1, d_model] × [d_model, d_k] → [1, d_k]
        const bias = input.biases?.[role];
        const now = mapVector(product, (part, c) => part + (bias?.[start + c] ?? 0));
        return matrix.map((row, r) => {
          const run = mapVector(
            vector,
            (to, c) => row[start + c] + (x[r] * (to - now[c])) / length
          );
          return withRun(row, start, run);
        });
      });
}

/**
 * Another number of heads over the same columns. Heads of keys and values that are to be shared
 * become the mean of those they stand for; those no longer shared start as copies.
 *
 * Source: Ainslie et al., GQA (2023), section 2.1.
 */
export function withHeads(spec: Spec, nHeads: number, nKvHeads: number): Spec {
  const { nHeads: _, nKvHeads: __, overrides, ...rest } = spec;
  const next: Spec = {
    ...rest,
    ...(nHeads !== 1 && { nHeads }),
    ...(nKvHeads !== nHeads && { nKvHeads }),
    ...(overrides && {
      overrides: {
        ...overrides,
        scores: (overrides.scores ?? []).filter(({ head }) => head < nHeads)
      }
    })
  };
  const { query, key, value, output } = projectionsOf(spec);
  const before = { heads: spec.nHeads ?? 1, kvHeads: spec.nKvHeads ?? spec.nHeads ?? 1 };
  const all = [key, value].map(matrix => unshared(matrix, before.heads, before.kvHeads));
  const fits = nHeads % nKvHeads === 0 && all.every(matrix => matrix[0].length % nHeads === 0);
  if (!fits || (nKvHeads === nHeads && before.kvHeads === before.heads)) {
    return next; // What does not fit is told where the spec is checked.
  }
  const [newKey, newValue] = all.map(matrix => shared(matrix, nHeads, nKvHeads));
  return {
    ...next,
    projections: { query, key: newKey, value: newValue, ...(output && { output }) }
  };
}

/** W_O as the identity where it fits, padded or cut otherwise; or none. */
export function withMixing(spec: Spec, on: boolean): Spec {
  const { query, key, value } = projectionsOf(spec);
  if (!on) {
    return { ...spec, projections: { query, key, value } };
  }
  const heads = spec.nHeads ?? 1;
  const width = (value[0].length / (spec.nKvHeads ?? heads)) * heads;
  const dModel = value.length;
  const output = identity(Math.max(width, dModel))
    .slice(0, width)
    .map(row => row.slice(0, dModel));
  return { ...spec, projections: { query, key, value, output } };
}

export function projectionsOf(spec: Spec): SpecProjections {
  const { query, key, value, output } = resolve(spec).input.projections;
  return { query, key, value, ...(output && { output }) };
}

/** Each query head with keys or values of its own: [d, g·k] → [d, h·k]. */
function unshared(matrix: Matrix, heads: number, kvHeads: number): Matrix {
  const runs = splitHeads(matrix, kvHeads); // [d, g·k] → g × [d, k]
  const of = (head: number) => runs[kvHeadOf(head, heads, kvHeads)];
  return concatenateColumns(Array.from({ length: heads }, (_, head) => of(head)));
}

/** Runs of heads become their mean: [d, h·k] → [d, g·k]. */
function shared(matrix: Matrix, heads: number, kvHeads: number): Matrix {
  const runs = splitHeads(matrix, heads); // [d, h·k] → h × [d, k]
  const size = heads / kvHeads;
  const mean = (group: number) =>
    runs[0].map((row, r) =>
      mapVector(row, (_, c) => {
        const members = runs.slice(group * size, (group + 1) * size);
        return members.reduce((sum, run) => sum + run[r][c], 0) / size;
      })
    );
  return concatenateColumns(Array.from({ length: kvHeads }, (_, group) => mean(group)));
}
