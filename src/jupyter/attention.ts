import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { Signal } from '@lumino/signaling';
import { Widget } from '@lumino/widgets';
import { IHost } from './host.ts';
import type { Host } from './host.ts';
import type { OpenView } from './openView.ts';
import { IAttention } from './tokens.ts';
import type { IAttentionView, IAttentionWidget } from './tokens.ts';

/** A view in a widget of its own. */
class AttentionWidget extends Widget implements IAttentionWidget {
  constructor(readonly view: IAttentionView) {
    super({ node: view.node });
    this.addClass('jp-AttentionWidget');
  }

  override dispose(): void {
    if (!this.isDisposed) {
      this.view.dispose();
      super.dispose();
    }
  }
}

/** Lets other extensions open views, and hear what is selected in them. */
export const attention: JupyterFrontEndPlugin<IAttention> = {
  id: 'jupyterlab-attention:attention',
  description: 'Lets other extensions open views of attention.',
  autoStart: true,
  requires: [IHost],
  provides: IAttention,
  activate: (_: JupyterFrontEnd, host: Host): IAttention => {
    const mount = async (node: HTMLElement, payload: unknown): Promise<OpenView> => {
      const { OpenView } = await import('./heavy.ts');
      const view = new OpenView(node, host, { kind: 'other' });
      view.load(payload);
      view.view.draw();
      return view;
    };
    const { views } = host;
    const shared: IAttention = {
      mount,
      create: async payload =>
        new AttentionWidget(await mount(document.createElement('div'), payload)),
      get current() {
        return views.current;
      },
      get views() {
        return views.all;
      },
      get opened() {
        return opened;
      }
    };
    const opened = new Signal<IAttention, IAttentionView>(shared);
    views.opened.connect((_, view) => opened.emit(view));
    return shared;
  }
};
