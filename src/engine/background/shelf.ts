import { drawnMask } from '../kernelMask.ts';
import type { Mask, MaskParts } from '../mask.ts';
import { withRows } from '../patched.ts';
import { Tensor } from '../tensor.ts';
import type { Sheet } from '../tensor.ts';
import type { AskedHead, Parcel, RowsJob, SheetParcel } from './protocol.ts';

/** A head's queries, keys, values and mask, out of their parcels. */
export interface Unpacked {
  readonly query: Sheet;
  readonly key: Sheet;
  readonly value: Sheet;
  readonly parts: 'causal' | Mask | MaskParts | null;
}

/** Where a worker keeps what it has been sent: what comes again is the same object. */
export class Shelf {
  /** Unpacks a job; also one that is given up before it begins, since its parcels will not be sent again. */
  unpack({ heads, forgotten }: RowsJob): readonly Unpacked[] {
    const unpacked = heads.map(head => ({
      query: this._sheet(head.query),
      key: this._sheet(head.key),
      value: this._sheet(head.value),
      parts: this._mask(head)
    }));
    forgotten.forEach(parcel => this._kept.delete(parcel));
    return unpacked;
  }

  private _sheet({ rows, columns, own, ...parcel }: SheetParcel): Sheet {
    const base = this._get(parcel, data => new Tensor(data, rows, columns));
    return own.length > 0 ? withRows(base, new Map(own)) : base;
  }

  private _mask({ parts, key }: AskedHead): Unpacked['parts'] {
    const isDrawn = typeof parts === 'object' && parts !== null && 'parcel' in parts;
    return isDrawn ? this._get(parts, cells => drawnMask(cells, key.rows)) : parts;
  }

  private _get<T, K extends object>({ parcel, data }: Parcel<T>, open: (data: T) => K): K {
    if (data !== null) {
      this._kept.set(parcel, open(data));
    }
    return this._kept.get(parcel) as K;
  }

  private readonly _kept = new Map<number, object>();
}
