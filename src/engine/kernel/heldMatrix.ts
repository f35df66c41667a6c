import { HELD_ROWS } from './held.ts';
import { SIZE } from './instance.ts';
import type { Fields, Instance } from './instance.ts';
import type { Layout } from './memory.ts';
import type { FlatMatrix, Numbers, Precision } from './request.ts';

/** A matrix that stays in memory, packed, so that rows can be multiplied with it one by one. */
export class HeldMatrix {
  private readonly _fields: Partial<Fields>;

  /**
   * @param matrix - [k, c]
   * @param layout - where its room is taken; memory has to grow before {@link load}
   */
  constructor(
    private readonly _instance: Instance,
    private readonly _precision: Precision,
    { rows, columns }: FlatMatrix,
    layout: Layout
  ) {
    const size = SIZE[_precision];
    const shape = { n: HELD_ROWS, m: rows, keyWidth: rows, valueWidth: columns };
    _instance.write({ scale: 1 }, shape);
    this._fields = {
      ...shape,
      work: layout.place(_instance.exports.workBytes(_instance.head, size) >>> 0),
      query: layout.place(HELD_ROWS * rows * size),
      value: layout.place(rows * columns * size),
      output: layout.place(HELD_ROWS * columns * size)
    };
  }

  /** Takes the numbers of a matrix of this shape. */
  load({ data, rows, columns }: FlatMatrix): void {
    const { value = 0 } = this._fields;
    this._instance.numbers(this._precision, value, rows * columns).set(data);
    this._instance.write({ scale: 1 }, this._fields);
    this._instance.pack('pack', this._precision);
  }

  /**
   * Up to {@link HELD_ROWS} rows times the matrix, [r, k] × [k, c] → [r, c], each entry summed with k
   * ascending; a view that holds until the next call.
   */
  times({ data, rows, columns }: FlatMatrix): Numbers {
    const { query = 0, output = 0, valueWidth = 0 } = this._fields;
    this._instance.numbers(this._precision, query, rows * columns).set(data);
    this._instance.write({ scale: 1 }, { ...this._fields, from: 0, to: rows });
    this._instance.run('multiply', this._precision);
    return this._instance.numbers(this._precision, output, rows * valueWidth);
  }
}
