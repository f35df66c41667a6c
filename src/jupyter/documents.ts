import { ILayoutRestorer } from '@jupyterlab/application';
import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { WidgetTracker } from '@jupyterlab/apputils';
import { ABCWidgetFactory, DocumentWidget } from '@jupyterlab/docregistry';
import type { DocumentRegistry, IDocumentWidget } from '@jupyterlab/docregistry';
import { contentOf } from './documentContent.ts';
import { FACTORY, FILE_TYPE } from './documentType.ts';
import { IHost } from './host.ts';
import type { Host } from './host.ts';
import { icon } from './icon.ts';

/** The factory of JupyterLab's own editor of texts. */
const EDITOR = 'Editor';

/** Opens `*.attention.json`. */
class AttentionFactory extends ABCWidgetFactory<IDocumentWidget> {
  constructor(
    private readonly _host: Host,
    private readonly _registry: DocumentRegistry
  ) {
    super({
      name: FACTORY,
      label: _host.trans.__('Attention'),
      fileTypes: [FILE_TYPE],
      defaultFor: [FILE_TYPE],
      modelName: 'text' // that of the editor: both have one model, and are in step
    });
  }

  /**
   * Where a file's text comes from is the factory's to say, and must be the same as for the editor: where
   * pages share files, only what the editor opens would be shared, and what is done here would be undone
   * by the next save of somebody else.
   */
  override get contentProviderId(): string | undefined {
    return this._registry.getWidgetFactory(EDITOR)?.contentProviderId;
  }

  protected createNewWidget(
    context: DocumentRegistry.IContext<DocumentRegistry.IModel>
  ): IDocumentWidget {
    const widget = new DocumentWidget({
      context,
      content: contentOf(context, this._host)
    });
    widget.title.icon = icon;
    widget.toolbar.hide();
    return widget;
  }
}

/** Payloads in files of their own. */
export const documents: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-attention:documents',
  description: 'Opens .attention.json files.',
  autoStart: true,
  requires: [IHost],
  optional: [ILayoutRestorer],
  activate: (app: JupyterFrontEnd, host: Host, restorer: ILayoutRestorer | null) => {
    const registry = (app as Partial<JupyterFrontEnd>).docRegistry; // a page that only shows has none
    if (!registry) {
      return;
    }
    registry.addFileType({
      name: FILE_TYPE,
      displayName: host.trans.__('Attention'),
      extensions: ['.attention.json'],
      mimeTypes: [host.mimeType],
      contentType: 'file',
      fileFormat: 'text',
      icon
    });
    const factory = new AttentionFactory(host, registry);
    const tracker = new WidgetTracker<IDocumentWidget>({ namespace: FILE_TYPE });
    factory.widgetCreated.connect((_, widget) => {
      widget.context.pathChanged.connect(() => void tracker.save(widget));
      void tracker.add(widget);
    });
    registry.addWidgetFactory(factory);
    void restorer?.restore(tracker, {
      command: 'docmanager:open',
      args: ({ context }) => ({ path: context.path, factory: FACTORY }),
      name: ({ context }) => context.path
    });
  }
};
