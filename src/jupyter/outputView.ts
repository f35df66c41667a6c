import { JSONExt } from '@lumino/coreutils';
import type { ReadonlyPartialJSONObject, ReadonlyPartialJSONValue } from '@lumino/coreutils';
import type { IDisposable } from '@lumino/disposable';
import type { Widget } from '@lumino/widgets';
import { sameValue } from '../model/index.ts';
import { drawFallbacks, plainFallbacks } from '../views/index.ts';
import type { Host } from './host.ts';
import { Keeper } from './keeper.ts';
import { whenSavedOrLeft } from './leaving.ts';
import { notebooksOf } from './notebooks.ts';
import type { Notebooks } from './notebooks.ts';
import { OpenView } from './openView.ts';
import { bundleOf, sentOf } from './outputBundle.ts';
import type { MimeModel } from './sharedOutputs.ts';
import { keepUnrolled } from './unrolled.ts';

const PNG = 'image/png';

/** The view of an output in the shell of its renderer: it shows what the output says, and keeps edits with it. */
export class OutputView {
  constructor(
    private readonly _shell: Widget,
    private readonly _host: Host,
    fills: boolean
  ) {
    this._notebooks = notebooksOf(_host);
    this._open = new OpenView(_shell.node, _host, {
      kind: 'output',
      output: () => this._output,
      fills
    });
    this._keeper = new Keeper(this._open.model, {
      same: sameValue,
      plain: plainFallbacks,
      draw: drawFallbacks,
      wants: () => _host.preferences().writeBack,
      announce: flush => this._output && this._notebooks.announce(this._output, flush),
      write: fallbacks => this._write(fallbacks)
    });
    this._open.dressed.connect(() => this._keeper.reconsider());
    this._left = whenSavedOrLeft(this._notebooks, () => this._output, this._keeper);
    if (_shell.isAttached) {
      this.attached();
    }
  }

  /** Shows what an output says. */
  render(output: MimeModel): void {
    this._output = output;
    if (this._isWriting) {
      return;
    }
    const { [this._host.mimeType]: payload = null, ...others } = output.data; // the page makes a copy each time
    this._others = others;
    const sent = sentOf(output, this._host.mimeType) ?? payload;
    if (this._said && same(payload, this._said.payload) && same(sent, this._said.sent)) {
      return;
    }
    this._said = { payload, sent };
    this._keeper.read(others[PNG] !== undefined);
    this._open.model.load(payload, sent);
  }

  /** The shell stands in the page. */
  attached(): void {
    this._unrolled?.dispose();
    this._unrolled = keepUnrolled(this._shell);
    this._open.dress();
  }

  /** The shell is about to be taken out of the page. */
  leave(): void {
    this._open.view.leave();
    this._unrolled?.dispose();
    this._unrolled = null;
  }

  dispose(): void {
    this._left.dispose();
    this._keeper.dispose();
    this._open.dispose();
  }

  /** Writes the payload with what says the same; what said the same of former numbers does not stay. */
  private _write(fallbacks: ReadonlyPartialJSONObject): void {
    const { _output: output } = this;
    const { payload, sent } = this._open.model;
    const { mimeType } = this._host;
    if (!payload || !sent || !output) {
      return;
    }
    const bundle = bundleOf(output, this._others, mimeType, { payload, sent }, fallbacks);
    this._said = { payload, sent };
    this._others = bundle.others;
    this._isWriting = true;
    try {
      this._notebooks.write(output, bundle);
    } catch (reason) {
      console.error('The output could not be written to: the edit holds for this page.', reason);
    } finally {
      this._isWriting = false;
    }
  }

  private readonly _notebooks: Notebooks;
  private readonly _open: OpenView;
  private readonly _keeper: Keeper;
  private readonly _left: IDisposable;
  private _output: MimeModel | null = null;
  /** What the output holds beside the payload. */
  private _others: ReadonlyPartialJSONObject = {};
  /** What the output says meanwhile is the view's own. */
  private _isWriting = false;
  /** The payload of the output and what Reset returns to, as they were read or written last. */
  private _said: { readonly payload: Value; readonly sent: Value } | null = null;
  private _unrolled: IDisposable | null = null;
}

type Value = ReadonlyPartialJSONValue;

function same(a: Value, b: Value): boolean {
  return a === b || JSONExt.deepEqual(a, b);
}
