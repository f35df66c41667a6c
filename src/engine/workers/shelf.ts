import { withRows } from '../arrays/patched.ts';
import { Tensor } from '../arrays/tensor.ts';
import type { Sheet } from '../arrays/tensor.ts';
import type { Kernel, Numbers, Precision } from '../kernel/index.ts';
import { drawnMask } from '../large/kernelMask.ts';
import type { Mask, MaskParts } from '../mathematics/mask.ts';
import { projected } from './pieces.ts';
import type { AskedHead, Parcel, ProductParcel, RowsJob, SheetParcel } from './protocol.ts';

/** A head's queries, keys, values and mask, out of their parcels. */
export interface Unpacked {
  readonly query: Sheet;
  readonly key: Sheet;
  readonly value: Sheet;
  readonly parts: 'causal' | Mask | MaskParts | null;
}

/** Where a worker keeps what it has been sent: what comes again is the same object. */
export class Shelf {
  /** Keeps what comes with a job; also with one that is given up, since it will not be sent again. */
  keep({ heads, forgotten }: RowsJob): void {
    forgotten.forEach(parcel => this._kept.delete(parcel));
    for (const head of heads) {
      for (const parcel of [head.query, head.key, head.value]) {
        this._keepSheet(isProduct(parcel) ? parcel.x : parcel);
      }
      if (isParcel(head.parts) && head.parts.data) {
        const columns = isProduct(head.key) ? head.key.x.rows : head.key.rows;
        this._kept.set(head.parts.parcel, drawnMask(head.parts.data, columns));
      }
    }
  }

  /** Keeps a copy of numbers that were made here, and are handed over. */
  copy(parcel: number, numbers: Numbers, rows: number): void {
    this._kept.set(parcel, new Tensor(numbers.slice(), rows, numbers.length / rows));
  }

  /**
   * What a head is made from; products are made once.
   *
   * @param beat - called between pieces of the work
   */
  unpack(
    { query, key, value, parts }: AskedHead,
    kernel: Kernel,
    precision: Precision,
    beat: () => void
  ): Unpacked {
    const sheet = (packed: SheetParcel | ProductParcel) =>
      isProduct(packed) ? this._product(packed, kernel, precision, beat) : this._sheet(packed);
    return {
      query: sheet(query),
      key: sheet(key),
      value: sheet(value),
      parts: isParcel(parts) ? this._get<Mask & object>(parts.parcel) : parts
    };
  }

  private _keepSheet({ parcel, data, rows, columns }: SheetParcel): void {
    if (data) {
      this._kept.set(parcel, new Tensor(data, rows, columns));
    }
  }

  private _sheet({ parcel, own }: SheetParcel): Sheet {
    const base = this._get<Tensor>(parcel);
    return own.length > 0 ? withRows(base, new Map(own)) : base;
  }

  private _product(
    { parcel, x, weights }: ProductParcel,
    kernel: Kernel,
    precision: Precision,
    beat: () => void
  ): Sheet {
    const known = this._kept.get(parcel) as Tensor | undefined;
    if (known) {
      return known;
    }
    const data = projected(kernel, precision, this._get<Tensor>(x.parcel), weights, beat);
    const made = new Tensor(data, x.rows, weights.columns);
    this._kept.set(parcel, made);
    return made;
  }

  private _get<K extends object>(parcel: number): K {
    const kept = this._kept.get(parcel);
    if (!kept) {
      throw new Error(`Parcel ${parcel} is not here`);
    }
    return kept as K;
  }

  private readonly _kept = new Map<number, object>();
}

/** Whether a sheet has yet to be made. */
export function isProduct(packed: SheetParcel | ProductParcel): packed is ProductParcel {
  return 'weights' in packed;
}

function isParcel(parts: AskedHead['parts']): parts is Parcel<Uint8Array> {
  return typeof parts === 'object' && parts !== null && 'parcel' in parts;
}
