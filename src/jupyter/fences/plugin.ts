import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { IThemeManager } from '@jupyterlab/apputils';
import { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { PreferencesSource } from '../preferences.ts';
import type { Surroundings } from './fence.ts';
import { Fences } from './fences.ts';
import { followMystCells } from './myst.ts';
import type { FenceHost } from './view.ts';

const MARKDOWN = 'text/markdown';
/** Characters of what is told of a fence, at most. */
const LONGEST = 2000;

/** Draws attention in fences of Markdown, whoever renders that. */
export const fences: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-attention:fences',
  description: 'Draws attention in the fences of Markdown that are written in that language.',
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
    const preferences = new PreferencesSource();
    const host: FenceHost = {
      trans: (translator ?? nullTranslator).load('jupyterlab-attention'),
      dark: () => document.body.dataset.jpThemeLight === 'false',
      typeset: node => void rendermime.latexTypesetter?.typeset(node),
      preferences: () => preferences.current,
      open: new Set()
    };
    const refresh = () => host.open.forEach(each => each.dress());
    themes?.themeChanged.connect(refresh);
    preferences.changed.connect(refresh);
    registry
      ?.load('jupyterlab-attention:plugin')
      .then(settings => preferences.follow(settings))
      .catch(reason => console.error('The settings of attention could not be read.', reason));
    const load = () => surroundings(host);
    wrap(rendermime, load);
    // Whatever has put a renderer of its own in place by now draws our fences as well.
    void app.started.then(() => wrap(rendermime, load));
    app.docRegistry.addWidgetExtension('Notebook', {
      createNew: panel => followMystCells(panel, load)
    });
  }
};

/** Loads what a fence needs. */
async function surroundings(host: FenceHost): Promise<Surroundings> {
  const { OpenFence, readFence, visible } = await import('../heavy.ts');
  return {
    trans: host.trans,
    read: readFence,
    shown: text => visible(text, LONGEST),
    open: (node, failed) => new OpenFence(node, host, failed)
  };
}

/** The factories that were made here. */
const ours = new WeakSet<IRenderMime.IRendererFactory>();

/** Lets whatever renders Markdown until now do so, and then looks for fences in what it has rendered. */
function wrap(rendermime: IRenderMimeRegistry, load: () => Promise<Surroundings>): void {
  const former = rendermime.getFactory(MARKDOWN);
  if (!former || ours.has(former)) {
    return;
  }
  const factory: IRenderMime.IRendererFactory = {
    safe: former.safe,
    mimeTypes: [MARKDOWN],
    defaultRank: former.defaultRank,
    createRenderer: options => {
      const renderer = former.createRenderer(options);
      const fences = new Fences(renderer, load);
      const render = renderer.renderModel.bind(renderer);
      renderer.renderModel = async model => {
        await render(model);
        await fences.update();
      };
      renderer.disposed.connect(() => fences.dispose());
      return renderer;
    }
  };
  ours.add(factory);
  rendermime.addFactory(factory, rendermime.getRank(MARKDOWN));
}
