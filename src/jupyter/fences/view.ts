import type { JsonObject, Problem } from '../../format/index.ts';
import type { Host } from '../host.ts';
import { OpenView } from '../openView.ts';
import type { FenceView } from './fence.ts';

/** The view of a fence. What is done in it holds for the page: nothing is written back. */
export class OpenFence implements FenceView {
  /** @param failed - is told why what was loaded cannot be drawn after all */
  constructor(node: HTMLElement, host: Host, failed: (problems: readonly Problem[]) => void) {
    this._open = new OpenView(node, host, { kind: 'other' });
    this._open.model.changed.connect((_, state) => {
      if (state.status === 'error') {
        failed(state.problems);
      }
    });
  }

  load(payload: JsonObject): void {
    this._open.load(payload);
    this._open.view.draw(); // at once: a fence that is empty for a frame makes the page jump
  }

  dispose(): void {
    this._open.dispose();
  }

  private readonly _open: OpenView;
}
