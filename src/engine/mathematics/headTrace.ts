import { cheapRows } from '../arrays/lazyRows.ts';
import type { Sheet } from '../arrays/tensor.ts';
import type { Matrix, Vector } from '../arrays/vector.ts';
import { exp } from './exp.ts';
import type { HeadNumbers } from './headInput.ts';
import { logitsOf, times } from './logits.ts';
import { sinkOf } from './sink.ts';
import type { MaskedRow, MaskedScore } from './softmax.ts';

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

  /** The queries after their norm, or `query` itself, [query, d_k]. */
  get normedQuery(): Matrix {
    return (this._head.normedQuery ?? this._head.query).matrix;
  }

  /** The keys after their norm, or `key` itself, [key, d_k]. */
  get normedKey(): Matrix {
    return (this._head.normedKey ?? this._head.key).matrix;
  }

  /** These turned by rotary positions, or themselves, [query, d_k]. */
  get rotatedQuery(): Matrix {
    return this._result.rotatedQuery.matrix;
  }

  /** The keys turned by rotary positions, or as they are without, [key, d_k]. */
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

  /** What positions and a given bias add to the scaled scores, [query, key], or null. */
  get bias(): Matrix | null {
    return this._head.bias ?? null;
  }

  /** softcap · tanh((scaled scores + bias) ÷ softcap), [query, key], or null: there is no cap. */
  get cappedScores(): Matrix | null {
    const { scale, bias, softcap } = this._head;
    if (!softcap) {
      return null;
    }
    const { scores } = this;
    return (this._cappedScores ??= this._rows(query =>
      logitsOf({ scale, bias, softcap }, scores[query], scores[query].length, query)
    ));
  }

  /**
   * (scaled scores + bias), capped, ÷ temperature, [query, key]: the masked scores, and what the mask hides of
   * them.
   */
  get unmaskedScores(): Matrix {
    const { bias, softcap, temperature = 1 } = this._head;
    if (!bias && !softcap && temperature === 1) {
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

  /** The logit of the sink as the softmax sees it, ÷ temperature; −Infinity: there is none. */
  get sink(): number {
    return sinkOf(this._head);
  }

  /** The weight that no key gets, [query], or null: there is no sink. */
  get sinkWeights(): Vector | null {
    const { sink, max, sum } = this;
    return sink === -Infinity
      ? null
      : Float64Array.from(max, (most, query) => exp(sink === most ? 0 : sink - most) / sum[query]);
  }

  /** The largest masked score of each row and its sink, −Infinity where there is none; 0 in a naive softmax. */
  get max(): Vector {
    return this._result.max;
  }

  /** The sum of each row's exponentials, of masked scores and the sink less `max`. */
  get sum(): Vector {
    return this._result.sum;
  }

  /** Softmax of each row, [query, key]: sums to 1 less what a sink takes, or to 0 where all is masked. */
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
  private _cappedScores: Matrix | undefined;
  private _unmaskedScores: Matrix | undefined;
  private _maskedScores: readonly MaskedRow[] | undefined;
}

/** A row with null where the mask forbids to attend, which a typed one cannot hold. */
function maskedRow(row: Vector, may: readonly boolean[]): MaskedRow {
  const masked = new Array<MaskedScore>(row.length);
  for (let key = 0; key < masked.length; key++) {
    masked[key] = may[key] ? row[key] : null;
  }
  return masked;
}
