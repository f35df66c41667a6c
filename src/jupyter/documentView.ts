import { DisposableDelegate, DisposableSet } from '@lumino/disposable';
import type { IDisposable } from '@lumino/disposable';
import { MessageLoop } from '@lumino/messaging';
import type { Widget } from '@lumino/widgets';
import { parse } from '../format/index.ts';
import type { JsonObject, Problem } from '../format/index.ts';
import { visible } from '../figures/index.ts';
import { sameValue } from '../model/index.ts';
import { emptyFile } from './emptyFile.ts';
import { isWhole, mended, read, rewrite } from './documentText.ts';
import type { FileContext, SharedText, Wrote } from './documentText.ts';
import type { Host } from './host.ts';
import { Keeper } from './keeper.ts';
import { written } from './jsonText.ts';
import { merged } from './merge.ts';
import { problemText } from '../views/index.ts';
import type { Translator } from '../views/index.ts';
import { OpenView } from './openView.ts';
import { Turns } from './turns.ts';

/** Characters of a text from which on it is read only once nobody types. */
const LONG = 200_000;
const QUIET = 300;

/** Shows a file in the shell that stands in its tab, as long as that does. */
export function showDocument(shell: Widget, context: FileContext, host: Host): void {
  const view = new DocumentView(shell.node, context, host);
  MessageLoop.installMessageHook(shell, (_, { type }) => {
    if (type === 'before-detach') {
      view.leave();
    }
    return true;
  });
  shell.disposed.connect(() => view.dispose());
}

/**
 * The view of a file and the file's text, in step: what is done in the view goes into the text after a
 * quiet moment, and what becomes of the text elsewhere, as in an editor beside, into the view. What came
 * from outside is never answered, and nothing is saved here.
 */
export class DocumentView {
  constructor(
    private readonly _node: HTMLElement,
    private readonly _context: FileContext,
    private readonly _host: Host
  ) {
    const place = document.createElement('div');
    place.className = 'jp-AttentionDocument-view';
    this._line.className = 'jp-AttentionDocument-line';
    this._line.setAttribute('role', 'status');
    this._line.hidden = true;
    _node.append(place, this._line);
    this._open = new OpenView(place, _host, { kind: 'document', fills: true });
    this._keeper = new Keeper(this._open.model, {
      same: sameValue,
      plain: () => ({}),
      draw: null,
      wants: () => this._isKept,
      announce: () => {
        _context.model.dirty = true;
      },
      write: () => this._write()
    });
    this._keeper.read(true);
    this._turns = new Turns(this._shared.ydoc, this._mend);
    this._connected = this._connect();
    this._read();
  }

  /** The tab is about to be taken out of the page. */
  leave(): void {
    this._open.view.leave();
  }

  dispose(): void {
    this._keeper.dispose();
    clearTimeout(this._timer);
    this._connected.dispose();
    this._turns.dispose();
    this._open.dispose();
    this._node.replaceChildren();
  }

  private _connect(): IDisposable {
    const { model, saveState } = this._context;
    const onText = () => {
      clearTimeout(this._timer);
      if (this._isWriting) {
        return;
      }
      if (this._shared.getSource().length < LONG) {
        this._read();
      } else {
        this._isBehind = true;
        this._timer = setTimeout(this._catchUp, QUIET);
      }
    };
    const onSave = (_: unknown, state: string) => {
      if (state === 'started') {
        this._keeper.flush();
        this._isAhead = false;
      } else if (this._isAhead || (this._isKept && this._keeper.isDirty)) {
        model.dirty = true; // done after the text was read: the file does not hold it
      }
    };
    model.contentChanged.connect(onText);
    saveState.connect(onSave);
    window.addEventListener('pagehide', this._keeper.flush);
    // Who leaves the view, as for a dialog that brings back the file, has done what they did.
    const onFocusOut = () => this._keeper.flush();
    this._node.addEventListener('focusout', onFocusOut);
    return DisposableSet.from([
      new DisposableDelegate(() => this._node.removeEventListener('focusout', onFocusOut)),
      new DisposableDelegate(() => model.contentChanged.disconnect(onText)),
      new DisposableDelegate(() => saveState.disconnect(onSave)),
      new DisposableDelegate(() => window.removeEventListener('pagehide', this._keeper.flush))
    ]);
  }

  private get _shared(): SharedText {
    return this._context.model.sharedModel as SharedText;
  }

  /** The file can be written to, and its text is a payload: nobody is in the middle of typing one. */
  private get _isKept(): boolean {
    return this._isWhole && !this._isReadOnly;
  }

  private get _isReadOnly(): boolean {
    const { model, contentsModel } = this._context;
    return model.readOnly || contentsModel?.writable === false;
  }

  /** Reads what has become of a long text, if it has not been read yet. */
  private readonly _catchUp = (): void => {
    clearTimeout(this._timer);
    if (this._isBehind) {
      this._read();
    }
  };

