import { Tensor } from '../arrays/tensor.ts';
import type { Sheet } from '../arrays/tensor.ts';
import type { Vector } from '../arrays/vector.ts';

/** How queries or keys are brought to one size before they are turned. */
export interface Norm {
  /** What each component is multiplied by: [d_k], or [heads · d_k] of the whole width. */
  readonly weight: Vector;
  /** Added to the mean square. */
  readonly eps: number;
  /** Of the components of each head, or of all heads together. */
  readonly over: 'head' | 'all';
}

/**
 * Queries or keys after an RMS norm: x · weight ÷ √(mean of x² + eps), the mean over a head's components or
 * over those of all heads.
 *
 * Source: Zhang and Sennrich, Root Mean Square Layer Normalization (2019), section 4; on q and k Dehghani et
 * al., Scaling Vision Transformers to 22 Billion Parameters (2023), section 2.
 *
 * @param heads - [n, d_k] each
 * @returns [n, d_k] each; the same objects again for the same heads and norm
 */
export function normed(heads: readonly Sheet[], norm: Norm): readonly Sheet[] {
  const before = made.get(heads[0]);
  if (before?.norm === norm && heads.every((head, h) => head === before.heads[h])) {
    return before.normed;
  }
  const groups = norm.over === 'all' ? [heads] : heads.map(head => [head]);
  const normed = groups.flatMap(group => normedTogether(group, norm));
  made.set(heads[0], { heads, norm, normed });
  return normed;
}

/** The inverse of what a row is divided by: 1 ÷ √(mean of x² + eps), over all its parts. */
export function inverseRms(parts: readonly Vector[], eps: number): number {
  const count = parts.reduce((sum, part) => sum + part.length, 0);
  const squares = (by: number) =>
    parts.reduce((sum, part) => part.reduce((all, x) => all + (x * by) ** 2, sum), 0);
  const mean = squares(1) / count;
  if (Number.isFinite(mean)) {
    return 1 / Math.sqrt(mean + eps);
  }
  // Squares that no double holds: of the numbers made smaller by an exact factor, beside which eps is nothing.
  return FAR / Math.sqrt(squares(FAR) / count);
}

const FAR = 2 ** -600;

function normedTogether(heads: readonly Sheet[], { weight, eps, over }: Norm): readonly Tensor[] {
  const { rows, columns } = heads[0];
  const results = heads.map(({ data }) => data.slice()); // as precise as they came
  for (let r = 0; r < rows; r++) {
    const [start, end] = [r * columns, (r + 1) * columns];
    const inverse = inverseRms(
      heads.map(({ data }) => data.subarray(start, end)),
      eps
    );
    results.forEach((result, h) => {
      const from = over === 'all' ? h * columns : 0;
      for (let c = 0; c < columns; c++) {
        result[start + c] = result[start + c] * inverse * weight[from + c];
      }
    });
  }
  return results.map(data => new Tensor(data, rows, columns));
}

const made = new WeakMap<
  Sheet,
  { readonly heads: readonly Sheet[]; readonly norm: Norm; readonly normed: readonly Sheet[] }
>();
