import { Token } from '@lumino/coreutils';
import type { IDisposable } from '@lumino/disposable';
import type { ISignal } from '@lumino/signaling';
import type { Widget } from '@lumino/widgets';
import type { JsonObject, View } from '../format/index.ts';
import type { Selection, State } from '../model/index.ts';

/** A view of attention that is open somewhere in the page: in an output, as a document, or in a place of another extension. */
export interface IAttentionView extends IDisposable {
  /** The element that holds it. */
  readonly node: HTMLElement;
  /** All that it shows: the payload's inputs, what follows from them, what is selected; or what is wrong. */
  readonly state: State;
  /** The payload as it is now, with its edits, or null while nothing is drawn from one. */
  readonly payload: JsonObject | null;
  /** What is selected: the token that asks, the head, the stage, the step … */
  readonly selection: Selection | null;
  /** Emitted after something else was selected, by its reader or by `select`. */
  readonly selectionChanged: ISignal<IAttentionView, Selection>;
  /** Emitted after the payload has changed: its inputs, or what of it is selected. */
  readonly payloadChanged: ISignal<IAttentionView, void>;
  /** Shows another payload; a bad one is told in the view. */
  load(payload: unknown): void;
  /** Selects something; what is not named stays as it is. */
  select(view: View): void;
}

/** A view in a widget of its own. */
export interface IAttentionWidget extends Widget {
  readonly view: IAttentionView;
}

/** What other extensions can do with views of attention. */
export interface IAttention {
  /** Makes a widget that shows a payload. Whoever asked for it disposes of it. */
  create(payload: unknown): Promise<IAttentionWidget>;
  /** Shows a payload inside an element of the page, until the view is disposed of. */
  mount(node: HTMLElement, payload: unknown): Promise<IAttentionView>;
  /** The view that commands act on now: that with the focus, of the document in front, or of the active cell. */
  readonly current: IAttentionView | null;
  /** The views that are open. */
  readonly views: readonly IAttentionView[];
  /** Emitted when a view has been opened, whoever opened it. */
  readonly opened: ISignal<IAttention, IAttentionView>;
}

export const IAttention = new Token<IAttention>(
  'jupyterlab-attention:IAttention',
  'Opens views of attention, and tells what is selected in them.'
);

/** The command that makes a new document. */
export const CREATE = 'attention:new';

/** The command that opens a copy of a lesson. */
export const OPEN_LESSON = 'attention:lessons';
