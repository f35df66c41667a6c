import { Signal } from '@lumino/signaling';
import type { ISignal } from '@lumino/signaling';
import type { Host } from './host.ts';
import type {
  NotebookContext,
  NotebookListener,
  OpenNotebook,
  SharedListener
} from './notebookFeed.ts';
import { outputsOf, set, SharedOutputs } from './sharedOutputs.ts';
import type { Bundle, Cell, MimeModel, SharedCell } from './sharedOutputs.ts';

/** A notebook is about to be saved. */
export interface Saving {
  /** Its reader asked for it; otherwise JupyterLab saves by itself. */
  readonly byReader: boolean;
  /** Whether an output is in it. */
  readonly has: (output: MimeModel) => boolean;
}

/** Where an output is. */
export interface Place {
  readonly notebook: OpenNotebook;
  readonly cell: Cell;
}

/** Those of the page that a view is in. */
export function notebooksOf({ notebooks, mimeType }: Host): Notebooks {
  return notebooks.told(() => new Notebooks(mimeType));
}

/** The notebooks that are open, and what views have to do with them: writing, waiting, being saved. */
export class Notebooks implements NotebookListener {
  constructor(private readonly _mimeType: string) {
    this._shared = new SharedOutputs(_mimeType);
  }

  /** Emitted when a notebook is about to be saved, before it is read. */
  get saving(): ISignal<this, Saving> {
    return this._saving;
  }

  /** Takes an open notebook, until it is closed. */
  add({ model, saveState, disposed }: NotebookContext): void {
    if (this._open.has(model)) {
      return; // a second view of it
    }
    const cells = model.sharedModel.ydoc?.getArray('cells');
    const listener: SharedListener = (events, { local }) => {
      if (!local) {
        events.forEach(event => this._shared.follow(model.cells, event));
      }
    };
    cells?.observeDeep(listener);
    this._open.add(model);
    saveState.connect((_, state) => {
      if (state === 'started') {
        this._saving.emit({
          byReader: this._asked > 0,
          has: output => this.placeOf(output)?.notebook === model
        });
        this._written.delete(model);
      } else if (this._written.has(model)) {
        model.dirty = true; // written after it was read: the file does not hold it
      }
    });
    disposed.connect(() => {
      cells?.unobserveDeep(listener);
      this._open.delete(model);
    });
  }

  /** The reader has asked to save, until that is done. */
  asked(saving: Promise<unknown>): void {
    const done = () => {
      this._asked -= 1;
    };
    this._asked += 1;
    saving.then(done, done);
  }

  /**
   * Something waits to be written to an output: its notebook has something to be saved, and whoever
   * reads the cell, to copy, cut, move or save it, gets it.
   */
  announce(output: MimeModel, flush: () => void): void {
    const place = this.placeOf(output);
    if (place) {
      place.notebook.dirty = true;
      this._flushBeforeRead(place.cell.sharedModel, flush);
    }
  }

  /** Writes to an output; one that takes nothing, as in a page that only shows, stays as it is. */
  write(output: MimeModel, bundle: Bundle): void {
    const place = this.placeOf(output);
    if (place) {
      this._shared.write(place.cell, output, bundle);
      place.notebook.dirty = true;
      this._written.add(place.notebook);
    } else {
      set(output, bundle);
    }
  }

  /** The notebook and the cell that an output is in, if it is in one that is open. */
  placeOf(output: MimeModel): Place | null {
    const known = this._places.get(output);
    if (known && this._open.has(known.notebook) && outputsOf(known.cell).includes(output)) {
      return known;
    }
    for (const notebook of this._open) {
      for (const cell of notebook.cells) {
        if (outputsOf(cell).includes(output)) {
          const place = { notebook, cell };
          this._places.set(output, place);
          return place;
        }
      }
    }
    return null;
  }

  /** The outputs of a notebook that hold a payload, also those that have never been in sight. */
  outputsIn(notebook: OpenNotebook): readonly MimeModel[] {
    return [...notebook.cells]
      .flatMap(outputsOf)
      .filter(({ data }) => data[this._mimeType] !== undefined);
  }

  private _flushBeforeRead(shared: SharedCell, flush: () => void): void {
    const waiting = this._waiting.get(shared);
    if (waiting) {
      waiting.add(flush);
      return;
    }
    const flushes = new Set([flush]);
    this._waiting.set(shared, flushes);
    shared.toJSON = () => {
      delete shared.toJSON; // what it inherits is seen again
      this._waiting.delete(shared);
      flushes.forEach(each => each());
      return read(shared);
    };
  }

  private readonly _shared: SharedOutputs;
  private readonly _open = new Set<OpenNotebook>();
  private readonly _places = new WeakMap<MimeModel, Place>();
  /** Notebooks that were written to since they were last read for a file. */
  private readonly _written = new Set<OpenNotebook>();
  /** What waits to be written, by the cell that it is written to. */
  private readonly _waiting = new WeakMap<SharedCell, Set<() => void>>();
  /** How many saves of the reader are under way. */
  private _asked = 0;
  private readonly _saving = new Signal<this, Saving>(this);
}

function read(cell: SharedCell): unknown {
  return cell.toJSON?.();
}
