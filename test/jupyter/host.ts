import { Signal } from '@lumino/signaling';
import { MIME_TYPE } from '../../src/format/index.ts';
import type { Host } from '../../src/jupyter/host.ts';
import { NotebookFeed } from '../../src/jupyter/notebookFeed.ts';
import { OpenViews } from '../../src/jupyter/openViews.ts';
import type { Page } from '../../src/jupyter/openViews.ts';
import type { OpenView } from '../../src/jupyter/openView.ts';
import type { Preferences } from '../../src/jupyter/preferences.ts';
import { english } from '../../src/views/index.ts';

/** What views have of a page. */
export function hostOf(
  preferences: () => Preferences = () => ({ writeBack: true }),
  page: Page = {}
): Host & { readonly views: OpenViews<OpenView> } {
  return {
    mimeType: MIME_TYPE,
    trans: english,
    dark: () => false,
    typeset: null,
    preferences,
    notebooks: new NotebookFeed(),
    page,
    views: new OpenViews(page),
    opened: new Signal({}),
    actions: () => []
  };
}
