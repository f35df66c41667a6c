import type { DocumentRegistry } from '@jupyterlab/docregistry';
import { Widget } from '@lumino/widgets';
import type { Host } from './host.ts';
import { loadMore } from './more.ts';

/** What stands in the tab of a document: a thin Lumino shell, while the file and the view are loaded. */
export function contentOf(context: DocumentRegistry.Context, host: Host): Widget {
  const content = new Widget();
  content.addClass('jp-AttentionDocument');
  content.node.tabIndex = -1;
  void Promise.all([loadMore(), context.ready]).then(([{ showDocument }]) => {
    if (!content.isDisposed) {
      showDocument(content, context, host);
    }
  });
  return content;
}
