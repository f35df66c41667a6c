/** Float64 is exact: the numbers of the plain engine, to the bit. Float32 is faster. */
export type Precision = 'f32' | 'f64';

/** Numbers of either precision. */
export type Numbers = Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;

/** A matrix in one run of numbers, row after row. */
export interface FlatMatrix {
  readonly data: ArrayLike<number>;
  readonly rows: number;
  readonly columns: number;
}

/** The parts of a mask; all of them must allow. */
export interface KernelMask {
  readonly causal?: boolean;
  /** The key is less than this far away. */
  readonly window?: number;
  /** Of each key: it is a real token, [m]. */
  readonly padding?: ArrayLike<boolean | number>;
  /** Of each query and key, row after row: may attend, [n · m]. */
  readonly cells?: ArrayLike<boolean | number>;
}

/** One head, queries, keys and values given. */
export interface HeadRequest {
  readonly precision: Precision;
  /** [n, d_k]. */
  readonly query: FlatMatrix;
  /** [m, d_k]. */
  readonly key: FlatMatrix;
  /** [m, d_v]. */
  readonly value: FlatMatrix;
  /** What scores are multiplied by. */
  readonly scale: number;
  /** What logits are divided by; 1 unless given. */
  readonly temperature?: number;
  /** ALiBi: slope · |i − j| is taken from a scaled score; 0 unless given. */
  readonly slope?: number;
  readonly mask?: KernelMask | null;
  /** Where the mask acts: on the scores, before the softmax, unless given. */
  readonly maskAt?: 'scores' | 'weights';
  /** The first row and one past the last; all rows unless given. */
  readonly rows?: readonly [from: number, to: number];
}

/** What a head is asked to keep, beside its output. */
export interface Keep {
  /** Q Kᵀ; true unless given. */
  readonly scores?: boolean;
  /** True unless given. */
  readonly weights?: boolean;
}

/**
 * Views of the kernel's memory, row after row, of the rows asked for: they hold until the kernel's next
 * call. {@link copyOf} keeps them.
 */
export interface HeadResult {
  /** Q Kᵀ, [rows, m], or null where not kept. */
  readonly scores: Numbers | null;
  /** [rows, m], or null where not kept. */
  readonly weights: Numbers | null;
  /** [rows, d_v]. */
  readonly output: Numbers;
  /** The largest logit of each row: −Infinity where all is masked, NaN where any is NaN. */
  readonly max: Numbers;
  /** The sum of exp(logit − max) of each row: 0 where all is masked. */
  readonly sum: Numbers;
}

/** The same numbers in memory of their own. */
export function copyOf(result: HeadResult): HeadResult {
  const { scores, weights, output, max, sum } = result;
  return {
    scores: scores && scores.slice(),
    weights: weights && weights.slice(),
    output: output.slice(),
    max: max.slice(),
    sum: sum.slice()
  };
}
