import { causalOf, fill, fillMask, lateOf, placeHead, SIZE, windowOf } from './instance.ts';
import type { Fields, Instance } from './instance.ts';
import type { Layout } from './memory.ts';
import type { HeadRequest, HeadResult, Numbers } from './request.ts';
import { viewOf } from './result.ts';

/** What following a move took. */
export interface Move {
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

/** What rows can be asked for. */
type Kind = 'scores' | 'weights' | 'output';

/** Bytes of a vector: so many after the last row are read and written again. */
const VECTOR = 16;

/** Rows that are computed at once, at most. */
export const HELD_ROWS = 64;

/**
 * A head that stays in memory with its keys and values packed: rows can be looked at as they are
 * needed, mask, scale and temperature changed at no cost, and in self-attention tokens moved one by one.
 */
export class HeldHead {
  private readonly _fields: Fields;
  private readonly _rows: Readonly<Record<Kind, number>>;
  /** The fields of a call for some rows: a copy of so many fields takes longer than to write them. */
  private readonly _rowFields: Fields;
  private readonly _padding: number;
  /** The address of all weights, or 0; and whether those of the head as it is are there. */
  private _weights = 0;
  private _weighed = false;
  /** The token that all rows have yet to follow; its old key and value are kept. */
  private _behind: number | null = null;

  /**
   * @param layout - where its room is taken; memory has to grow before {@link load}
   */
  constructor(
    private readonly _instance: Instance,
    private _request: HeadRequest,
    layout: Layout
  ) {
    const { precision, key, value } = _request;
    const size = SIZE[precision];
    const whole = { ..._request, rows: undefined };
    this._fields = placeHead(_instance, layout, whole, { scores: false, weights: false });
    this._padding = this._fields.padding || layout.place(key.rows);
    this._rows = {
      scores: layout.place(HELD_ROWS * key.rows * size),
      weights: layout.place(HELD_ROWS * key.rows * size),
      output: layout.place(HELD_ROWS * value.columns * size)
    };
    this._rowFields = {
      ...this._fields,
      max: layout.place(HELD_ROWS * size),
      sum: layout.place(HELD_ROWS * size)
    };
  }

  /** Takes queries, keys and values of the same shape, and their mask. */
  load(request: HeadRequest): void {
    this._forget();
    this._take(request);
    fill(this._instance, request, this._fields);
    this._instance.pack('prepare', request.precision);
  }

  /**
   * Takes another mask, scale, temperature or slope; what is in memory stays. Cells are taken where
   * the first request had some.
   */
  set(request: HeadRequest): void {
    this._forget();
    this._take(request);
    fillMask(this._instance, request, this._fields);
  }

  /** Gives a query a new vector, [d_k]. */
  setQuery(query: number, vector: ArrayLike<number>): void {
    this._forget();
    this._vector('query', query).set(vector);
  }

  /** Gives a key a new vector, [d_k], and a new value, [d_v]. */
  setKey(token: number, key: ArrayLike<number>, value: ArrayLike<number>): void {
    this._forget();
    this._vector('key', token).set(key);
    this._vector('value', token).set(value);
    this._pack(token);
  }

  /** Output, maximum and sum of all rows: views, which the next move changes. */
  get result(): HeadResult {
    this.follow();
    return viewOf(this._instance, this._request, this._fields);
  }

  /** Everything from scratch, so that no rounding of many moves remains. */
  recompute(): HeadResult {
    this._forget();
    this._fields.weights = 0;
    this._instance.write(this._request, this._fields);
    this._instance.run('rows', this._request.precision);
    return this.result;
  }

  /** Puts output, maximum and sum in place that were computed elsewhere. */
  restore({ output, max, sum }: Pick<HeadResult, 'output' | 'max' | 'sum'>): void {
    const { result } = this;
    result.output.set(output);
    result.max.set(max);
    result.sum.set(sum);
  }

  /** Rows of one kind, up to {@link HELD_ROWS}, from scratch: a view that holds until the next call. */
  rows(from: number, to: number, kind: Kind): Numbers {
    const { precision, key, value } = this._request;
    const fields = this._rowFields;
    const only = (other: Kind) => (other === kind ? this._rows[kind] : 0);
    fields.from = from;
    fields.to = to;
    fields.scores = only('scores');
    fields.weights = only('weights');
    fields.output = only('output');
    this._instance.write(this._request, fields);
    this._instance.run('rows', precision);
    const columns = kind === 'output' ? value.columns : key.rows;
    return this._instance.numbers(precision, this._rows[kind], (to - from) * columns);
  }

