import type { JupyterFrontEnd } from '@jupyterlab/application';
import { MainAreaWidget } from '@jupyterlab/apputils';
import { UUID } from '@lumino/coreutils';
import { Widget } from '@lumino/widgets';
import type { Host } from './host.ts';
import { icon } from './icon.ts';
import { notebooksOf } from './notebooks.ts';
import { OpenView } from './openView.ts';
import { AttentionRenderer } from './renderer.ts';
import { outputsOf } from './sharedOutputs.ts';

/** Opens the output of a view in a tab of its own. It shows what the output says, as long as there is one. */
export async function openOutput(
  { subject, node }: OpenView,
  app: JupyterFrontEnd,
  host: Host
): Promise<void> {
  const output = subject.output?.();
  if (!output) {
    return;
  }
  const renderer = new AttentionRenderer(host, true);
  const source = widgetOf(node, app);
  const tab = inTab(renderer, host.trans.__('Output of %1', source?.title.label ?? ''));
  const cell = notebooksOf(host).placeOf(output)?.cell;
  const place = cell ? outputsOf(cell).indexOf(output) : -1;
  const follow = () => {
    const newest = cell && outputsOf(cell)[place];
    if (newest?.data[host.mimeType] !== undefined) {
      void renderer.renderModel(newest);
    }
  };
  cell?.outputs?.changed?.connect(follow);
  const close = () => tab.dispose();
  source?.disposed.connect(close);
  tab.disposed.connect(() => {
    cell?.outputs?.changed?.disconnect(follow);
    source?.disposed.disconnect(close);
  });
  await renderer.renderModel(output);
  app.shell.add(tab, 'main');
  app.shell.activateById(tab.id);
}

/** Moves the rail of a view into a tab of its own, which can be put anywhere; closing it brings it back. */
export function dockRail(source: OpenView, app: JupyterFrontEnd, host: Host): void {
  const { view, model, node } = source;
  const content = new Widget();
  content.addClass('jp-AttentionRail');
  const rail = new OpenView(content.node, host, { kind: 'rail', model, fills: true });
  const beside = widgetOf(node, app);
  const tab = inTab(content, host.trans.__('Rail of %1', beside?.title.label ?? ''));
  view.parts = 'stage';
  const close = () => tab.dispose();
  source.disposed.connect(close);
  tab.disposed.connect(() => {
    source.disposed.disconnect(close);
    rail.dispose();
    if (!source.isDisposed) {
      view.parts = 'all';
    }
  });
  app.shell.add(tab, 'main', {
    mode: 'split-right',
    ref: beside?.id,
    activate: false
  });
}

function inTab(content: Widget, label: string): MainAreaWidget {
  const tab = new MainAreaWidget({ content });
  tab.id = `jp-attention-${UUID.uuid4()}`;
  tab.title.label = label;
  tab.title.icon = icon;
  tab.title.closable = true;
  tab.toolbar.hide();
  return tab;
}

/** The widget of the main area that holds a node. */
function widgetOf(node: HTMLElement, { shell }: JupyterFrontEnd): Widget | undefined {
  return [...shell.widgets('main')].find(widget => widget.node.contains(node));
}
