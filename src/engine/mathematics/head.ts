import type { Mask, MaskParts } from './mask.ts';
import { tensorOf } from './matrix.ts';
import type { Matrix, Vector } from './matrix.ts';
import { rotatePositions } from './positions.ts';
import { cheapRows } from '../arrays/rows.ts';
import { softmaxInto } from './softmax.ts';
import type { MaskedRow, MaskedScore } from './softmax.ts';
import { product, Tensor, transposed } from '../arrays/tensor.ts';
import type { Sheet } from '../arrays/tensor.ts';
import { zeros } from '../arrays/zeros.ts';

/** A score set by hand, in place of q·k. */
export interface ScoreOverride {
  readonly head: number;
  readonly query: number;
  readonly key: number;
  readonly value: number;
}

/** What one head computes attention from. */
export interface HeadInput {
  /** [query, d_k]. */
  readonly query: Matrix;
  /** [key, d_k]. */
  readonly key: Matrix;
  /** [key, d_v]. */
  readonly value: Matrix;
  /** [query, key], true = may attend, or null. */
  readonly mask: Mask | null;
  readonly maskAt?: 'scores' | 'weights';
  readonly scale: number;
  readonly temperature?: number;
  readonly softmax?: 'stable' | 'naive';
  /** Rotary positions start here; none are used unless given. */
  readonly rotateFrom?: number;
  /** What is added to the scaled scores, [query, key]. */
  readonly bias?: Matrix | null;
  /** Scores of this head set by hand. */
  readonly overrides?: readonly ScoreOverride[];
}

/** The numbers of a head's inputs, each in one piece. */
export interface HeadNumbers extends Omit<HeadInput, 'query' | 'key' | 'value'> {
  /** The mask as it was given, and ALiBi's slope: what `mask` and `bias` are made from. */
  readonly parts?: 'causal' | Mask | MaskParts | null;
  readonly slope?: number;
  /** Rows that were made stay, unless this is false. */
  readonly kept?: boolean;
  readonly query: Sheet;
  readonly key: Sheet;
  readonly value: Sheet;
}

/** A matrix that is there, or is made when it is asked for. */
interface Source {
  readonly matrix: Matrix;
}

/** What a way of computing a head has to find out; the rest of its trace follows row by row. */
export interface HeadResult {
  readonly rotatedQuery: Sheet;
  readonly rotatedKey: Sheet;
  readonly scores: Source;
  readonly max: Vector;
  readonly sum: Vector;
  readonly weights: Source;
  readonly output: Source;
}

/** Every intermediate of one head; what nobody looks at is not laid out in rows. */
export class HeadTrace {
  /**
   * @param precision - with what numbers its stages were computed: those of the layer, or float64 where
   * float32 could not hold its scores
   */
  constructor(
    private readonly _head: HeadNumbers,
    private readonly _result: HeadResult,
    readonly precision: 'float64' | 'float32' = 'float64'
  ) {}

  /** X W_Q, [query, d_k]. */
  get query(): Matrix {
    return this._head.query.matrix;
  }

  /** X W_K, [key, d_k]. */
  get key(): Matrix {
    return this._head.key.matrix;
  }

  /** X W_V, [key, d_v]. */
  get value(): Matrix {
    return this._head.value.matrix;
  }

  /** The queries turned by rotary positions, or `query` itself, [query, d_k]. */
  get rotatedQuery(): Matrix {
    return this._result.rotatedQuery.matrix;
  }

  /** The keys turned by rotary positions, or `key` itself, [key, d_k]. */
  get rotatedKey(): Matrix {
    return this._result.rotatedKey.matrix;
  }

  /** Q Kᵀ, but for scores set by hand, [query, key]. */
  get scores(): Matrix {
    return this._result.scores.matrix;
  }

  /** scores × scale, [query, key]; the scale is 1/√d_k unless given. */
  get scaledScores(): Matrix {
    const { scores } = this;
    return (this._scaledScores ??= this._rows(query => times(scores[query], this._head.scale)));
  }

  /** What positions add to the scaled scores, [query, key], or null. */
  get bias(): Matrix | null {
    return this._head.bias ?? null;
  }

  /** (scaled scores + bias) ÷ temperature, [query, key]: the masked scores, and what the mask hides of them. */
  get unmaskedScores(): Matrix {
    const { bias, temperature = 1 } = this._head;
    if (!bias && temperature === 1) {
      return this.scaledScores;
    }
    const { scores } = this;
    return (this._unmaskedScores ??= this._rows(query =>
      logitsOf(this._head, scores[query], scores[query].length, query)
    ));
  }

  /** The unmasked scores, null where the mask forbids, [query, key]. */
  get maskedScores(): readonly MaskedRow[] {
    const { mask, maskAt } = this._head;
    const { unmaskedScores } = this;
    if (!mask || maskAt === 'weights') {
      return unmaskedScores;
    }
    return (this._maskedScores ??= this._rows(query =>
      maskedRow(unmaskedScores[query], mask[query])
    ));
  }

  /** The largest masked score of each row, −Infinity where all is masked; 0 in a naive softmax. */
  get max(): Vector {
    return this._result.max;
  }

  /** The sum of each row's exponentials, of masked scores less `max`. */
  get sum(): Vector {
    return this._result.sum;
  }