  /** Whether there is room for the weights of all rows. */
  get hasRoomForWeights(): boolean {
    return this._weights > 0;
  }

  /** Bytes that the weights of all rows take. */
  get bytesOfWeights(): number {
    const { precision, query, key } = this._request;
    return query.rows * key.rows * SIZE[precision] + VECTOR;
  }

  /** @param address - of room for the weights of all rows, in memory that is there */
  giveRoomForWeights(address: number): void {
    this._weights = address;
  }

  /** Whether the weights of all rows are there, and need not be computed. */
  get knowsWeights(): boolean {
    return this._weighed;
  }

  /**
   * The weights of all rows, [n, m], in the room that was given for them: from scratch, or as they
   * have followed every move since they were asked for the last time. A view that holds until memory grows.
   */
  allWeights(): Numbers {
    const { query, key, precision } = this._request;
    this.follow();
    if (!this._weighed) {
      const only = { output: 0, max: 0, sum: 0, weights: this._weights };
      this._instance.write(this._request, { ...this._fields, ...only });
      this._instance.run('rows', precision);
      this._weighed = true;
    }
    return this._instance.numbers(precision, this._weights, query.rows * key.rows);
  }

  /** A token has been moved, and output, maximum, sum and weights of all rows have not followed it yet. */
  get isBehind(): boolean {
    return this._behind !== null;
  }

  /**
   * Gives a token of a self-attention in float32 new vectors; exact numbers are computed from scratch.
   * {@link rows} are those of the new vectors at once; all else follows when it is asked for.
   *
   * @throws TypeError of a head in float64
   */
  moveToken(token: number, moved: MovedToken): void {
    const { key, value, precision } = this._request;
    if (precision !== 'f32') {
      throw new TypeError(
        'Only a head in float32 can be moved: set the vectors, and compute it again'
      );
    }
    if (this._behind !== token) {
      this.follow();
      const old = (address: number, width: number) =>
        this._instance.numbers(precision, address, width);
      old(this._fields.oldKey, key.columns).set(this._vector('key', token));
      old(this._fields.oldValue, value.columns).set(this._vector('value', token));
    }
    for (const name of ['query', 'key', 'value'] as const) {
      this._vector(name, token).set(moved[name]);
    }
    this._behind = token;
    this._pack(token);
  }

  /**
   * Lets output, maximum, sum, and weights where they are known, follow the token that was moved; several
   * moves of one token cost as much as one. `max` of a row is then only what its exponentials are
   * measured against, and outputs may differ in their last digits from those of {@link recompute}.
   *
   * @returns null where there was nothing to follow
   */
  follow(): Move | null {
    if (this._behind === null) {
      return null;
    }
    this._fields.token = this._behind;
    this._fields.weights = this._weighed ? this._weights : 0;
    this._instance.write(this._request, this._fields);
    this._instance.move();
    this._behind = null;
    return {
      rescaled: this._instance.read('rescaled'),
      recomputed: this._instance.read('recomputed')
    };
  }

  /** Packs a token's key and value as they stand in memory. */
  private _pack(token: number): void {
    this._fields.token = token;
    this._instance.write(this._request, this._fields);
    this._instance.pack('token', this._request.precision);
  }

  /** What was computed of all rows no longer is that of what stands in memory. */
  private _forget(): void {
    this._weighed = false;
    this._behind = null;
  }

  private _take(request: HeadRequest): void {
    this._request = request;
    for (const fields of [this._fields, this._rowFields]) {
      fields.causal = causalOf(request);
      fields.window = windowOf(request);
      fields.late = lateOf(request);
      fields.padding = request.mask?.padding ? this._padding : 0;
    }
  }

  private _vector(name: 'query' | 'key' | 'value', row: number): Numbers {
    const { precision } = this._request;
    const { columns } = this._request[name];
    const start = this._fields[name] + row * columns * SIZE[precision];
    return this._instance.numbers(precision, start, columns);
  }
}
