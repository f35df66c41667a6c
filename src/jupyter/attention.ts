import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { Signal } from '@lumino/signaling';
import { IHost } from './host.ts';
import type { Host } from './host.ts';
import { loadMore } from './more.ts';
import { IAttention } from './tokens.ts';
import type { IAttentionView } from './tokens.ts';

/** Lets other extensions open views, and hear what is selected in them. */
export const attention: JupyterFrontEndPlugin<IAttention> = {
  id: 'jupyterlab-attention:attention',
  description: 'Opens views for other extensions.',
  autoStart: true,
  requires: [IHost],
  provides: IAttention,
  activate: (_: JupyterFrontEnd, host: Host): IAttention => {
    const shared: IAttention = {
      mount: async (node, payload) => (await loadMore()).mount(host, node, payload),
      create: async payload => (await loadMore()).inWidget(host, payload),
      get current() {
        return host.views?.current ?? null;
      },
      get views() {
        return host.views?.all ?? [];
      },
      get opened() {
        return opened;
      }
    };
    const opened = new Signal<IAttention, IAttentionView>(shared);
    host.opened.connect((_, view) => opened.emit(view));
    return shared;
  }
};
