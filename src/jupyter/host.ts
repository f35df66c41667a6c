import type { Action, Translator } from '../views/index.ts';
import type { NotebookFeed } from './notebookFeed.ts';
import type { OpenView } from './openView.ts';
import type { OpenViews } from './openViews.ts';
import type { Preferences } from './preferences.ts';

/** What a view needs of the page around it. */
export interface Host {
  readonly mimeType: string;
  readonly trans: Translator;
  /** True in a dark theme. */
  readonly dark: () => boolean;
  /** Sets the formulas in an element, if the page can. */
  readonly typeset: ((node: HTMLElement) => void) | null;
  /** What the reader prefers now. */
  readonly preferences: () => Preferences;
  /** The notebooks that outputs may be in. */
  readonly notebooks: NotebookFeed;
  /** The views that are open. */
  readonly views: OpenViews;
  /** What the page can do with a view, for its own menu. */
  actions: (view: OpenView) => readonly Action[];
}
