import { Signal } from '@lumino/signaling';
import type { ISignal } from '@lumino/signaling';
import { Engine } from '../engine/index.ts';
import type { AttentionInput, Port, Trace } from '../engine/index.ts';
import { check, messages, parse, problemAt, serialize } from '../format/index.ts';
import type { JsonObject, Problem, Spec, View } from '../format/index.ts';
import { changesBetween } from './changes.ts';
import type { Change } from './changes.ts';
import { applyEdit, fixedProblems } from './edits.ts';
import type { Edit } from './edit.ts';
import { compute } from './open.ts';
import type { Computed } from './open.ts';
import type { History } from './history.ts';
import { selecting } from './keeping.ts';
import { isAnotherLine, tellingQuery } from './opening.ts';
import { sameInputs } from './same.ts';
import { answered, begun } from './lesson/playing.ts';
import { shownFrom, startOf } from './lesson/starts.ts';
import { untouchableProblems } from './lesson/touch.ts';
import { selectionOf } from './selection.ts';
import type { Selection } from './selection.ts';
import { windowOf } from './window.ts';
import type { Runs } from './window.ts';
import { Workshop } from './workshop.ts';
import type { Purpose, UnderWay } from './workshop.ts';

interface Busy {
  /** How much of what was asked for is computed, from 0 to 1, or null: all of it. */
  readonly busy: number | null;
}

/** Nothing has been loaded. */
interface Pending extends Busy {
  readonly status: 'pending';
}

/** Takes what is wrong with what is not shown. */
type Refuse = (problems: readonly Problem[]) => void;

/** A payload that cannot be drawn; it stays as it is. */
export interface Failed extends Busy {
  readonly status: 'error';
  readonly payload: unknown;
  readonly problems: readonly Problem[];
}

/** A payload with all that follows from it. */
export interface Ready extends Computed, Busy {
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

interface Gesture {
  edited: boolean;
}

/** A line that is being typed, and the spec that each state of it is made from. */
interface Typing {
  readonly from: Spec;
  /** What was shown before. */
  readonly before: Ready;
  readonly gesture: Gesture;
}

/** A spec with the edits that wait until the one before is shown. */
interface Waiting {
  readonly spec: Spec;
  readonly gesture: Gesture | null;
}

/** What the views draw; a new object at every change. */
export type State = Pending | Failed | Ready;

/**
 * The one owner of an attention document in memory: what was sent, what it is now, what follows
 * from it, what is selected, and the edits between. Views read `state` and send edits.
 */
export class AttentionModel {
  /** @param spawn - starts a worker for what would hold up the page; without it the page computes all */
  constructor({ spawn }: { readonly spawn?: () => Port } = {}) {
    this._workshop = new Workshop(this._engine, spawn, busy => this._wait(busy));
  }

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

