import { lazyRows } from '../arrays/lazyRows.ts';
import { headsOf } from '../arrays/tensor.ts';
import type { Sheet } from '../arrays/tensor.ts';
import type { Matrix, Vector } from '../arrays/vector.ts';
import { attendHead } from './head.ts';
import type { HeadNumbers } from './headInput.ts';
import type { HeadTrace } from './headTrace.ts';
import { matmul, productOf } from './matrix.ts';

/** Products up to which a matrix is multiplied at once: to watch who reads it takes longer. */
const QUICK = 4096;

/** The matrices that make q, k and v. */
export type Role = 'query' | 'key' | 'value';

/** How the numbers of a trace were found. */
export interface Computed {
  readonly by: 'typescript' | 'webassembly';
  /** Of the layer; a head says its own. */
  readonly precision: 'float64' | 'float32';
  /** Scores and weights stay once they are made; otherwise rows are made anew when asked for. */
  readonly kept: boolean;
  /** A token is being moved: outputs and weights follow it step by step, and may differ in their last digits. */
  readonly moving: boolean;
  /** Why the plain way was taken where the faster one was wanted, or null. */
  readonly reason: string | null;
}

/** A way of computing: all of it agree to the contract of their precision, float64 to the bit. */
export interface Way {
  readonly computed: Computed;
  /** x W, split into heads: [n, d_model] × [d_model, heads · d] → heads × [n, d]. */
  project(role: Role, x: Matrix, weights: Matrix, nHeads: number): readonly Sheet[];
  /** A matrix product whose rows are made as they are asked for: [n, k] × [k, c] → [n, c]. */
  mix(a: Matrix, b: Matrix): Matrix;
  /** One head. */
  attend(head: HeadNumbers, index: number): HeadTrace;
}

/** Plain TypeScript in float64: the reference, the teaching path, and what stands in. */
export function plainWay(reason: string | null = null): Way {
  return reason === null ? PLAIN : { ...PLAIN, computed: { ...PLAIN.computed, reason } };
}

const PLAIN: Way = {
  computed: { by: 'typescript', precision: 'float64', kept: true, moving: false, reason: null },
  project: (_, x, weights, nHeads) => headsOf(productOf(x, weights), nHeads),
  mix: (a, b) =>
    a.length * b.length * b[0].length <= QUICK
      ? matmul(a, b)
      : lazyRows<Vector>(a.length, row => matmul([a[row]], b)[0]),
  attend: attendHead
};
