import { Signal } from '@lumino/signaling';
import type { ISignal } from '@lumino/signaling';
import { DARK, LIGHT } from '../figures/index.ts';
import type { JsonObject, View } from '../format/index.ts';
import { AttentionModel, sameValue } from '../model/index.ts';
import type { Selection, State } from '../model/index.ts';
import { AttentionView, DEFAULT_SETTINGS, hasComma } from '../views/index.ts';
import type { Action, Translator } from '../views/index.ts';
import { page } from './page.ts';
import type { Preferences } from './preferences.ts';
import { viewsOf } from './openViews.ts';
import type { OpenViews, Page } from './openViews.ts';
import type { MimeModel } from './sharedOutputs.ts';
import { spawn, spawnSketcher } from './spawn.ts';
import type { IAttentionView } from './tokens.ts';

/** What a view needs of the page around it. */
export interface ViewHost {
  readonly trans: Translator;
  /** True in a dark theme. */
  readonly dark: () => boolean;
  /** Sets the formulas in an element, if the page can. */
  readonly typeset: ((node: HTMLElement) => void) | null;
  /** What the reader prefers now. */
  readonly preferences: () => Preferences;
  /** What is in front, and where its menu was opened. */
  readonly page: Page;
  /** The views that are open; nothing until there has been one. */
  views: OpenViews<OpenView> | null;
  /** Emitted when a view has been opened. */
  readonly opened: Signal<object, OpenView>;
  /** What the page can do with a view, for its own menu. */
  actions: (view: OpenView) => readonly Action[];
}

/** What a view is of. */
export interface Subject {
  /** An output, a document, or what another extension has put there. */
  readonly kind: 'output' | 'document' | 'rail' | 'other';
  /** The output that it shows now. */
  readonly output?: () => MimeModel | null;
  /** What is drawn already elsewhere, such as a document whose rail stands apart. */
  readonly model?: AttentionModel;
  /** The element has a height of its own, as in a tab. */
  readonly fills?: boolean;
}

/** A view in an element of the page, with its model, dressed as the page and its reader want it. */
export class OpenView implements IAttentionView {
  constructor(
    readonly node: HTMLElement,
    private readonly _host: ViewHost,
    readonly subject: Subject
  ) {
    const { model, kind, fills = false } = subject;
    this.model = model ?? new AttentionModel({ spawn });
    this.view = new AttentionView(node, this.model, _host.trans, _host.typeset, {
      actions: () => _host.actions(this),
      parts: kind === 'rail' ? 'rail' : 'all',
      fills,
      page,
      sketcher: spawnSketcher
    });
    this._state = this.model.state;
    this.model.changed.connect(this._onChanged, this);
    this.dress();
    viewsOf(_host).add(this);
    _host.opened.emit(this);
  }

  readonly model: AttentionModel;
  readonly view: AttentionView;

  get state(): State {
    return this.model.state;
  }

  get payload(): JsonObject | null {
    return this.model.payload;
  }

  get selection(): Selection | null {
    return selectionOf(this.state);
  }

  get selectionChanged(): ISignal<this, Selection> {
    return this._selectionChanged;
  }

  get payloadChanged(): ISignal<this, void> {
    return this._payloadChanged;
  }

  get isDisposed(): boolean {
    return this.view.isDisposed;
  }

  load(payload: unknown): void {
    this.model.load(payload);
  }

  select(view: View): void {
    this.model.select(view);
  }

  /** Draws in the colours of the page's theme, as the reader prefers now. */
  dress(): void {
    const theme = this._host.dark() ? DARK : LIGHT;
    this.view.dress(theme, {
      ...DEFAULT_SETTINGS,
      ...this._host.preferences(),
      comma: hasComma(document.documentElement.lang)
    });
    this._dressed.emit();
  }

  /** Emitted after the reader has come to prefer something else. */
  get dressed(): ISignal<this, void> {
    return this._dressed;
  }

  /** Emitted before the view is gone. */
  get disposed(): ISignal<this, void> {
    return this._disposed;
  }

  dispose(): void {
    if (this.isDisposed) {
      return;
    }
    this._disposed.emit();
    viewsOf(this._host).remove(this);
    this.model.changed.disconnect(this._onChanged, this);
    this.view.dispose();
    if (!this.subject.model) {
      this.model.dispose();
    }
    Signal.clearData(this);
  }

  private _onChanged(_: AttentionModel, state: State): void {
    const before = this._state;
    this._state = state;
    const selection = selectionOf(state);
    if (specOf(state) !== specOf(before)) {
      this._payloadChanged.emit();
    }
    if (selection && !sameValue(selection, selectionOf(before))) {
      this._selectionChanged.emit(selection);
    }
  }

  private _state: State;
  private readonly _selectionChanged = new Signal<this, Selection>(this);
  private readonly _payloadChanged = new Signal<this, void>(this);
  private readonly _disposed = new Signal<this, void>(this);
  private readonly _dressed = new Signal<this, void>(this);
}

function selectionOf(state: State): Selection | null {
  return state.status === 'ready' ? state.selection : null;
}

function specOf(state: State): unknown {
  return state.status === 'ready' ? state.spec : state;
}