  /** The layer and the head that are shown, or will be when what is under way is. */
  get coming(): { readonly layer: number; readonly head: number } | null {
    const state = this._state;
    if (state.status !== 'ready') {
      return null;
    }
    const { layer, head } = state.selection;
    return { layer, head, ...pick(this._wanted?.spec.view), ...pick(this._selecting ?? {}) };
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

  /** The same as it was read, or made here since. */
  get start(): Spec | null {
    return this._sent;
  }

  /** What came from outside last, as it is taken: all that differs from it was done here. */
  get received(): Spec | null {
    return this._received;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    if (!this._isDisposed) {
      this._isDisposed = true;
      this._workshop.dispose();
      Signal.clearData(this);
    }
  }

  /**
   * Takes a payload from outside. With the same `sent` as before, it is a change that another view
   * made: it can be undone here too. Otherwise everything starts anew.
   *
   * @param payload - anything; bad payloads become a state of their own
   * @param sent - what Reset returns to; the payload itself unless given
   * @param refuse - is told why its numbers cannot be shown, and what is shown stays, if there is something
   */
  load(payload: unknown, sent: unknown = payload, refuse?: Refuse): void {
    const { spec: read, problems, warnings } = parse(payload);
    if (read === null) {
      this._giveUp();
      this._fail(payload, problems);
      return;
    }
    const spec = shownFrom(read);
    const baseline = startOf(spec) ?? (sent === payload ? spec : parse(sent).spec) ?? spec;
    this._whenPrepared(spec, () => {
      const outcome = compute(spec, this._attend);
      const state = this._state;
      if (!outcome.ok && refuse && state.status === 'ready') {
        this._ready(state);
        refuse(outcome.problems);
        return;
      }
      if (!outcome.ok) {
        this._fail(payload, outcome.problems);
        return;
      }
      if (this._sent && state.status === 'ready' && sameInputs(this._sent, baseline)) {
        if (!sameInputs(state.spec, spec)) {
          this._typing = null;
          this._history = { past: [...this._history.past, state.spec], future: [] };
        }
      } else {
        this._forget();
        this._sent = baseline;
        this._opening = openingOf(outcome.computed);
      }
      this._received = spec;
      this._ready(outcome.computed, { warnings });
    });
  }

  /** Takes what is no payload at all, such as a text that is no JSON, with what is wrong with it. */
  fail(payload: unknown, problems: readonly Problem[]): void {
    this._giveUp();
    this._fail(payload, problems);
  }

  /**
   * Makes an edit; one that cannot be made leaves everything as it is and says why. Where the one before
   * is still computed, and will not take long, it waits, with all that come until then.
   */
  edit(edit: Edit): readonly Problem[] {
    const state = this._state;
    if (state.status !== 'ready' || this._isLoading) {
      return [];
    }
    if (edit.type === 'sentence' && edit.typing && fixedProblems(state.spec, edit).length === 0) {
      return this._type(state, edit);
    }
    this.endTyping();
    const fixed = fixedProblems(state.spec, edit);
    if (fixed.length > 0) {
      return this._refuse(state, fixed);
    }
    const base = this._newest(state);
    if (!haveSameTokens(base, state.spec)) {
      return this._refuse(state, [problemAt('$.tokens', messages.notYet())]);
    }
    return this._make(state, applyEdit(base, edit), this._gesture);
  }

  /**
   * The sentence is no longer being typed: what comes next is an edit of its own. Of a line that is another
   * one, without the word that asked, the token whose row says most asks from now on.
   */
  endTyping(): void {
    const { _typing: typing, _state: state } = this;
    this._typing = null;
    if (!typing?.gesture.edited || state.status !== 'ready' || this._wanted) {
      return;
    }
    if (sameInputs(state.spec, typing.from)) {
      this._history = { past: this._history.past.slice(0, -1), future: [] };
      this._ready(state);
    } else if (hasLostAsking(typing.before, state)) {
      this.select({ query: telling(state) });
    }
  }

  /** Brings back the line as it was before it was typed into. */
  cancelTyping(): void {
    const { _typing: typing, _state: state } = this;
    if (typing && state.status === 'ready') {
      this._make(state, typing.from, typing.gesture);
      this.endTyping();
    }
  }

  /** Begins a step of the lesson that is played, with the state that it starts from. */
  play(step: number): void {
    this.endTyping();
    const state = this._state;
    const start = state.status === 'ready' && !this._isLoading ? begun(state.spec, step) : null;
    if (start) {
      this._whenPrepared(start, () => this._begin(start));
    }
  }

  /** Keeps what was done as the answer to the step that is played, where it reaches its goal. */
  answer(): void {
    const state = this._state;
    const spec = state.status === 'ready' ? answered(state) : null;
    if (state.status === 'ready' && spec) {
      this._ready({ ...state, spec });
    }
  }

  /** Changes what is selected; the numbers stay. Another head is shown once it is there. */
  select(view: View): void {
    const state = this._state;
    if (state.status !== 'ready') {
      return;
    }
    if (view.layer !== undefined && view.layer !== state.selection.layer) {
      this._showLayer(state, view);
      return;
    }
    const { head } = this._selecting ?? state.selection;
    const isOther = view.head !== undefined && view.head !== head;
    if (this._selecting || (isOther && !this._wanted)) {
      this._selecting = { ...this._selecting, ...view };
      if (isOther && !this._waiting) {
        const spec = withSelected(state, this._selecting);
        const show = () => this._ready(this._state as Ready);
        this._whenPrepared(spec, show, { edit: false, history: this._history });
      }
    } else {
      this._ready({ ...state, spec: withSelected(state, view) });
    }
  }

  /** Shows another layer of a model, once it is there; one that cannot be is refused in words. */
  private _showLayer(state: Ready, view: View): void {
    if (this._isLoading) {
      return;
    }
    this.endTyping();
    const spec = withSelected(state, { ...this._selecting, ...view });
    const show = () => {
      const outcome = compute(spec, this._attend);
      if (outcome.ok) {
        this._selecting = null;
        this._ready(outcome.computed);
      } else {
        this._refuse(this._state as Ready, outcome.problems);
      }
    };
    this._whenPrepared(spec, show, { edit: false, history: this._history });
  }

  /** From here on edits belong together, as those of one drag, and are undone together. */
  beginGesture(): void {
    if (this._state.status === 'ready' && !this._gesture) {
      this._gesture = { edited: false };
      this._ready(this._state);
    }
  }

  /** The gesture is over: numbers that followed it step by step are computed from scratch. */
  endGesture(): void {
    if (this._state.status === 'ready' && this._gesture) {
      this._gesture = null;
      this._settle(this._state);
    }
  }

  /** Takes back the last edit; one that is still being computed is not computed any further. */
  undo(): void {
    this.endTyping();
    if (this._waiting) {
      this._waiting = null;
      return;
    }
    if (this._state.status === 'ready' && this._wanted?.edit) {
      this._giveUp();
      this._settle(this._state);
      return;
    }
    this._travel(({ past, future }, now) => [
      past[past.length - 1],
      { past: past.slice(0, -1), future: [...future, now] }
    ]);
  }

  /** Makes again what was taken back last; after an edit there is nothing. */
  redo(): void {
    this.endTyping();
    if (this._wanted?.edit) {
      return;
    }
    this._travel(({ past, future }, now) => [
      future[future.length - 1],
      { past: [...past, now], future: future.slice(0, -1) }
    ]);
  }

  /** Back to what was sent, as an edit: it can be undone. */
  reset(): void {
    this.endTyping();
    const state = this._state;
    if (state.status === 'ready' && this._sent && !this._isLoading) {
      this._replace(state, shownAs(this._sent, state.spec));
    }
  }

  /** From here on Reset comes back to what is shown now; all that was done can still be undone. */
  makeStart(): void {
    this.endTyping();
    const state = this._state;
    if (state.status === 'ready' && state.differs && !this._isLoading) {
      this._sent = state.spec;
      this._ready(state);
    }
  }

  /** A line that is being typed: all of it is undone as one. */
  private _type(state: Ready, edit: Edit): readonly Problem[] {
    this._typing ??= { from: this._newest(state), before: state, gesture: { edited: false } };
    const { from, gesture } = this._typing;
    return this._make(state, applyEdit(from, edit), gesture);
  }

  /** The spec as it will be when all that is under way is shown. */
  private _newest(state: Ready): Spec {
    return this._waiting?.spec ?? this._wanted?.spec ?? state.spec;
  }

  /** Computes a spec now, or when what is under way has been shown. */
  private _make(state: Ready, next: Spec, gesture: Gesture | null): readonly Problem[] {
    if (!this._wanted || this._wanted.isLong) {
      return this._replace(state, next, gesture);
    }
    const problems = check(next);
    if (problems.length > 0) {
      return this._refuse(state, problems);
    }
    this._waiting = { spec: next, gesture };
    return [];
  }

  private _replace(
    state: Ready,
    next: Spec,
    gesture: Gesture | null = this._gesture
  ): readonly Problem[] {
    if (next === state.spec || sameInputs(next, state.spec)) {
      this._giveUp();
      this._settle(state);
      return [];
    }
    const problems = [...check(next), ...untouchableProblems(next)];
    if (problems.length > 0) {
      return this._refuse(state, problems);
    }
    let refused: readonly Problem[] = [];
    const history = this._historyAfterEdit(state, gesture);
    const accept = () => {
      refused = this._accept(next, history, gesture);
    };
    this._whenPrepared(next, accept, { edit: true, history });
    return refused;
  }

  /** Shows another start: what was done before belongs to another step. */
  private _begin(start: Spec): void {
    const outcome = compute(start, this._attend);
    if (!outcome.ok) {
      this._fail(serialize(start), outcome.problems);
      return;
    }
    this._forget();
    this._sent = start;
    this._opening = openingOf(outcome.computed);
    this._ready(outcome.computed);
  }

  private _refuse(state: Ready, problems: readonly Problem[]): readonly Problem[] {
    this._ready(state, { refused: problems });
    return problems;
  }

  /** Of edits whose numbers were never seen, and of those of a gesture, only the first is remembered. */
  private _historyAfterEdit(state: Ready, gesture: Gesture | null): History {
    const wanted = this._wanted;
    if (wanted?.edit && wanted.history) {
      return wanted.history;
    }
    if (gesture?.edited) {
      return this._history;
    }
    const past = (wanted?.history ?? this._history).past;
    return { past: [...past, wanted?.spec ?? state.spec], future: [] };
  }

  /** Computes an edited spec, and takes it unless its numbers overflow. */
  private _accept(next: Spec, history: History, gesture: Gesture | null): readonly Problem[] {
    const state = this._state;
    if (state.status !== 'ready') {
      return [];
    }
    const outcome = compute(shownAs(next, state.spec), this._attend);
    if (!outcome.ok) {
      return this._refuse(state, outcome.problems);
    }
    this._history = history;
    if (gesture) {
      gesture.edited = true;
    }
    this._ready(outcome.computed);
    return [];
  }

  /**
   * Acts at once, or, where something has to be computed first that would hold up the page, when
   * workers have done it; where it takes longer than a moment, the state says how far they are. Of
   * several that take long, only the newest acts.
   *
   * @param as - what it is; a load unless given
   * @param next - what follows if it was waited for
   */
  private _whenPrepared(
    spec: Spec,
    act: () => void,
    as: Purpose = { edit: false, history: null },
    next: () => void = () => this._editWaiting() || this._settleMoved()
  ): void {
    if (this._isDisposed) {
      return;
    }
    this._waiting = null;
    const finish = () => {
      act();
      next();
    };
    if (!this._workshop.begin(spec, as, this._isMoving, finish)) {
      act();
    }
  }

  /** Makes the edits that waited, all at once; whether there were any. */
  private _editWaiting(): boolean {
    const [state, waiting] = [this._state, this._waiting];
    this._waiting = null;
    if (state.status === 'ready' && waiting) {
      this._replace(state, waiting.spec, waiting.gesture);
    }
    return waiting !== null;
  }

  /** Leaves nothing that followed a gesture which ended while something else was under way. */
  private _settleMoved(): void {
    const state = this._state;
    if (state.status === 'ready' && this._isToSettle(state)) {
      this._settle(state);
    }
  }

  /**
   * Shows a state again; numbers that followed a gesture step by step are computed from scratch once
   * it is over.
   */
  private _settle(state: Ready): void {
    const settle = () => {
      const shown = this._state.status === 'ready' ? this._state : state;
      const outcome = compute(shown.spec, this._attend);
      this._ready(outcome.ok ? outcome.computed : shown);
    };
    const isToSettle = this._isToSettle(state);
    if (isToSettle) {
      const as = { edit: false, history: this._history };
      this._whenPrepared(state.spec, settle, as, () => this._editWaiting());
    }
    if (!isToSettle || this._wanted) {
      this._ready(state);
    }
  }

  /** Whether a gesture is over, and nothing is under way that will be from scratch anyway. */
  private _isToSettle({ trace }: Ready): boolean {
    return trace.computed.moving && !this._gesture && !this._wanted;
  }

  /** A payload is being computed that will take the place of this one. */
  private get _isLoading(): boolean {
    return this._wanted?.history === null;
  }

  /** What is being computed is no longer wanted. */
  private _giveUp(): void {
    this._workshop.giveUp();
    this._waiting = null;
  }

  /** What is being computed: further edits go on from there. */
  private get _wanted(): UnderWay | null {
    return this._workshop.wanted;
  }

  private get _isMoving(): boolean {
    return this._gesture !== null;
  }

  /** Goes to a spec of the history; the history changes when its numbers are there. */
  private _travel(
    step: (history: History, now: Spec) => readonly [to: Spec | undefined, after: History]
  ): void {
    const state = this._state;
    if (state.status !== 'ready' || this._isLoading) {
      return;
    }
    const now = this._wanted && !this._wanted.edit ? this._wanted : null;
    const [to, history] = step(now?.history ?? this._history, now?.spec ?? state.spec);
    if (to === undefined) {
      return;
    }
    const act = () => {
      const shown = this._state.status === 'ready' ? this._state : state;
      const outcome = compute(shownAs(to, shown.spec), this._attend);
      if (outcome.ok) {
        this._history = history;
        this._ready(askedAs(to, outcome.computed, shown));
      } else {
        this._ready(shown, { refused: outcome.problems });
      }
    };
    this._whenPrepared(to, act, { edit: false, history });
  }

  private _ready(computed: Computed, change: Partial<Ready> = {}): void {
    const before = this._state.status === 'ready' ? this._state : null;
    const { input, madeUp, keyMadeUp, trace } = computed;
    const { _selecting: selecting } = this;
    this._selecting = null;
    const spec =
      before && selecting
        ? shownAs(computed.spec, { ...computed.spec, view: withSelected(before, selecting).view })
        : computed.spec;
    this._set({
      status: 'ready',
      spec,
      input,
      madeUp,
      keyMadeUp,
      trace,
      selection: selectionOf(spec, input, this._opening),
      warnings: change.warnings ?? before?.warnings ?? [],
      refused: change.refused ?? [],
      gesture: this._gesture !== null,
      busy: this._wanted && this._state.busy,
      ...this._ways,
      differs: this._sent !== null && !sameInputs(this._sent, spec)
    });
  }

  /** Says how far it is with what is computed, which can be taken back meanwhile. */
  private _wait(busy: number): void {
    const state = this._state;
    this._set(state.status === 'ready' ? { ...state, busy, ...this._ways } : { ...state, busy });
  }

  /** The ways that there are from here; an edit that is still computed can be taken back. */
  private get _ways(): Pick<Ready, 'canUndo' | 'canRedo'> {
    const isEdit = this._wanted?.edit ?? false;
    const history = (!isEdit && this._wanted?.history) || this._history;
    return {
      canUndo: history.past.length > 0 || isEdit,
      canRedo: history.future.length > 0 && !isEdit
    };
  }

  private _fail(payload: unknown, problems: readonly Problem[]): void {
    this._forget();
    this._sent = null;
    this._received = null;
    this._set({ status: 'error', payload, problems, busy: null });
  }

  private _set(state: State): void {
    this._state = state;
    this._changed.emit(state);
  }

  private _forget(): void {
    this._selecting = null;
    this._history = { past: [], future: [] };
    this._gesture = null;
    this._typing = null;
  }

  private _changed = new Signal<this, State>(this);
  private _state: State = { status: 'pending', busy: null };
  private readonly _engine = new Engine();
  private readonly _attend = (input: AttentionInput): Trace =>
    this._engine.attend(input, { moving: this._isMoving });
  private readonly _workshop: Workshop;
  private _waiting: Waiting | null = null;
  /** What is selected as soon as the head that it shows is there. */
  private _selecting: View | null = null;
  private _sent: Spec | null = null;
  private _received: Spec | null = null;
  /** The query that asks until somebody chooses one: it stays while words are edited. */
  private _opening = 0;
  private _history: History = { past: [], future: [] };
  private _gesture: Gesture | null = null;
  private _typing: Typing | null = null;
  private _isDisposed = false;
}

/** The query that asks first: the one that the payload names, or else the one whose row says most. */
function openingOf(computed: Computed): number {
  const selection = selectionOf(computed.spec, computed.input);
  return computed.spec.view?.query === undefined
    ? telling({ ...computed, selection })
    : selection.query;
}

/** The query whose row says most. */
function telling({ trace, selection }: Pick<Ready, 'trace' | 'selection'>): number {
  try {
    return tellingQuery(trace, selection.head);
  } catch {
    return selection.query; // rows that cannot be made are told where they are drawn
  }
}

/** Whether the line is another one, and the word that asked is not in it; nobody has chosen one since. */
function hasLostAsking({ spec, trace, selection }: Ready, now: Ready): boolean {
  return (
    spec.view?.query === now.spec.view?.query &&
    !now.trace.tokens.includes(trace.tokens[selection.query]) &&
    isAnotherLine(trace.tokens, now.trace.tokens)
  );
}

/** In a line of the history that is another one than is shown, the token asks that asked there. */
function askedAs({ view }: Spec, computed: Computed, { trace, spec }: Ready): Computed {
  if (!isAnotherLine(computed.trace.tokens, trace.tokens)) {
    return computed;
  }
  const { query: _, ...rest } = spec.view ?? {};
  const asked = view?.query === undefined ? rest : { ...rest, query: view.query };
  const { view: __, ...bare } = computed.spec;
  const isAny = Object.keys(asked).length > 0;
  return { ...computed, spec: isAny ? { ...bare, view: asked } : bare };
}

/** A spec with what another one selects, and how far that is with a lesson. */
function shownAs(spec: Spec, { view, lesson }: Pick<Spec, 'view' | 'lesson'>): Spec {
  const { view: _, lesson: __, ...rest } = spec;
  return { ...rest, ...(view && { view }), ...(lesson && { lesson }) };
}

/** Which layer and head a view says, as far as it does. */
function pick({ layer, head }: View = {}): Pick<View, 'layer' | 'head'> {
  return { ...(layer !== undefined && { layer }), ...(head !== undefined && { head }) };
}

/** Whether places of one spec are those of the other. */
function haveSameTokens(a: Spec, b: Spec): boolean {
  return a.tokens === b.tokens && a.sentence === b.sentence && a.keyTokens === b.keyTokens;
}

/** A spec in which something else is selected. */
function withSelected(state: Ready, view: View): Spec {
  return { ...state.spec, view: selecting(pinned(state), view) };
}

/** The view of a state; a window that would follow the token that is asking stays where it is. */
function pinned({ spec: { view }, selection, trace }: Ready): View {
  const all: Runs = { query: [0, trace.tokens.length], key: [0, trace.keyTokens.length] };
  const window = view?.window ?? windowOf(selection.window, all);
  return { ...view, ...(window && { window }) };
}
