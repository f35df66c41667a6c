import type { ReadonlyPartialJSONObject } from '@lumino/coreutils';
import type { Spec } from '../format/index.ts';
import type { AttentionModel, Ready, State } from '../model/index.ts';

/** How long nothing may change before an edit is kept with the notebook, in milliseconds. */
const QUIET = 300;
/** The same where keeping takes so long that the next edit would feel it. */
const LONG_QUIET = 1000;
/** Weights from which on it does. */
const LARGE = 65_536;

const PNG = 'image/png';

/** What says the same as the payload for hosts that cannot draw it, by MIME type. */
export type Fallbacks = ReadonlyPartialJSONObject;

/** What keeping takes from around it. */
export interface Surroundings {
  /** Whether two specs say the same. */
  readonly same: (a: Spec, b: Spec) => boolean;
  /** The fallbacks that are made at once. */
  readonly plain: (state: State) => Fallbacks;
  /** All of them, with the picture; null where there is no place for any, as in a file. */
  readonly draw: ((state: State) => Promise<Fallbacks>) | null;
  /** The reader wants edits to be kept. */
  readonly wants: () => boolean;
  /** Something waits to be written, as `flush` does: whoever would read the output should know. */
  readonly announce: (flush: () => void) => void;
  /** Writes the payload of the model, with what says the same beside it; false: it still waits. */
  readonly write: (fallbacks: Fallbacks) => boolean | void;
}

/**
 * Decides what of a document is written to its output, and when: what its reader has done in this
 * view, once, after a quiet moment or when the page asks for it. What came from outside, as from a
 * kernel, another view or another page, is never answered. A picture that is missing is added with
 * the next edit or save of the reader.
 */
export class Keeper {
  constructor(
    private readonly _model: Pick<AttentionModel, 'state' | 'received' | 'start' | 'changed'>,
    private readonly _around: Surroundings
  ) {
    _model.changed.connect(this._onChanged, this);
  }

  /** The reader has done something that the output does not hold yet. */
  get isDirty(): boolean {
    return (
      this._shown !== null && (this._hasStart || this._owesPart || !this._isHeld(this._shown.spec))
    );
  }

  /**
   * The output has been read.
   *
   * @param hasPicture - whether it has a picture beside its payload
   */
  read(hasPicture: boolean): void {
    this._lacksPicture = !hasPicture && this._around.draw !== null;
    this._owes = false;
    this._drawn = null;
  }

  /** What came from outside was joined with what waited here: the reader's part of it is still to be written. */
  owe(): void {
    this._owesPart = true;
    this.reconsider();
  }

  /** Thinks again about what it held back, as when the reader wants something else. */
  reconsider(): void {
    clearTimeout(this._timer);
    const state = this._shown;
    if (!state || !this._around.wants()) {
      return;
    }
    const { isDirty } = this;
    if (isDirty) {
      this._around.announce(this.flush);
    }
    if (!state.gesture && (isDirty || this._isToDraw(state))) {
      const quiet = isLarge(state) ? LONG_QUIET : QUIET;
      this._timer = setTimeout(() => void this._settle(state), quiet);
    }
  }

  /** Writes at once what waits: what is on screen goes into what is read. */
  readonly flush = (): void => {
    const state = this._shown;
    if (state && this._around.wants() && this.isDirty) {
      this._write(state);
      this._owes = this._lacksPicture;
      this._isSaved = false;
    }
  };

  /**
   * The notebook is about to be saved: what waits is written, and a picture that is missing, if it has
   * been drawn.
   *
   * @param byReader - whether it is the reader who saves; otherwise only what they did gets its picture
   */
  save(byReader: boolean): void {
    this.flush();
    this._isSaved = true;
    const state = this._shown;
    const isMissing = this._lacksPicture && (byReader || this._owes);
    if (state && this._around.wants() && isMissing && this._pictureOf(state)) {
      this._write(state);
    }
  }

  dispose(): void {
    if (!this._isDisposed) {
      this.flush();
      this._isDisposed = true;
      clearTimeout(this._timer);
      this._model.changed.disconnect(this._onChanged, this);
    }
  }

  /** The newest state, if there is something that could be kept. */
  private get _shown(): Ready | null {
    const { state } = this._model;
    return state.status === 'ready' && !this._isDisposed ? state : null;
  }

  private _onChanged(): void {
    const { received, start, state } = this._model;
    if (received !== this._received) {
      this._received = received;
      this._held = received;
      this._start = start;
      this._hasStart = false;
    }
    const { spec = null, gesture = false } = state.status === 'ready' ? state : {};
    const isNewStart = start !== this._start;
    if (spec !== this._seen || gesture !== this._moving || isNewStart) {
      this._hasStart ||= isNewStart;
      this._start = start;
      this._seen = spec;
      this._moving = gesture;
      this.reconsider();
    }
  }

  /** Whether the output says the same as a spec. */
  private _isHeld(spec: Spec): boolean {
    if (spec !== this._held && this._held && this._around.same(spec, this._held)) {
      this._held = spec; // so that it is not compared again
    }
    return spec === this._held;
  }

  /** A picture that the next save adds is drawn before: a save cannot wait. */
  private _isToDraw(state: Ready): boolean {
    return this._lacksPicture && !this._pictureOf(state);
  }

  /** Nothing has changed for a moment: draws the picture, and writes what is dirty with it. */
  private async _settle(state: Ready): Promise<void> {
    const drawn = (await this._around.draw?.(state).catch(() => null)) ?? null;
    if (this._shown?.spec !== state.spec) {
      return;
    }
    this._drawn = drawn && { spec: state.spec, fallbacks: drawn };
    if (this._shown.gesture) {
      return;
    }
    this.flush();
    if (this._owes && !this._isSaved && drawn && this._around.wants()) {
      this._write(state); // the output was read, as by a copy, before its picture was drawn
      this._owes = false;
    }
  }

  private _write(state: Ready): void {
    const fallbacks = this._pictureOf(state) ?? this._plain(state);
    const lacked = this._lacksPicture;
    this._lacksPicture = fallbacks[PNG] === undefined && this._around.draw !== null;
    if (this._around.write(fallbacks) === false) {
      this._lacksPicture = lacked;
      return;
    }
    this._held = this._shown?.spec ?? state.spec;
    this._hasStart = false;
    this._owesPart = false;
  }

  private _pictureOf({ spec }: Ready): Fallbacks | null {
    return this._drawn?.spec === spec ? this._drawn.fallbacks : null;
  }

  /** None where they cannot be made, as for want of memory: an edit is kept all the same. */
  private _plain(state: Ready): Fallbacks {
    try {
      return this._around.plain(state);
    } catch {
      return {};
    }
  }

  /** What came from outside last. */
  private _received: Spec | null = null;
  /** What the output says. */
  private _held: Spec | null = null;
  /** What Reset returns to. */
  private _start: Spec | null = null;
  /** The reader has made another start, which the output does not say yet. */
  private _hasStart = false;
  private _owesPart = false;
  private _seen: Spec | null = null;
  private _moving = false;
  private _lacksPicture = false;
  /** What lacks its picture was written here. */
  private _owes = false;
  /** A file was made of that: a picture that comes later would leave the notebook changed. */
  private _isSaved = false;
  private _drawn: { readonly spec: Spec; readonly fallbacks: Fallbacks } | null = null;
  private _timer: ReturnType<typeof setTimeout> | undefined;
  private _isDisposed = false;
}

function isLarge({ trace }: Ready): boolean {
  return trace.tokens.length * trace.keyTokens.length >= LARGE;
}
