import type { Matrix, Vector } from '../arrays/vector.ts';
import { mapVector } from './matrix.ts';
import { learnedPositions, sinusoidalPositions } from './positions.ts';
import type { AttentionInput, Positions } from './trace.ts';

/** Embeddings with the positions that are added to them, [n, d_model]. */
export function positionedEmbeddings(
  embeddings: Matrix,
  input: Pick<AttentionInput, 'positions' | 'positionOffset'>
): Matrix {
  const { positions, positionOffset = 0 } = input;
  const n = embeddings.length;
  if (!positions || positions === 'rope' || positions === 'alibi') {
    return embeddings;
  }
  return remembered(embeddings, positions, positionOffset, () => {
    const added =
      positions === 'sinusoidal'
        ? sinusoidalPositions(n, embeddings[0].length, positionOffset)
        : learnedPositions(positions, n, positionOffset);
    return embeddings.map((row, r) =>
      remembered(row, positions, positionOffset + r, () =>
        mapVector(row, (entry, c) => entry + added[r][c])
      )
    ); // [n, d_model] + [n, d_model] → [n, d_model]
  });
}

/**
 * What positions from `at` on make of a row, or of all rows: the same object again where nothing has
 * changed. Embeddings do not change, and an edit leaves most of them as they are.
 */
function remembered<T extends Matrix | Vector>(of: T, by: Positions, at: number, make: () => T): T {
  const before = positioned.get(of);
  if (before?.by === by && before.at === at) {
    return before.made as T;
  }
  const made = make();
  positioned.set(of, { by, at, made });
  return made;
}

const positioned = new WeakMap<
  Matrix | Vector,
  { readonly by: Positions; readonly at: number; readonly made: Matrix | Vector }
>();
