import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { IThemeManager } from '@jupyterlab/apputils';
import { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { Notebooks } from './notebooks.ts';
import type { NotebookContext } from './notebooks.ts';
import { PreferencesSource } from './preferences.ts';
import { AttentionRenderer } from './renderer.ts';

const ID = 'jupyterlab-attention:plugin';
const MIME_TYPE = 'application/vnd.attention.v1+json';
/** The commands by which a reader saves. */
const SAVES = new Set(['docmanager:save', 'docmanager:save-all', 'docmanager:save-as']);

/** Draws attention payloads in outputs. */
export const renderer: JupyterFrontEndPlugin<void> = {
  id: ID,
  description: 'Draws attention payloads in the outputs of notebooks.',
  autoStart: true,
  requires: [IRenderMimeRegistry],
  optional: [IThemeManager, ITranslator, ISettingRegistry],
  activate: (
    app: JupyterFrontEnd,
    rendermime: IRenderMimeRegistry,
    themes: IThemeManager | null,
    translator: ITranslator | null,
    registry: ISettingRegistry | null
  ) => {
    const trans = (translator ?? nullTranslator).load('jupyterlab-attention');
    const dark = () => document.body.dataset.jpThemeLight === 'false';
    const typeset = (node: HTMLElement) => void rendermime.latexTypesetter?.typeset(node);
    const preferences = new PreferencesSource();
    const notebooks = openNotebooks(app);
    const open = new Set<AttentionRenderer>();
    rendermime.addFactory(
      {
        safe: true,
        mimeTypes: [MIME_TYPE],
        createRenderer: () => {
          const created = new AttentionRenderer({
            mimeType: MIME_TYPE,
            trans,
            dark,
            typeset,
            preferences: () => preferences.current,
            notebooks
          });
          open.add(created);
          created.disposed.connect(() => open.delete(created));
          return created;
        }
      },
      0
    );
    const refresh = () => open.forEach(each => each.refresh());
    themes?.themeChanged.connect(refresh);
    preferences.changed.connect(refresh);
    registry
      ?.load(ID)
      .then(settings => preferences.follow(settings))
      .catch(reason => console.error('The settings of attention could not be read.', reason));
  }
};

/** The notebooks that are opened from now on, and when their reader saves. */
function openNotebooks({ docRegistry, commands }: Partial<JupyterFrontEnd>): Notebooks {
  const notebooks = new Notebooks(MIME_TYPE);
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
