/** @jest-environment jsdom */
import { readFileSync } from 'node:fs';
import { renderer } from '../../src/jupyter/plugin.ts';
import { MIME_TYPE } from '../../src/format/index.ts';

// Tokens are all that the plugin takes from these packages.
jest.mock('@jupyterlab/apputils', () => ({ IThemeManager: {} }));
jest.mock('@jupyterlab/rendermime', () => ({ IRenderMimeRegistry: {} }));
jest.mock('@jupyterlab/translation', () => ({
  ITranslator: {},
  nullTranslator: { load: () => ({ __: (text: string) => text }) }
}));

test('the renderer is registered safe, first in rank, for our MIME type', () => {
  const addFactory = jest.fn();
  void renderer.activate({} as never, { addFactory }, null, null);
  expect(addFactory).toHaveBeenCalledWith(
    expect.objectContaining({ safe: true, mimeTypes: [MIME_TYPE] }),
    0
  );
});

test('the start of JupyterLab loads nothing of the view', () => {
  const read = (name: string) => readFileSync(`src/jupyter/${name}.ts`, 'utf8');
  for (const name of ['plugin', 'renderer']) {
    const values = [...read(name).matchAll(/^import (?!type)[^;]*?'([^']+)'/gm)].map(
      match => match[1]
    );
    expect(values.filter(path => /views|model|figures|heavy|format/.test(path))).toEqual([]);
  }
});
