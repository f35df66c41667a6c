import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';
import { JSONExt } from '@lumino/coreutils';
import type { ReadonlyPartialJSONObject, ReadonlyPartialJSONValue } from '@lumino/coreutils';
import { DisposableDelegate } from '@lumino/disposable';
import type { IDisposable } from '@lumino/disposable';
import type { Message } from '@lumino/messaging';
import { Widget } from '@lumino/widgets';
import type { AttentionModel } from '../model/index.ts';
import type { AttentionView } from '../views/index.ts';
import { Keeper } from './keeper.ts';
import { whenSavedOrLeft } from './leaving.ts';
import { Notebooks } from './notebooks.ts';
import type { Preferences } from './preferences.ts';
import type * as heavyModule from './heavy.ts';
import type { Translator } from '../views/index.ts';
import { keepUnrolled } from './unrolled.ts';

/** Where the payload that Reset returns to is kept, in the metadata of the output. */
const SENT = 'sent';
const PNG = 'image/png';
/** What other hosts show in place of the payload. */
const FALLBACKS = new Set([PNG, 'text/html', 'text/plain']);

/** What a renderer needs of the page around it. */
export interface Host {
  readonly mimeType: string;
  readonly trans: Translator;
  /** True in a dark theme. */
  readonly dark: () => boolean;
  /** Sets the formulas in an element, if the page can. */
  readonly typeset: ((node: HTMLElement) => void) | null;
  /** What the reader prefers now. */
  readonly preferences: () => Preferences;
  /** The notebooks that outputs may be in, if the page has any. */
  readonly notebooks?: Notebooks;
}

/** The part of this extension that is loaded with the first output. */
type Heavy = typeof heavyModule;

/**
 * An attention payload in an output: a thin Lumino shell that loads the view with the first
 * payload, and keeps edits with the output's model.
 */
export class AttentionRenderer extends Widget implements IRenderMime.IRenderer {
  constructor(private readonly _host: Host) {
    super();
    this._notebooks = _host.notebooks ?? new Notebooks(_host.mimeType);
    this.addClass('jp-AttentionRenderer');
  }

  /** Draws the payload of a model; never rejects, because bad payloads are content too. */
  async renderModel(model: IRenderMime.IMimeModel): Promise<void> {
    this._output = model;
    if (this._isWriting) {
      return;
    }
    const { [this._host.mimeType]: payload = null, ...others } = model.data; // the page makes a copy each time
    this._others = others;
    if (this._said !== undefined && JSONExt.deepEqual(payload, this._said)) {
      return;
    }
    const heavy = await import('./heavy.ts');
    if (this.isDisposed || model !== this._output) {
      return;
    }
    this._said = payload;
    const document = this._ensureView(heavy);
    this._keeper?.read(others[PNG] !== undefined);
    document.load(payload, this._ownMetadata?.[SENT] ?? payload);
    this._view?.draw(); // at once: an output that is empty for a frame makes the page jump
  }

  /** Draws again in the colours of the page's theme, as the reader prefers now. */
  refresh(): void {
    this._dress();
    this._keeper?.reconsider();
  }

  override dispose(): void {
    if (this.isDisposed) {
      return;
    }
    this._left.dispose();
    this._keeper?.dispose();
    this._view?.dispose();
    this._model?.dispose();
    super.dispose();
  }

  protected override onAfterAttach(message: Message): void {
    super.onAfterAttach(message);
    this._unrolled?.dispose();
    this._unrolled = keepUnrolled(this);
    this._dress();
  }

  /** Before the output goes: a focus in it would fall to the page. */
  protected override onBeforeDetach(message: Message): void {
    this._view?.leave();
    this._unrolled?.dispose();
    this._unrolled = null;
    super.onBeforeDetach(message);
  }

  private _ensureView(heavy: Heavy): AttentionModel {
    if (!this._model) {
      this._heavy = heavy;
      this._model = new heavy.AttentionModel({ spawn: heavy.spawn });
      this._view = new heavy.AttentionView(
        this.node,
        this._model,
        this._host.trans,
        this._host.typeset
      );
      this._dress();
      this._keeper = new Keeper(this._model, {
        same: heavy.sameValue,
        plain: heavy.plainFallbacks,
        draw: heavy.drawFallbacks,
        wants: () => this._host.preferences().writeBack,
        announce: flush => this._output && this._notebooks.announce(this._output, flush),
        write: fallbacks => this._write(fallbacks)
      });
      this._left = whenSavedOrLeft(this._notebooks, () => this._output, this._keeper);
    }
    return this._model;
  }

  private _dress(): void {
    if (this._view && this._heavy) {
      const { DARK, LIGHT, DEFAULT_SETTINGS } = this._heavy;
      const theme = this._host.dark() ? DARK : LIGHT;
      this._view.dress(theme, { ...DEFAULT_SETTINGS, ...this._host.preferences() });
    }
  }

  private get _ownMetadata(): ReadonlyPartialJSONObject | undefined {
    // A host that only shows may have no metadata.
    const metadata = this._output?.metadata;
    return metadata?.[this._host.mimeType] as ReadonlyPartialJSONObject | undefined;
  }

  /** Writes the payload with what says the same; what said the same of former numbers does not stay. */
  private _write(fallbacks: ReadonlyPartialJSONObject): void {
    const { _model: model, _output: output } = this;
    const { mimeType } = this._host;
    if (!model?.payload || !output) {
      return;
    }
    const kept = Object.entries(this._others).filter(([type]) => !FALLBACKS.has(type));
    this._said = model.payload;
    this._others = { ...Object.fromEntries(kept), ...fallbacks };
    this._isWriting = true;
    try {
      this._notebooks.write(output, {
        data: { ...this._others, [mimeType]: model.payload },
        metadata: { ...output.metadata, [mimeType]: { ...this._ownMetadata, [SENT]: model.sent } }
      });
    } catch (reason) {
      console.error('The output could not be written to: the edit holds for this page.', reason);
    } finally {
      this._isWriting = false;
    }
  }

  private readonly _notebooks: Notebooks;
  private _output: IRenderMime.IMimeModel | null = null;
  /** What the output holds beside the payload. */
  private _others: ReadonlyPartialJSONObject = {};
  /** What the output says meanwhile is the renderer's own. */
  private _isWriting = false;
  /** The payload of the output, as it was read or written last. */
  private _said: ReadonlyPartialJSONValue | undefined;
  private _heavy: Heavy | null = null;
  private _model: AttentionModel | null = null;
  private _view: AttentionView | null = null;
  private _keeper: Keeper | null = null;
  private _left: IDisposable = new DisposableDelegate(() => undefined);
  private _unrolled: IDisposable | null = null;
}