  /** Softmax of each row, [query, key]: sums to 1, or to 0 where all is masked. */
  get weights(): Matrix {
    return this._result.weights.matrix;
  }

  /** weights × V, [query, d_v]. */
  get output(): Matrix {
    return this._result.output.matrix;
  }

  private _rows<T>(make: (query: number) => T): readonly T[] {
    const { query, key, kept } = this._head;
    return cheapRows(query.rows, key.rows, make, kept);
  }

  private _scaledScores: Matrix | undefined;
  private _unmaskedScores: Matrix | undefined;
  private _maskedScores: readonly MaskedRow[] | undefined;
}

/**
 * One head: softmax(Q Kᵀ × scale) V, with every intermediate.
 *
 * Source: Vaswani et al., Attention Is All You Need (2017), section 3.2.1.
 */
export function scaledDotProductAttention(head: HeadInput): HeadTrace {
  return attendHead({
    ...head,
    query: tensorOf(head.query),
    key: tensorOf(head.key),
    value: tensorOf(head.value)
  });
}

/** The same of numbers that stand in one piece each: the engine's plain and exact way. */
export function attendHead(head: HeadNumbers): HeadTrace {
  const { query, key, value, rotateFrom } = head;
  const rotatedQuery = rotateFrom === undefined ? query : rotated(query, rotateFrom);
  const rotatedKey = rotateFrom === undefined ? key : rotated(key, rotateFrom);
  const scores = product(rotatedQuery, transposed(rotatedKey)); // [query, d_k] × [d_k, key] → [query, key]
  override(scores, head.overrides);
  const { weights, max, sum } = attentionWeights(head, scores); // [query, key] → [query, key]
  const output = product(weights, value); // [query, key] × [key, d_v] → [query, d_v]
  return new HeadTrace(head, { rotatedQuery, rotatedKey, scores, weights, max, sum, output });
}

/** Turned by rotary positions from `offset` on. */
export function rotated(vectors: Sheet, offset: number): Tensor {
  const { rows, columns } = vectors;
  const data = vectors.data.slice(); // as precise as it came
  rotatePositions(vectors.matrix, offset).forEach((row, r) => data.set(row, r * columns));
  return new Tensor(data, rows, columns);
}

/** Puts the scores in place that were set by hand, in rows from `first` on. */
export function override(
  { data, rows, columns }: Tensor,
  overrides: readonly ScoreOverride[] = [],
  first: number = 0
): void {
  for (const { query, key, value } of overrides) {
    if (query >= first && query < first + rows) {
      data[(query - first) * columns + key] = value;
    }
  }
}

/**
 * The softmax of every row, and the mask where it comes only then: those rows sum to less than 1. The
 * scores are those of rows from `first` on.
 */
export function attentionWeights(
  head: HeadNumbers,
  { data, rows, columns }: Tensor,
  first: number = 0
): Pick<HeadResult, 'max' | 'sum'> & { readonly weights: Tensor } {
  const { mask } = head;
  const late = head.maskAt === 'weights';
  const weights = logitsOf(head, data, columns, first);
  const [max, sum] = [zeros(rows), zeros(rows)];
  for (let query = 0; query < rows; query++) {
    const [start, end] = [query * columns, (query + 1) * columns];
    const may = mask?.[first + query];
    if (may && !late) {
      forbid(weights, start, may, -Infinity);
    }
    const [most, total] = softmaxInto(weights, start, end, head.softmax === 'naive');
    max[query] = most;
    sum[query] = total;
    if (may && late) {
      forbid(weights, start, may, 0);
    }
  }
  return { weights: new Tensor(weights, rows, columns), max, sum };
}

/**
 * What the softmax sees, but for the mask: (scores × scale + bias) ÷ temperature, of rows from
 * `query` on.
 */
function logitsOf(
  { scale, bias, temperature = 1 }: HeadNumbers,
  scores: Vector,
  columns: number,
  query: number = 0
): Float64Array {
  const logits = times(scores, scale);
  for (let start = 0; bias && start < scores.length; start += columns) {
    const added = bias[query + start / columns];
    for (let key = 0; key < columns; key++) {
      logits[start + key] += added[key];
    }
  }
  for (let i = 0; temperature !== 1 && i < scores.length; i++) {
    logits[i] /= temperature;
  }
  return logits;
}

/** Every number times a factor, in float64. */
function times(numbers: Vector, factor: number): Float64Array {
  const result = zeros(numbers.length);
  for (let i = 0; i < result.length; i++) {
    result[i] = numbers[i] * factor;
  }
  return result;
}

/** A row with null where the mask forbids to attend, which a typed one cannot hold. */
function maskedRow(row: Vector, may: readonly boolean[]): MaskedRow {
  const masked = new Array<MaskedScore>(row.length);
  for (let key = 0; key < masked.length; key++) {
    masked[key] = may[key] ? row[key] : null;
  }
  return masked;
}

/** Puts a value where a row of the mask forbids to attend. */
function forbid(row: Float64Array, start: number, may: readonly boolean[], value: number): void {
  for (let key = 0; key < may.length; key++) {
    if (!may[key]) {
      row[start + key] = value;
    }
  }
}
