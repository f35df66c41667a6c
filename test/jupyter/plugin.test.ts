/** @jest-environment jsdom */
import { readFileSync } from 'node:fs';
import { renderer } from '../../src/jupyter/plugin.ts';
import { COLOR_SCALES } from '../../src/figures/index.ts';
import { MIME_TYPE, PANES } from '../../src/format/index.ts';
import { DEFAULT_SETTINGS } from '../../src/views/index.ts';

// Tokens are all that the plugin takes from these packages.
jest.mock('@jupyterlab/apputils', () => ({ IThemeManager: {} }));
jest.mock('@jupyterlab/rendermime', () => ({ IRenderMimeRegistry: {} }));
jest.mock('@jupyterlab/settingregistry', () => ({ ISettingRegistry: {} }));
jest.mock('@jupyterlab/translation', () => ({
  ITranslator: {},
  nullTranslator: { load: () => ({ __: (text: string) => text }) }
}));

test('the renderer is registered safe, first in rank, for our MIME type', () => {
  const addFactory = jest.fn();
  void renderer.activate({} as never, { addFactory }, null, null, null);
  expect(addFactory).toHaveBeenCalledWith(
    expect.objectContaining({ safe: true, mimeTypes: [MIME_TYPE] }),
    0
  );
});

test('the settings say what the views have when nothing is set', () => {
  const schema = JSON.parse(readFileSync('schema/plugin.json', 'utf8'));
  const defaults = Object.fromEntries(
    Object.entries<{ default: unknown }>(schema.properties).map(([name, { default: value }]) => [
      name,
      value
    ])
  );
  expect(defaults).toEqual({ ...DEFAULT_SETTINGS, writeBack: true });
  expect(schema.properties.colorScale.enum).toEqual(COLOR_SCALES);
  expect(schema.properties.panes.items.enum).toEqual(PANES);
});

test('the start of JupyterLab loads nothing of the view', () => {
  const read = (name: string) => readFileSync(`src/jupyter/${name}.ts`, 'utf8');
  for (const name of ['plugin', 'preferences', 'renderer']) {
    const values = [...read(name).matchAll(/^import (?!type)[^;]*?'([^']+)'/gm)].map(
      match => match[1]
    );
    expect(values.filter(path => /views|model|figures|heavy|format/.test(path))).toEqual([]);
  }
});
