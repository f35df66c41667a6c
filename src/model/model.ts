import { Signal } from '@lumino/signaling';
import type { ISignal } from '@lumino/signaling';
import type { Trace } from '../engine/index.ts';
import { serialize } from '../format/index.ts';
import type { JsonObject, Problem, Spec, View } from '../format/index.ts';
import { changesBetween } from './changes.ts';
import type { Change } from './changes.ts';
import { applyEdit } from './edits.ts';
import type { Edit } from './edits.ts';
import { open, recompute } from './open.ts';
import type { Computed } from './open.ts';
import { sameInputs } from './same.ts';
import { selectionOf } from './selection.ts';
import type { Selection } from './selection.ts';

/** Nothing has been loaded. */
interface Pending {
  readonly status: 'pending';
}

/** A payload that cannot be drawn; it stays as it is. */
export interface Failed {
  readonly status: 'error';
  readonly payload: unknown;
  readonly problems: readonly Problem[];
}

/** A payload with all that follows from it. */
export interface Ready extends Computed {
  readonly status: 'ready';
  readonly trace: Trace;
  readonly selection: Selection;
  readonly warnings: readonly Problem[];
  /** Why the last edit was not made, or nothing. */
  readonly refused: readonly Problem[];
  /** A gesture such as a drag is under way. */
  readonly gesture: boolean;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** The inputs differ from those that were sent. */
  readonly differs: boolean;
}

/** What the views draw; a new object at every change. */
export type State = Pending | Failed | Ready;

/**
 * The one owner of an attention document in memory: what was sent, what it is now, what follows
 * from it, what is selected, and the edits between. Views read `state` and send edits.
 */
export class AttentionModel {
  /** Emitted after `state` has changed. */
  get changed(): ISignal<this, State> {
    return this._changed;
  }

  get state(): State {
    return this._state;
  }

  /** The payload now, or null while nothing is drawn from one. */
  get payload(): JsonObject | null {
    return this._state.status === 'ready' ? serialize(this._state.spec) : null;
  }

  /** What differs from what was sent. */
  get changes(): readonly Change[] {
    const state = this._state;
    return this._sent && state.status === 'ready' ? changesBetween(this._sent, state.spec) : [];
  }

  /** The payload that Reset returns to: what was sent first. */
  get sent(): JsonObject | null {
    return this._sent && serialize(this._sent);
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    if (!this._isDisposed) {
      this._isDisposed = true;
      Signal.clearData(this);
    }
  }

  /**
   * Takes a payload from outside. With the same `sent` as before, it is a change that another view
   * made: it can be undone here too. Otherwise everything starts anew.
   *
   * @param payload - anything; bad payloads become a state of their own
   * @param sent - what Reset returns to; the payload itself unless given
   */
  load(payload: unknown, sent: unknown = payload): void {
    const outcome = open(payload);
    if (!outcome.ok) {
      this._forget();
      this._sent = null;
      this._set({ status: 'error', payload, problems: outcome.problems });
      return;
    }
    const origin = sent === payload ? outcome : open(sent);
    const baseline = origin.ok ? origin.computed.spec : outcome.computed.spec;
    const state = this._state;
    if (this._sent && state.status === 'ready' && sameInputs(this._sent, baseline)) {
      if (!sameInputs(state.spec, outcome.computed.spec)) {
        this._past = [...this._past, state.spec];
        this._future = [];
      }
    } else {
      this._forget();
      this._sent = baseline;
    }
    this._ready(outcome.computed, { warnings: outcome.warnings });
  }

  /** Makes an edit; one that cannot be made leaves everything as it is and says why. */
  edit(edit: Edit): readonly Problem[] {
    const state = this._state;
    if (state.status !== 'ready') {
      return [];
    }
    return this._replace(state, applyEdit(state.spec, edit));
  }

  /** Changes what is selected; the numbers stay. */
  select(view: View): void {
    const state = this._state;
    if (state.status === 'ready') {
      const spec = { ...state.spec, view: { ...state.spec.view, ...view } };
      this._ready({ ...state, spec });
    }
  }

  /** From here on edits belong together, as those of one drag, and are undone together. */
  beginGesture(): void {
    if (this._state.status === 'ready' && !this._gesture) {
      this._gesture = { edited: false };
      this._ready(this._state);
    }
  }

  endGesture(): void {
    if (this._state.status === 'ready' && this._gesture) {
      this._gesture = null;
      this._ready(this._state);
    }
  }

  undo(): void {
    this._travel(this._past, (spec, now) => {
      this._past = this._past.slice(0, -1);
      this._future = [...this._future, now];
      return spec;
    });
  }

  redo(): void {
    this._travel(this._future, (spec, now) => {
      this._future = this._future.slice(0, -1);
      this._past = [...this._past, now];
      return spec;
    });
  }

  /** Back to what was sent, as an edit: it can be undone. */
  reset(): void {
    const state = this._state;
    if (state.status === 'ready' && this._sent) {
      this._replace(state, withView(this._sent, state.spec.view));
    }
  }

  private _replace(state: Ready, next: Spec): readonly Problem[] {
    if (next === state.spec || sameInputs(next, state.spec)) {
      this._ready(state);
      return [];
    }
    const outcome = recompute(next);
    if (!outcome.ok) {
      this._ready(state, { refused: outcome.problems });
      return outcome.problems;
    }
    if (!this._gesture?.edited) {
      this._past = [...this._past, state.spec];
      this._future = [];
    }
    if (this._gesture) {
      this._gesture.edited = true;
    }
    this._ready(outcome.computed);
    return [];
  }

  private _travel(from: readonly Spec[], move: (spec: Spec, now: Spec) => Spec): void {
    const state = this._state;
    const spec = from[from.length - 1];
    if (state.status !== 'ready' || spec === undefined) {
      return;
    }
    const outcome = recompute(withView(move(spec, state.spec), state.spec.view));
    if (outcome.ok) {
      this._ready(outcome.computed);
    }
  }

  private _ready(computed: Computed, change: Partial<Ready> = {}): void {
    const before = this._state.status === 'ready' ? this._state : null;
    const { spec, input, madeUp, keyMadeUp, trace } = computed;
    this._set({
      status: 'ready',
      spec,
      input,
      madeUp,
      keyMadeUp,
      trace,
      selection: selectionOf(spec, input),
      warnings: change.warnings ?? before?.warnings ?? [],
      refused: change.refused ?? [],
      gesture: this._gesture !== null,
      canUndo: this._past.length > 0,
      canRedo: this._future.length > 0,
      differs: this._sent !== null && !sameInputs(this._sent, spec)
    });
  }

  private _set(state: State): void {
    this._state = state;
    this._changed.emit(state);
  }

  private _forget(): void {
    this._past = [];
    this._future = [];
    this._gesture = null;
  }

  private _changed = new Signal<this, State>(this);
  private _state: State = { status: 'pending' };
  private _sent: Spec | null = null;
  private _past: readonly Spec[] = [];
  private _future: readonly Spec[] = [];
  private _gesture: { edited: boolean } | null = null;
  private _isDisposed = false;
}

function withView(spec: Spec, view: View | undefined): Spec {
  const { view: _, ...rest } = spec;
  return view ? { ...rest, view } : rest;
}
