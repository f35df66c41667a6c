import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';
import { IHost } from '../host.ts';
import type { Host } from '../host.ts';
import { loadMore } from '../more.ts';
import type { Surroundings } from './fence.ts';
import { Fences } from './fences.ts';
import { followMystCells } from './myst.ts';

const MARKDOWN = 'text/markdown';

/** Draws attention in fences of Markdown, whoever renders that. */
export const fences: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-attention:fences',
  description: 'Draws attention in Markdown fences.',
  autoStart: true,
  requires: [IRenderMimeRegistry, IHost],
  activate: (app: JupyterFrontEnd, rendermime: IRenderMimeRegistry, host: Host) => {
    const load = async () => (await loadMore()).fenceSurroundings(host);
    wrap(rendermime, load);
    // Whatever has put a renderer of its own in place by now draws our fences as well.
    void app.started.then(() => wrap(rendermime, load));
    const { docRegistry } = app as Partial<JupyterFrontEnd>; // a page that only shows has none
    docRegistry?.addWidgetExtension('Notebook', {
      createNew: panel => followMystCells(panel, load)
    });
  }
};

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
