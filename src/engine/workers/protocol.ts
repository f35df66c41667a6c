import type { Floats } from '../arrays/vector.ts';
import type { HeadRequest, KernelMask, Numbers, Precision } from '../kernel/index.ts';
import type { MadeRows } from '../large/blocks.ts';
import type { Wanted } from '../large/demand.ts';
import type { HeadNumbers } from '../mathematics/headInput.ts';
import type { MaskParts } from '../mathematics/mask.ts';
import type { Rope } from '../mathematics/rope.ts';
import type { Role } from '../mathematics/way.ts';

/** A matrix as it crosses to a worker. */
export interface Sent {
  readonly data: Floats;
  readonly rows: number;
  readonly columns: number;
}

/** Query heads that share a head of keys and values, and all that they are computed from. */
export interface Group {
  /** The head of keys and values. */
  readonly index: number;
  /** The columns of W_Q of each query head, [d_model, d_k]. */
  readonly query: readonly Sent[];
  /** [d_model, d_k]. */
  readonly key: Sent;
  /** [d_model, d_v]. */
  readonly value: Sent;
  /** The parcels under which the worker keeps what it projects. */
  readonly parcels: {
    readonly query: readonly number[];
    readonly key: number;
    readonly value: number;
  };
  /** The slope of each query head in ALiBi. */
  readonly slopes: readonly (number | undefined)[];
}

/** What a worker is asked: some groups of a layer. */
export interface LayerJob {
  readonly id: number;
  readonly precision: Precision;
  /** What asks, with its positions, [n, d_model]. */
  readonly x: Sent;
  /** What answers, [m, d_model]; null: x itself. */
  readonly y: Sent | null;
  readonly groups: readonly Group[];
  readonly settings: Pick<HeadRequest, 'scale' | 'temperature' | 'maskAt'>;
  readonly mask: KernelMask | null;
  readonly rotateFrom: number | undefined;
  readonly rope: Rope | undefined;
}

/** What a worker is sent once, under a number of its own, and keeps until it is told to forget it. */
export interface Parcel<T> {
  readonly parcel: number;
  /** Null where the worker has it. */
  readonly data: T | null;
}

/** A matrix that a worker keeps, but for a few rows. */
export interface SheetParcel extends Parcel<Floats> {
  readonly rows: number;
  readonly columns: number;
  readonly own: readonly (readonly [row: number, numbers: Floats])[];
}

/** A product that a worker makes and keeps as a parcel: [n, d_model] × [d_model, d] → [n, d]. */
export interface ProductParcel {
  readonly parcel: number;
  readonly x: SheetParcel;
  /** [d_model, d]. */
  readonly weights: Sent;
}

/** Rows that are wanted of one head, and all that they are computed from. */
export interface AskedHead {
  readonly index: number;
  readonly query: SheetParcel | ProductParcel;
  readonly key: SheetParcel | ProductParcel;
  readonly value: SheetParcel | ProductParcel;
  readonly parts: 'causal' | MaskParts | Parcel<Uint8Array> | null;
  readonly settings: Omit<HeadNumbers, 'query' | 'key' | 'value' | 'mask' | 'parts' | 'bias'>;
  readonly wanted: Wanted;
}

/** What a worker is asked: rows of heads whose queries, keys and values are there. */
export interface RowsJob {
  readonly id: number;
  readonly precision: Precision;
  readonly heads: readonly AskedHead[];
  /** Heads of the layer. */
  readonly count: number;
  /** Parcels that are needed no longer. */
  readonly forgotten: readonly number[];
}

/** What a worker answers of the rows of a head. */
export interface HeadDone extends MadeRows {
  readonly id: number;
  readonly index: number;
  /** The products that were asked for. */
  readonly projected: Partial<Readonly<Record<Role, Numbers>>>;
}

/** What a worker answers, a group at a time. */
export interface GroupDone {
  readonly id: number;
  readonly index: number;
  readonly query: readonly Numbers[];
  readonly key: Numbers;
  readonly value: Numbers;
  /** Of each query head. */
  readonly output: readonly Numbers[];
  readonly max: readonly Numbers[];
  readonly sum: readonly Numbers[];
}

/** Why a worker could not. */
export interface JobFailed {
  readonly id: number;
  readonly failed: string;
}

/** What a worker is told: a job, or to give up all that came before `forget`. */
export type Message = LayerJob | RowsJob | { readonly forget: number };

/** The part of a worker, and of a worker's own scope, that is used; a message port has it too. */
export interface Port {
  postMessage(message: unknown, transfer: Transferable[]): void;
  terminate?(): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
}
