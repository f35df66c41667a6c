import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';
import { JSONExt } from '@lumino/coreutils';
import type { ReadonlyPartialJSONObject, ReadonlyPartialJSONValue } from '@lumino/coreutils';
import type { Message } from '@lumino/messaging';
import { Widget } from '@lumino/widgets';
import type { JsonObject } from '../format/index.ts';
import type { AttentionModel } from '../model/index.ts';
import type { AttentionView } from '../views/index.ts';
import type { Preferences } from './preferences.ts';
import type * as heavyModule from './heavy.ts';
import type { Translator } from '../views/index.ts';

/** Where the payload that Reset returns to is kept, in the metadata of the output. */
const SENT = 'sent';
const PNG = 'image/png';
/** How long nothing may change before an edit is kept with the notebook, in milliseconds. */
const QUIET = 150;
/** The same where keeping takes so long that the next edit would feel it. */
const LONG_QUIET = 1000;
/** Weights from which on it does. */
const LARGE = 65_536;

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
    this.addClass('jp-AttentionRenderer');
  }

  /** Draws the payload of a model; never rejects, because bad payloads are content too. */
  async renderModel(model: IRenderMime.IMimeModel): Promise<void> {
    this._mimeModel = model;
    if (this._isWriting) {
      return;
    }
    const { [this._host.mimeType]: payload = null, ...others } = model.data; // the page makes a copy each time
    this._others = others;
    if (this._written !== undefined && JSONExt.deepEqual(payload, this._written)) {
      return;
    }
    const heavy = await import('./heavy.ts');
    if (this.isDisposed || model !== this._mimeModel) {
      return;
    }
    this._written = payload;
    const metadata = model.metadata[this._host.mimeType] as ReadonlyPartialJSONObject | undefined;
    this._ensureView(heavy).load(payload, metadata?.[SENT] ?? payload);
    this._view?.draw(); // at once: an output that is empty for a frame makes the page jump
  }

  /** Draws again in the colours of the page's theme, as the reader prefers now. */
  refresh(): void {
    this._dress();
    this._onChanged();
  }

  override dispose(): void {
    if (this.isDisposed) {
      return;
    }
    clearTimeout(this._timer);
    if (this._mimeModel && this._heavy && this._keeps && this._isChanged()) {
      this._write(this._plainFallbacks());
    }
    this._view?.dispose();
    this._model?.dispose();
    super.dispose();
  }

  protected override onAfterAttach(message: Message): void {
    super.onAfterAttach(message);
    this._dress();
  }

  /** Before the output goes: a focus in it would fall to the page. */
  protected override onBeforeDetach(message: Message): void {
    this._view?.leave();
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
      this._model.changed.connect(this._onChanged, this);
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

  private _onChanged(): void {
    clearTimeout(this._timer);
    this._timer = setTimeout(() => void this._keep(), this._isLarge ? LONG_QUIET : QUIET);
  }

  private get _isLarge(): boolean {
    const state = this._model?.state;
    return (
      state?.status === 'ready' && state.trace.tokens.length * state.trace.keyTokens.length >= LARGE
    );
  }

  /**
   * Gives the payload back to the output if it has changed, with a table that says the same; then
   * adds the picture, which takes Plotly, to an output that has none. A large payload is given back
   * once, with its picture: JupyterLab copies it several times.
   */
  private async _keep(): Promise<void> {
    const state = this._model?.state;
    if (!this._heavy || !this._mimeModel || !this._keeps) {
      return;
    }
    if (state?.status !== 'ready' || state.gesture) {
      return;
    }
    const changed = this._isChanged();
    // What waited for a picture in vain, as another change came before it, waits no longer.
    const waits = this._isLarge && changed && !this._isWaiting;
    if (changed && !waits) {
      this._write(this._plainFallbacks());
    }
    if (waits || this._others[PNG] === undefined) {
      this._isWaiting = waits;
      // Without the picture, which a page may fail to draw, the table still says everything.
      const drawn = await this._heavy.drawFallbacks(state).catch(() => null);
      const fallbacks = drawn ?? (waits ? this._plainFallbacks() : null);
      if (fallbacks && this._keeps && !this.isDisposed && this._model?.state === state) {
        this._write(fallbacks);
      }
    }
  }

  /** None where they cannot be made, as for want of memory: an edit is kept all the same. */
  private _plainFallbacks(): ReadonlyPartialJSONObject {
    try {
      return this._heavy!.plainFallbacks(this._model!.state);
    } catch {
      return {};
    }
  }

  /** The reader wants edits to be kept with the notebook. */
  private get _keeps(): boolean {
    return this._host.preferences().writeBack;
  }

  private _isChanged(): boolean {
    const payload = this._model?.payload;
    return !!payload && !JSONExt.deepEqual(payload, this._written as JsonObject);
  }

  private _write(fallbacks: ReadonlyPartialJSONObject): void {
    const { mimeType } = this._host;
    // What said the same of former numbers does not stay.
    const { [PNG]: _, 'text/html': __, 'text/plain': ___, ...rest } = this._others;
    const payload = this._model!.payload!;
    const metadata = this._isChanged() && {
      metadata: { ...this._mimeModel!.metadata, [mimeType]: { [SENT]: this._model!.sent } }
    };
    this._written = payload;
    this._others = { ...rest, ...fallbacks };
    this._isWaiting = false;
    this._isWriting = true;
    try {
      this._mimeModel!.setData({ data: { ...this._others, [mimeType]: payload }, ...metadata });
    } finally {
      this._isWriting = false;
    }
  }

  private _mimeModel: IRenderMime.IMimeModel | null = null;
  /** What the output holds beside the payload. */
  private _others: ReadonlyPartialJSONObject = {};
  /** A change is to be written with its picture, which is being drawn. */
  private _isWaiting = false;
  /** What the output says meanwhile is the renderer's own. */
  private _isWriting = false;
  private _written: ReadonlyPartialJSONValue | undefined;
  private _heavy: Heavy | null = null;
  private _model: AttentionModel | null = null;
  private _view: AttentionView | null = null;
  private _timer: ReturnType<typeof setTimeout> | undefined;
}
