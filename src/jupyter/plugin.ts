import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { IThemeManager } from '@jupyterlab/apputils';
import { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { AttentionRenderer } from './renderer.ts';

const MIME_TYPE = 'application/vnd.attention.v1+json';

/** Draws attention payloads in outputs. */
export const renderer: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-attention:renderer',
  description: 'Draws attention payloads in the outputs of notebooks.',
  autoStart: true,
  requires: [IRenderMimeRegistry],
  optional: [IThemeManager, ITranslator],
  activate: (
    _: JupyterFrontEnd,
    rendermime: IRenderMimeRegistry,
    themes: IThemeManager | null,
    translator: ITranslator | null
  ) => {
    const trans = (translator ?? nullTranslator).load('jupyterlab-attention');
    const dark = () => document.body.dataset.jpThemeLight === 'false';
    const open = new Set<AttentionRenderer>();
    rendermime.addFactory(
      {
        safe: true,
        mimeTypes: [MIME_TYPE],
        createRenderer: () => {
          const created = new AttentionRenderer({ mimeType: MIME_TYPE, trans, dark });
          open.add(created);
          created.disposed.connect(() => open.delete(created));
          return created;
        }
      },
      0
    );
    themes?.themeChanged.connect(() => open.forEach(each => each.refresh()));
  }
};
