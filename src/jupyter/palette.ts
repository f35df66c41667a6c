import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { IHost } from './host.ts';
import type { Host } from './host.ts';
import { CREATE, OPEN_LESSON } from './tokens.ts';

/** Puts the commands into the palette. */
export const palette: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-attention:palette',
  description: 'Commands in the palette.',
  autoStart: true,
  requires: [IHost],
  optional: [ICommandPalette],
  activate: (app: JupyterFrontEnd, host: Host, palette: ICommandPalette | null) => {
    const { commands } = app;
    const category = host.trans.__('Attention');
    const offer = (command: string) =>
      palette?.addItem({ command, category, args: { isPalette: true } });
    const isOurs = (id: string) => id.startsWith('attention:');
    commands.listCommands().filter(isOurs).forEach(offer);
    commands.commandChanged.connect((_, { id, type }) => {
      if (type === 'added' && id && isOurs(id)) {
        offer(id); // whichever of the plugins comes first
      }
    });
  }
};

/** Cards in the launcher. Not every page has one, or even knows what it is. */
export const launcher: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-attention:launcher',
  description: 'Cards in the launcher.',
  autoStart: true,
  requires: [IHost],
  activate: (app: JupyterFrontEnd, host: Host) => {
    void import('@jupyterlab/launcher')
      .then(({ ILauncher }) => app.resolveOptionalService(ILauncher))
      .then(
        cards =>
          [CREATE, OPEN_LESSON].forEach((command, i) =>
            cards?.add({ command, category: host.trans.__('Other'), rank: 40 + i })
          ),
        () => undefined
      );
  }
};
