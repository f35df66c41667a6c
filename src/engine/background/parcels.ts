import type { WantedHead } from '../heads.ts';
import { cellsOf } from '../kernelMask.ts';
import { isMask } from '../mask.ts';
import { partsOf } from '../patched.ts';
import type { Sheet } from '../tensor.ts';
import type { AskedHead, Parcel, RowsJob, SheetParcel } from './protocol.ts';

/** What one worker has been sent: an edit leaves most of it as it is, and is told by what differs. */
export class Parcels {
  /**
   * Packs heads: of what the worker has, only the number is sent.
   *
   * @param count - heads of the layer: of others nothing is needed any longer
   */
  pack(heads: readonly WantedHead[], count: number): Pick<RowsJob, 'heads' | 'forgotten'> {
    const asked = heads.map(head => this._head(head));
    for (const index of this._ofHead.keys()) {
      if (index >= count) {
        this._ofHead.delete(index);
      }
    }
    const needed = new Set([...this._ofHead.values()].flatMap(parcels => [...parcels]));
    const forgotten = [...this._sent].filter(parcel => !needed.has(parcel));
    forgotten.forEach(parcel => this._sent.delete(parcel));
    return { heads: asked, forgotten };
  }

  private _head({ index, numbers, wanted }: WantedHead): AskedHead {
    const { query, key, value, parts = null, mask: _, bias: __, ...settings } = numbers;
    const own = new Set<number>();
    this._ofHead.set(index, own);
    return {
      index,
      query: this._sheet(query, own),
      key: this._sheet(key, own),
      value: this._sheet(value, own),
      parts: isMask(parts) ? this._parcel(cellsOf(parts), cells => cells, own) : parts,
      settings,
      wanted
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

  private readonly _sent = new Set<number>();
  /** The parcels that each head was packed from last. */
  private readonly _ofHead = new Map<number, ReadonlySet<number>>();
}

const numbers = new WeakMap<object, number>();
let count = 0;

/** The number of an object, which no other has. */
function numberOf(object: object): number {
  let number = numbers.get(object);
  if (number === undefined) {
    number = count++;
    numbers.set(object, number);
  }
  return number;
}
