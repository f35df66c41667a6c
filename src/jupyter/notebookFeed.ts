import type { ISignal } from '@lumino/signaling';
import type { Cell, SharedChange } from './sharedOutputs.ts';

/** What is used of a notebook's model. */
export interface OpenNotebook {
  dirty: boolean;
  readonly cells: Iterable<Cell>;
  readonly sharedModel: { readonly ydoc?: { getArray(name: string): SharedCells } };
}

interface SharedCells {
  observeDeep(listener: SharedListener): void;
  unobserveDeep(listener: SharedListener): void;
}

export type SharedListener = (
  events: readonly SharedChange[],
  transaction: { readonly local: boolean }
) => void;

/** What is used of the context of an open notebook. */
export interface NotebookContext {
  readonly model: OpenNotebook;
  readonly saveState: ISignal<unknown, string>;
  readonly disposed: ISignal<unknown, unknown>;
}

/** What hears of notebooks. */
export interface NotebookListener {
  /** A notebook has been opened. */
  add(context: NotebookContext): void;
  /** The reader has asked to save, until that is done. */
  asked(saving: Promise<unknown>): void;
}

/**
 * Notes the notebooks that are open until the part of this extension is loaded that has to do with
 * them, and tells it of each from then on.
 */
export class NotebookFeed implements NotebookListener {
  add(context: NotebookContext): void {
    this._open.add(context);
    context.disposed.connect(() => this._open.delete(context));
    this._listener?.add(context);
  }

  asked(saving: Promise<unknown>): void {
    this._listener?.asked(saving);
  }

  /** The one that hears, made by the first who asks for it. */
  told<T extends NotebookListener>(make: () => T): T {
    if (!this._listener) {
      this._listener = make();
      this._open.forEach(context => this._listener?.add(context));
    }
    return this._listener as T;
  }

  private readonly _open = new Set<NotebookContext>();
  private _listener: NotebookListener | null = null;
}
