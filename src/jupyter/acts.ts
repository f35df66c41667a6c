import type { JupyterFrontEnd } from '@jupyterlab/application';
import { Notification } from '@jupyterlab/apputils';
import { asFence, asPython, FORMAT, VERSION } from '../format/index.ts';
import type { JsonObject } from '../format/index.ts';
import { lessonOf, stepFrom } from '../model/index.ts';
import { FACTORY } from './documentType.ts';
import { WORKED_EXAMPLE } from './emptyFile.ts';
import type { Host } from './host.ts';
import { written } from './jsonText.ts';
import type { OpenView } from './openView.ts';
import { resetAll } from './resetAll.ts';
import { dockRail, openOutput } from './tabs.ts';

/** What a command does with a view. */
type Act = (view: OpenView, app: JupyterFrontEnd, host: Host) => unknown;

/** What can be done with a view, each under the name of its command. */
export const ACTS = {
  present: ({ view }) => view.present(!view.isPresenting),
  'next-step': step(1),
  'previous-step': step(-1),
  reset: ({ model }) => model.reset(),
  'reset-all': (view, _, host) => resetAll(view, host),
  'make-start': ({ model }) => model.makeStart(),
  'open-output': openOutput,
  'dock-rail': dockRail,
  'copy-python': copy(asPython),
  'copy-json': copy(payload => JSON.stringify(payload)),
  'copy-fence': copy(asFence),
  'copy-lesson': copyLesson,
  export: ({ view }) => view.openExport()
} satisfies Record<string, Act>;

export type ActName = keyof typeof ACTS;

function step(by: number): Act {
  return ({ model }) => {
    if (model.state.status === 'ready') {
      model.select({ step: stepFrom(model.state, by) });
    }
  };
}

/** A step of a lesson, of what was just done, as the fence in which lessons are written. */
function copyLesson(view: OpenView, app: JupyterFrontEnd, host: Host): unknown {
  const { model } = view;
  const { state, start } = model;
  const lesson = state.status === 'ready' && start ? lessonOf(start, state) : null;
  if (!lesson) {
    const { trans } = host;
    return Notification.info(
      trans.__('Nothing was done since the start that a goal could ask for.')
    );
  }
  const payload = { format: FORMAT, version: VERSION, ...lesson.steps[0].start };
  return copy(() => asFence({ ...payload, lesson: lesson as unknown as JsonObject }))(
    view,
    app,
    host
  );
}

function copy(text: (payload: JsonObject) => string): Act {
  return async ({ payload }, _, { trans }) => {
    try {
      await (payload && navigator.clipboard.writeText(text(payload)));
    } catch {
      Notification.error(trans.__('The page may not write to the clipboard.'));
    }
  };
}

/** Makes a new document in a folder, which says the worked example, and opens it. */
export async function create(app: JupyterFrontEnd, folder?: string): Promise<unknown> {
  const { contents } = app.serviceManager;
  const path = folder ?? (await folderOf(app));
  const made = await contents.newUntitled({ path, type: 'file', ext: '.attention.json' });
  await contents.save(made.path, {
    type: 'file',
    format: 'text',
    content: written(WORKED_EXAMPLE)
  });
  return app.commands.execute('docmanager:open', { path: made.path, factory: FACTORY });
}

/** The folder that the file browser shows; not every page has one. */
export async function folderOf(app: JupyterFrontEnd): Promise<string> {
  try {
    const { IDefaultFileBrowser } = await import('@jupyterlab/filebrowser');
    const browser = await app.resolveOptionalService(IDefaultFileBrowser);
    return browser?.model.path ?? '';
  } catch {
    return '';
  }
}
