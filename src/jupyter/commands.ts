import { ILabShell } from '@jupyterlab/application';
import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import type { ReadonlyPartialJSONObject } from '@lumino/coreutils';
import type { ActName } from './acts.ts';
import { IHost } from './host.ts';
import type { Host } from './host.ts';
import { icon } from './icon.ts';
import { loadMore } from './more.ts';
import type { OpenView } from './openView.ts';
import { CREATE, OPEN_LESSON } from './tokens.ts';

/** What a command is called, when it can be run, and whether it stands in the view's own menu. */
interface Command {
  readonly label: string;
  /** What its name does not say. */
  readonly caption?: string;
  readonly when: (view: OpenView) => boolean;
  readonly isInMenu?: boolean;
}

const isReady = ({ state }: OpenView) => state.status === 'ready';
const differs = ({ state }: OpenView) => state.status === 'ready' && state.differs;
const isRail = ({ subject }: OpenView) => subject.kind === 'rail';
const isOutput = ({ subject }: OpenView) => subject.kind === 'output';

/** All that a reader can do with views, as commands that keys, menus and the palette know. */
export const commands: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-attention:commands',
  description: 'Commands for views.',
  autoStart: true,
  requires: [IHost],
  optional: [ILabShell],
  activate: (app: JupyterFrontEnd, host: Host, shell: ILabShell | null) => {
    const { trans } = host;
    const all = commandsOf(host, shell !== null);
    const viewOf = (name: string, { ofMenu }: ReadonlyPartialJSONObject) =>
      host.views?.[ofMenu ? 'ofMenu' : name === 'reset-all' ? 'any' : 'current'] ?? null;
    const run = async (name: ActName, view: OpenView | null) => {
      if (view && all[name].when(view)) {
        const { ACTS } = await loadMore();
        await ACTS[name](view, app, host);
      }
    };
    for (const name of Object.keys(all) as ActName[]) {
      const { label, caption, when } = all[name];
      const fits = (args: ReadonlyPartialJSONObject) => {
        const view = viewOf(name, args);
        return view !== null && when(view);
      };
      app.commands.addCommand(`attention:${name}`, {
        label,
        caption,
        isEnabled: fits,
        isVisible: args => !args.ofMenu || fits(args),
        execute: args => run(name, viewOf(name, args))
      });
    }
    app.commands.addCommand(CREATE, {
      label: ({ isPalette }) =>
        isPalette ? trans.__('New attention document') : trans.__('Attention'),
      caption: trans.__('Create a document that shows attention'),
      icon: ({ isPalette }) => (isPalette ? undefined : icon),
      execute: async ({ cwd }) => {
        const { create } = await loadMore();
        return create(app, cwd as string | undefined);
      }
    });
    app.commands.addCommand(OPEN_LESSON, {
      label: trans.__('Attention lessons'),
      caption: trans.__('Open a copy of a lesson'),
      icon: ({ isPalette }) => (isPalette ? undefined : icon),
      execute: async ({ lesson, cwd }) => {
        const { openLesson } = await import('./lessons.ts');
        return openLesson(app, trans, {
          lesson: lesson as string | undefined,
          cwd: cwd as string | undefined,
          language: document.documentElement.lang
        });
      }
    });
    host.actions = view =>
      (Object.keys(all) as ActName[])
        .filter(name => all[name].isInMenu && all[name].when(view))
        .map(name => ({
          id: `attention:${name}`,
          label: all[name].label,
          run: () => void run(name, view)
        }));
  }
};

/** Every command for a view, in the order of menus. A page with one widget has no place for a tab. */
function commandsOf({ trans }: Host, hasTabs: boolean): Readonly<Record<ActName, Command>> {
  return {
    present: { label: trans.__('Present'), when: view => isReady(view) && !isRail(view) },
    'next-step': { label: trans.__('Next step'), when: isReady },
    'previous-step': { label: trans.__('Previous step'), when: isReady },
    'open-output': {
      label: trans.__('Open output in a tab'),
      when: view => hasTabs && isOutput(view),
      isInMenu: true
    },
    'dock-rail': {
      label: trans.__('Move the rail to a tab'),
      when: ({ subject, view }) => hasTabs && subject.kind === 'document' && view.parts === 'all',
      isInMenu: true
    },
    reset: { label: trans.__('Reset this view'), when: differs },
    'reset-all': {
      label: trans.__('Reset all views of the notebook'),
      when: isOutput,
      isInMenu: true
    },
    'make-start': {
      label: trans.__('Make this state the start'),
      caption: trans.__(
        'Reset returns to it from now on. An output keeps it with the notebook; a document until it is closed, for its file says one state.'
      ),
      when: differs,
      isInMenu: true
    },
    'copy-python': { label: trans.__('Copy as Python'), when: isReady },
    'copy-json': { label: trans.__('Copy as JSON'), when: isReady },
    'copy-fence': { label: trans.__('Copy as Markdown fence'), when: isReady, isInMenu: true },
    'copy-lesson': {
      label: trans.__('Copy what was done as a step of a lesson'),
      when: isReady,
      isInMenu: true
    },
    export: { label: trans.__('Export…'), when: isReady }
  };
}
