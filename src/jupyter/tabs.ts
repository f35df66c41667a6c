import type { JupyterFrontEnd } from '@jupyterlab/application';
import { MainAreaWidget } from '@jupyterlab/apputils';
import type { DocumentWidget } from '@jupyterlab/docregistry';
import { UUID } from '@lumino/coreutils';
import type { Message } from '@lumino/messaging';
import { Widget } from '@lumino/widgets';
import type { Host } from './host.ts';
import { icon } from './icon.ts';
import { notebooksOf } from './notebooks.ts';
import { OpenView } from './openView.ts';
import { OutputView } from './outputView.ts';
import { outputsOf } from './sharedOutputs.ts';

/** Opens the output of a view in a tab of its own. It shows what the output says, as long as there is one. */
export function openOutput({ subject, node }: OpenView, app: JupyterFrontEnd, host: Host): void {
  const output = subject.output?.();
  if (!output) {
    return;
  }
  const content = new OutputTab(host);
  const source = widgetOf(node, app);
  const tab = inTab(content, host.trans.__('Output of %1', source?.title.label ?? ''));
  const cell = notebooksOf(host).placeOf(output)?.cell;
  const place = cell ? outputsOf(cell).indexOf(output) : -1;
  const follow = () => {
    const newest = cell && outputsOf(cell)[place];
    if (newest?.data[host.mimeType] !== undefined) {
      content.view.render(newest);
    }
  };
  cell?.outputs?.changed?.connect(follow);
  const close = () => tab.dispose();
  source?.disposed.connect(close);
  tab.disposed.connect(() => {
    cell?.outputs?.changed?.disconnect(follow);
    source?.disposed.disconnect(close);
  });
  content.view.render(output);
  app.shell.add(tab, 'main');
  app.shell.activateById(tab.id);
}

/** An output in a tab, as it is in its cell. */
class OutputTab extends Widget {
  constructor(host: Host) {
    super();
    this.addClass('jp-AttentionRenderer');
    this.view = new OutputView(this, host, true);
  }

  readonly view: OutputView;

  override dispose(): void {
    if (!this.isDisposed) {
      this.view.dispose();
      super.dispose();
    }
  }

  protected override onBeforeDetach(message: Message): void {
    this.view.leave();
    super.onBeforeDetach(message);
  }
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
  const save = (event: KeyboardEvent) => {
    if (event.composedPath().includes(tab.node) && isSaving(event, app)) {
      event.preventDefault();
      event.stopImmediatePropagation();
      void (beside as Partial<DocumentWidget> | undefined)?.context?.save();
    }
  };
  window.addEventListener('keydown', save, true);
  source.disposed.connect(close);
  tab.disposed.connect(() => {
    window.removeEventListener('keydown', save, true);
    source.disposed.disconnect(close);
    rail.dispose();
    if (!source.isDisposed) {
      view.parts = 'all';
      if (beside && document.activeElement === document.body) {
        app.shell.activateById(beside.id);
      }
    }
  });
  app.shell.add(tab, 'main', {
    mode: 'split-right',
    ref: beside?.id,
    activate: false
  });
}

/** What the class of the page's commands knows of keys; it is asked for there, and need not be loaded. */
interface Keystrokes {
  keystrokeForKeydownEvent(event: KeyboardEvent): string;
}

/** Whether a key is one that saves. JupyterLab saves what is in front, and a rail in a tab is no document to it. */
function isSaving(event: KeyboardEvent, { commands }: JupyterFrontEnd): boolean {
  const { keystrokeForKeydownEvent } = commands.constructor as unknown as Keystrokes;
  const keys = keystrokeForKeydownEvent(event);
  return commands.keyBindings.some(
    binding => binding.command === 'docmanager:save' && binding.keys.join(' ') === keys
  );
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
