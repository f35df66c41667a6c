import { layOut } from './instance.ts';
import type { Instance } from './instance.ts';
import type { HeadRequest, HeadResult } from './request.ts';
import { viewOf } from './result.ts';

/** What a move did, beside changing the head. */
export interface Move extends HeadResult {
  /** Rows that took a far larger logit for their maximum. */
  readonly rescaled: number;
  /** Rows computed from scratch, for the digits' sake; the token's own row is not counted. */
  readonly recomputed: number;
}

/** A token's new vectors. */
export interface MovedToken {
  /** [d_k]. */
  readonly query: ArrayLike<number>;
  /** [d_k]. */
  readonly key: ArrayLike<number>;
  /** [d_v]. */
  readonly value: ArrayLike<number>;
}

/**
 * A self-attention head that stays in memory of its own. Moving one token costs as much as one row
 * and one column; scores and weights are not kept.
 */
export class HeldHead {
  private readonly _fields: ReturnType<typeof layOut>;

  private readonly _request: HeadRequest;

  constructor(
    private readonly _instance: Instance,
    request: HeadRequest
  ) {
    this._request = { ...request, rows: undefined }; // all of them
    this._fields = layOut(_instance, this._request, { scores: false, weights: false });
    this.recompute();
  }

  /** Output, maximum and sum of all rows as they stand: views that follow every move. */
  get result(): HeadResult {
    return viewOf(this._instance, this._request, this._fields);
  }

  /** Everything from scratch, so that no rounding of many moves remains. */
  recompute(): HeadResult {
    this._instance.write(this._request, this._fields);
    this._instance.exports[`attend_${this._request.precision}`](this._instance.head);
    return this.result;
  }

  /**
   * Gives a token new vectors. `max` of a row is then only what its exponentials are measured
   * against, and outputs may differ in their last digits from those of {@link recompute}.
   */
  moveToken(token: number, moved: MovedToken): Move {
    const { key, value, query, precision } = this._request;
    const row = (name: 'query' | 'key' | 'value', width: number) =>
      this._instance
        .numbers(precision, this._fields[name], (token + 1) * width)
        .subarray(token * width);
    const at = (address: number, width: number) =>
      this._instance.numbers(precision, address, width);
    at(this._fields.oldKey, key.columns).set(row('key', key.columns));
    at(this._fields.oldValue, value.columns).set(row('value', value.columns));
    row('query', query.columns).set(moved.query);
    row('key', key.columns).set(moved.key);
    row('value', value.columns).set(moved.value);
    this._instance.write(this._request, { ...this._fields, token });
    this._instance.exports[`move_${precision}`](this._instance.head);
    return {
      ...this.result,
      rescaled: this._instance.read('rescaled'),
      recomputed: this._instance.read('recomputed')
    };
  }
}