  /** Shows what the text says now. */
  private _read(): void {
    this._isBehind = false;
    const said = read(this._shared.getSource(), this._host.trans);
    this._empty?.remove();
    this._empty = null;
    if (said.status === 'json') {
      this._take(said.value);
    } else if (said.status === 'fault') {
      this._refuse(this._shared.getSource(), [said.problem]);
    } else if (this._said) {
      this._refuse('', [{ path: '$', message: this._host.trans.__('The file is empty.') }]);
    } else {
      this._isWhole = false;
      this._empty = emptyFile(this._host.trans, this._isReadOnly ? null : this._begin);
      this._node.prepend(this._empty);
    }
  }

  /** Shows a value of the text; with what was done here and is not written yet, if there is such. */
  private _take(value: unknown): void {
    const { model } = this._open;
    const isShown = model.state.status === 'ready';
    const { problems } = isShown ? parse(value) : { problems: [] };
    if (problems.length > 0) {
      this._refuse(value, problems);
      return;
    }
    const mine = this._keeper.isDirty ? model.payload : null;
    const both =
      this._said && mine ? merged(this._said, mine, value as JsonObject, sameValue) : value;
    const before = this._said;
    this._isWhole = true;
    if (!isShown || !sameValue(both, model.payload)) {
      model.load(both, model.sent ?? both, overflow => {
        this._said = before;
        this._refuse(value, overflow);
      });
    }
    if (!this._isWhole) {
      return;
    }
    if (model.state.status === 'error') {
      this._isWhole = false;
      this._said = null;
      return;
    }
    this._said = value as JsonObject;
    this._tell(this._isReadOnly ? [readOnly(this._host.trans)] : []);
    if (both !== value && !sameValue(both, value)) {
      this._keeper.owe(); // not at once: an editor that has just changed the text is not done with it
    } else {
      this._keeper.reconsider();
    }
  }

  /** A text that cannot be shown stays as it is; so does the view, if there is something in it. */
  private _refuse(payload: unknown, problems: readonly Problem[]): void {
    const { trans } = this._host;
    this._isWhole = false;
    if (!this._said) {
      this._open.model.fail(payload, problems);
      return;
    }
    const [first] = problems;
    const more = problems.length - 1;
    this._tell([
      trans.__('The file cannot be shown as it is now:'),
      `${visible(first.path, 500)}: ${visible(problemText(first, trans), 2000)}`,
      ...(more > 0 ? [trans.__('And %1 more.', more)] : []),
      trans.__(
        'The view shows what it said before; what you do here is written once it is right again.'
      )
    ]);
  }

  private _tell(sentences: readonly string[]): void {
    this._line.hidden = sentences.length === 0;
    this._line.textContent = sentences.join(' ');
  }

  /** What a long text has become meanwhile comes first. */
  private _write(): boolean {
    this._catchUp();
    const { payload } = this._open.model;
    if (!payload || !this._isKept) {
      return false;
    }
    this._put(payload);
    return true;
  }

  /** Puts a payload into the text, which is not read again for it. */
  private _put(payload: JsonObject): void {
    this._wrote = { before: this._said, mine: payload };
    this._said = payload;
    this._isAhead = true;
    this._isWriting = true;
    try {
      rewrite(this._shared, payload, sameValue, () => this._turns.mark());
    } finally {
      this._isWriting = false;
    }
  }

  /** Another page has written at the same time, and it is this one that mends the text. */
  private readonly _mend = (): void => {
    const text = this._shared.getSource();
    const both = this._wrote && !this._isReadOnly ? mended(text, this._wrote, sameValue) : null;
    if (both) {
      this._said = this._wrote!.before;
      this._shared.transact(() => {
        if (!isWhole(text)) {
          this._shared.updateSource(0, text.length, written(both));
        }
        this._put(both);
      });
      this._read();
    }
  };

  /** Begins an empty file, because its reader asked for it. */
  private readonly _begin = (payload: JsonObject): void => {
    rewrite(this._shared, payload, sameValue);
    this._node.focus();
  };

  private readonly _line = document.createElement('p');
  private readonly _open: OpenView;
  private readonly _keeper: Keeper;
  private readonly _connected: IDisposable;
  private readonly _turns: Turns;
  private _empty: HTMLElement | null = null;
  private _timer: ReturnType<typeof setTimeout> | undefined;
  /** The text has changed since it was read. */
  private _isBehind = false;
  /** What the text said last that could be shown, or was written into it. */
  private _said: JsonObject | null = null;
  private _wrote: Wrote | null = null;
  /** The text is what is shown, and not what somebody is in the middle of. */
  private _isWhole = false;
  /** What becomes of the text meanwhile is the view's own. */
  private _isWriting = false;
  /** Something was written since the text was last read for a file. */
  private _isAhead = false;
}

function readOnly(trans: Translator): string {
  return trans.__('This file is read-only: what you do here lasts as long as this tab.');
}
