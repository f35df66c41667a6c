import { Widget } from '@lumino/widgets';
import type { Host } from './host.ts';
import { OpenView } from './openView.ts';
import type { IAttentionView, IAttentionWidget } from './tokens.ts';

/** A view in a widget of its own. */
class AttentionWidget extends Widget implements IAttentionWidget {
  constructor(readonly view: IAttentionView) {
    super({ node: view.node });
    this.addClass('jp-AttentionWidget');
  }

  override dispose(): void {
    if (!this.isDisposed) {
      this.view.dispose();
      super.dispose();
    }
  }
}

/** Shows a payload where another extension wants it. */
export function mount(host: Host, node: HTMLElement, payload: unknown): OpenView {
  const view = new OpenView(node, host, { kind: 'other' });
  view.load(payload);
  return view;
}

/** Shows it in a widget. */
export function inWidget(host: Host, payload: unknown): IAttentionWidget {
  return new AttentionWidget(mount(host, document.createElement('div'), payload));
}
