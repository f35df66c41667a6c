import type { DocumentRegistry } from '@jupyterlab/docregistry';
import type { Message } from '@lumino/messaging';
import { Widget } from '@lumino/widgets';
import type { DocumentView } from './documentView.ts';
import type { Host } from './host.ts';

/** What stands in the tab of a document: a thin Lumino shell, while the file and the view are loaded. */
export class DocumentContent extends Widget {
  constructor(context: DocumentRegistry.Context, host: Host) {
    super();
    this.addClass('jp-AttentionDocument');
    this.node.tabIndex = -1;
    void Promise.all([import('./heavy.ts'), context.ready]).then(([{ DocumentView }]) => {
      if (!this.isDisposed) {
        this._view = new DocumentView(this.node, context, host);
      }
    });
  }

  override dispose(): void {
    if (!this.isDisposed) {
      this._view?.dispose();
      super.dispose();
    }
  }

  protected override onActivateRequest(message: Message): void {
    super.onActivateRequest(message);
    if (!this.node.contains(document.activeElement)) {
      this.node.focus();
    }
  }

  protected override onBeforeDetach(message: Message): void {
    this._view?.leave();
    super.onBeforeDetach(message);
  }

  private _view: DocumentView | null = null;
}
