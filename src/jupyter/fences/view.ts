import { DARK, LIGHT } from '../../figures/index.ts';
import type { JsonObject, Problem } from '../../format/index.ts';
import { AttentionModel } from '../../model/index.ts';
import type { State } from '../../model/index.ts';
import { AttentionView, DEFAULT_SETTINGS } from '../../views/index.ts';
import type { Translator } from '../../views/index.ts';
import { page } from '../page.ts';
import type { Preferences } from '../preferences.ts';
import { spawn } from '../spawn.ts';
import type { FenceView } from './fence.ts';

/** What the view of a fence needs of the page around it. */
export interface FenceHost {
  readonly trans: Translator;
  readonly dark: () => boolean;
  readonly typeset: ((node: HTMLElement) => void) | null;
  readonly preferences: () => Preferences;
  /** The views that are open, to be dressed anew when the page or its reader wants other colours. */
  readonly open: Set<{ dress(): void }>;
}

/** The view of a fence. What is done in it holds for the page: nothing is written back. */
export class OpenFence implements FenceView {
  constructor(
    node: HTMLElement,
    private readonly _host: FenceHost,
    private readonly _failed: (problems: readonly Problem[]) => void
  ) {
    this._view = new AttentionView(node, this._model, _host.trans, _host.typeset, { page });
    this._model.changed.connect(this._onChanged, this);
    this.dress();
    _host.open.add(this);
  }

  load(payload: JsonObject): void {
    this._model.load(payload);
    if (!this._view.isDisposed) {
      this._view.draw(); // at once: a fence that is empty for a frame makes the page jump
    }
  }

  dress(): void {
    const theme = this._host.dark() ? DARK : LIGHT;
    this._view.dress(theme, { ...DEFAULT_SETTINGS, ...this._host.preferences() });
  }

  dispose(): void {
    this._host.open.delete(this);
    this._view.dispose();
    this._model.dispose();
  }

  private _onChanged(_: AttentionModel, state: State): void {
    if (state.status === 'error') {
      this._failed(state.problems);
    }
  }

  private readonly _model = new AttentionModel({ spawn });
  private readonly _view: AttentionView;
}
