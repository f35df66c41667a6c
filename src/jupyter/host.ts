import { Token } from '@lumino/coreutils';
import type { NotebookFeed } from './notebookFeed.ts';
import type { ViewHost } from './openView.ts';
import type { OpenViews } from './openViews.ts';

/** What the plugins of this extension have in common. */
export interface Host extends ViewHost {
  readonly mimeType: string;
  /** The notebooks that outputs may be in. */
  readonly notebooks: NotebookFeed;
  /** The views that are open. */
  readonly views: OpenViews;
}

/** Not for other extensions. */
export const IHost = new Token<Host>('jupyterlab-attention:IHost');
