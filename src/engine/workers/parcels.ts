import { partsOf } from '../arrays/patched.ts';
import type { Sheet } from '../arrays/tensor.ts';
import type { Precision } from '../kernel/index.ts';
import type { WantedHead } from '../large/heads.ts';
import { cellsOf } from '../large/kernelMask.ts';
import type { Order } from '../large/renewed.ts';
import { isMask } from '../mathematics/mask.ts';
import { columnsOf } from '../mathematics/matrix.ts';
import type { Role } from '../mathematics/way.ts';
import type { AskedHead, Group, Parcel, ProductParcel, RowsJob, SheetParcel } from './protocol.ts';
import { sent } from './sent.ts';

/** What one worker has been sent: an edit leaves most of it as it is, and is told by what differs. */
export class Parcels {
  /**
   * Packs heads: of what the worker has, only the number is sent.
   *
   * @param count - heads of the layer: of others nothing is needed any longer
   */
  pack(
    heads: readonly WantedHead[],
    precision: Precision,
    count: number
  ): Pick<RowsJob, 'heads' | 'count' | 'forgotten'> {
    this._begin(precision);
    const asked = heads.map(head => this._head(head, precision));
    for (const index of this._ofHead.keys()) {
      if (index >= count) {
        this._ofHead.delete(index);
      }
    }
    const needed = new Set([...this._ofHead.values()].flatMap(parcels => [...parcels]));
    const forgotten = [...this._sent].filter(parcel => !needed.has(parcel));
    forgotten.forEach(parcel => this._sent.delete(parcel));
    forgotten.push(...this._old);
    this._old = [];
    return { heads: asked, count, forgotten };
  }

  /** The worker will have what it projects of these groups. */
  expect(groups: readonly Group[], precision: Precision): void {
    this._begin(precision);
    for (const { index, parcels } of groups) {
      const { query, key, value } = parcels;
      query.forEach((own, i) =>
        this._ofHead.set(index * query.length + i, new Set([own, key, value]))
      );
      [...query, key, value].forEach(parcel => this._sent.add(parcel));
    }
  }

  /** In another precision the same matrix is other numbers. */
  private _begin(precision: Precision): void {
    if (this._precision !== precision) {
      this._precision = precision;
      this._old = [...this._old, ...this._sent];
      this._sent.clear();
      this._ofHead.clear();
    }
  }

  private _head(
    { index, numbers, wanted, projected = [] }: WantedHead,
    precision: Precision
  ): AskedHead {
    const { query, key, value, parts = null, mask: _, bias: __, ...settings } = numbers;
    const own = new Set<number>();
    this._ofHead.set(index, own);
    const packed = (role: Role, sheet: Sheet) => {
      const order = projected.find(each => each.role === role);
      return order ? this._product(order, precision, own) : this._sheet(sheet, own);
    };
    return {
      index,
      query: packed('query', query),
      key: packed('key', key),
      value: packed('value', value),
      parts: isMask(parts) ? this._parcel(cellsOf(parts), cells => cells, own) : parts,
      settings,
      wanted
    };
  }

  /** Several heads may share what is made here: the worker makes it once. */
  private _product(
    { parcel, x, weights, columns: [start, end] }: Order,
    precision: Precision,
    own: Set<number>
  ): ProductParcel {
    this._sent.add(parcel);
    own.add(parcel);
    return {
      parcel,
      x: {
        ...this._parcel(x, () => sent(x, precision).data, own),
        rows: x.length,
        columns: x[0].length,
        own: []
      },
      weights: sent(columnsOf(weights, start, end), precision)
    };
  }

  private _sheet(sheet: Sheet, own: Set<number>): SheetParcel {
    const [base, rows] = partsOf(sheet);
    const { rows: count, columns } = base;
    return {
      ...this._parcel(base, ({ data }) => data, own),
      rows: count,
      columns,
      own: [...rows]
    };
  }

  private _parcel<O extends object, T>(of: O, data: (of: O) => T, own: Set<number>): Parcel<T> {
    const parcel = numberOf(of);
    const isThere = this._sent.has(parcel);
    this._sent.add(parcel);
    own.add(parcel);
    return { parcel, data: isThere ? null : data(of) };
  }

  private _precision: Precision | null = null;
  private readonly _sent = new Set<number>();
  /** What the worker has of the precision before. */
  private _old: readonly number[] = [];
  /** The parcels that each head was packed from last. */
  private readonly _ofHead = new Map<number, ReadonlySet<number>>();
}

/** A number under which something new will be kept. */
export function newParcel(): number {
  return count++;
}

/** Says that an object is what is kept under a number. */
export function nameParcel(object: object, parcel: number): void {
  numbers.set(object, parcel);
}

const numbers = new WeakMap<object, number>();
let count = 0;

/** The number of an object, which no other has. */
function numberOf(object: object): number {
  let number = numbers.get(object);
  if (number === undefined) {
    number = newParcel();
    numbers.set(object, number);
  }
  return number;
}
