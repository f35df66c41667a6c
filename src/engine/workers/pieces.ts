import type { FlatMatrix, HeadRequest, Kernel, Numbers, Precision } from '../kernel/index.ts';
import type { Floats } from '../arrays/vector.ts';

/** Multiplications of a piece of work, about: few enough that a slow machine soon comes to the next. */
const PIECE = 2 ** 27;
/** Pieces of one matrix at most: each brings some work of its own. */
const MOST = 16;

/** A matrix whose rows can be taken apart. */
interface Flat {
  readonly data: Floats;
  readonly rows: number;
  readonly columns: number;
}

/** Output, maximum and sum of all rows of a head. */
type Summary = Record<'output' | 'max' | 'sum', Numbers>;

/** Runs of rows that are computed one after the other, each of which costs so many multiplications. */
export function piecesOf(
  rows: number,
  each: number
): readonly (readonly [from: number, to: number])[] {
  const count = Math.max(1, Math.min(MOST, rows, Math.ceil((rows * each) / PIECE)));
  return Array.from({ length: count }, (_, i) => [
    Math.floor((i * rows) / count),
    Math.floor(((i + 1) * rows) / count)
  ]);
}

/** A projection, some rows after the other, [n, d_model] × [d_model, d] → [n, d]. */
export function projected(
  kernel: Kernel,
  precision: Precision,
  { data, rows, columns }: Flat,
  weights: FlatMatrix,
  beat: () => void
): Numbers {
  const result = numbers(precision, rows * weights.columns);
  for (const [from, to] of piecesOf(rows, columns * weights.columns)) {
    const some = { data: data.subarray(from * columns, to * columns), rows: to - from, columns };
    result.set(kernel.project(precision, some, weights), from * weights.columns);
    beat();
  }
  return result;
}

/** Output, maximum and sum of a head, some rows after the other. */
export function attended(kernel: Kernel, request: HeadRequest, beat: () => void): Summary {
  const { precision, query, key, value } = request;
  const output = numbers(precision, query.rows * value.columns);
  const [max, sum] = [numbers(precision, query.rows), numbers(precision, query.rows)];
  const each = key.rows * (key.columns + value.columns);
  for (const [from, to] of piecesOf(query.rows, each)) {
    const rows = { ...request, rows: [from, to] as const };
    const some = kernel.attendHead(rows, { scores: false, weights: false });
    output.set(some.output, from * value.columns);
    max.set(some.max, from);
    sum.set(some.sum, from);
    beat();
  }
  return { output, max, sum };
}

/** Numbers in memory of their own, which can be handed over. */
function numbers(precision: Precision, length: number): Numbers {
  return precision === 'f64' ? new Float64Array(length) : new Float32Array(length);
}
