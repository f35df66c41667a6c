import { Token } from '@lumino/coreutils';
import type { NotebookFeed } from './notebookFeed.ts';
import type { ViewHost } from './openView.ts';

/** What the plugins of this extension have in common. */
export interface Host extends ViewHost {
  readonly mimeType: string;
  /** The notebooks that outputs may be in. */
  readonly notebooks: NotebookFeed;
}

/** Not for other extensions. */
export const IHost = new Token<Host>('jupyterlab-attention:IHost');
