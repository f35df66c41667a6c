import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';
import type { Message } from '@lumino/messaging';
import { Widget } from '@lumino/widgets';
import type { Host } from './host.ts';
import type { OutputView } from './outputView.ts';

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
    this._output = model;
    if (!this._view) {
      const { OutputView } = await import('./heavy.ts');
      if (this.isDisposed || model !== this._output) {
        return;
      }
      this._view ??= new OutputView(this, this._host, false);
    }
    this._view.render(model);
  }

  override dispose(): void {
    if (!this.isDisposed) {
      this._view?.dispose();
      super.dispose();
    }
  }

  protected override onAfterAttach(message: Message): void {
    super.onAfterAttach(message);
    this._view?.attached();
  }

  /** Before the output goes: a focus in it would fall to the page. */
  protected override onBeforeDetach(message: Message): void {
    this._view?.leave();
    super.onBeforeDetach(message);
  }

  private _output: IRenderMime.IMimeModel | null = null;
  private _view: OutputView | null = null;
}
