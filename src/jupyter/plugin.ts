import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { IThemeManager } from '@jupyterlab/apputils';
import { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { Signal } from '@lumino/signaling';
import { IHost } from './host.ts';
import type { Host } from './host.ts';
import { NotebookFeed } from './notebookFeed.ts';
import type { NotebookContext } from './notebookFeed.ts';
import { PreferencesSource } from './preferences.ts';
import { AttentionRenderer } from './renderer.ts';

const ID = 'jupyterlab-attention:plugin';
const MIME_TYPE = 'application/vnd.attention.v1+json';
/** The commands by which a reader saves. */
const SAVES = new Set(['docmanager:save', 'docmanager:save-all', 'docmanager:save-as']);

/** Draws attention payloads in outputs, and holds what the other plugins have in common. */
export const renderer: JupyterFrontEndPlugin<Host> = {
  id: ID,
  description: 'Draws attention in outputs.',
  autoStart: true,
  requires: [IRenderMimeRegistry],
  optional: [IThemeManager, ITranslator, ISettingRegistry],
  provides: IHost,
  activate: (
    app: JupyterFrontEnd,
    rendermime: IRenderMimeRegistry,
    themes: IThemeManager | null,
    translator: ITranslator | null,
    registry: ISettingRegistry | null
  ): Host => {
    const preferences = new PreferencesSource();
    const host: Host = {
      mimeType: MIME_TYPE,
      trans: (translator ?? nullTranslator).load('jupyterlab-attention'),
      dark: () => document.body.dataset.jpThemeLight === 'false',
      typeset: node => void rendermime.latexTypesetter?.typeset(node),
      preferences: () => preferences.current,
      notebooks: followNotebooks(app),
      page: app,
      views: null,
      opened: new Signal({}),
      actions: () => []
    };
    rendermime.addFactory(
      {
        safe: true,
        mimeTypes: [MIME_TYPE],
        createRenderer: () => new AttentionRenderer(host)
      },
      0
    );
    const refresh = () => host.views?.refresh();
    themes?.themeChanged.connect(refresh);
    preferences.changed.connect(refresh);
    registry
      ?.load(ID)
      .then(settings => preferences.follow(settings))
      .catch(reason => console.error('The settings of attention could not be read.', reason));
    return host;
  }
};

/** The notebooks that are opened from now on, and when their reader saves. */
function followNotebooks({ docRegistry, commands }: Partial<JupyterFrontEnd>): NotebookFeed {
  const notebooks = new NotebookFeed();
  docRegistry?.addWidgetExtension('Notebook', {
    createNew: (_, context) => notebooks.add(context as unknown as NotebookContext)
  });
  commands?.commandExecuted.connect((_, { id, result }) => {
    if (SAVES.has(id)) {
      notebooks.asked(result);
    }
  });
  return notebooks;
}
