/** @jest-environment jsdom */
import { readFileSync } from 'node:fs';
import { CommandRegistry } from '@lumino/commands';
import { Signal } from '@lumino/signaling';
import { Widget } from '@lumino/widgets';
import plugins from '../../src/index.ts';
import { COLOR_SCALES } from '../../src/figures/index.ts';
import { MIME_TYPE, PANES, RAILS } from '../../src/format/index.ts';
import { attention } from '../../src/jupyter/attention.ts';
import { commands } from '../../src/jupyter/commands.ts';
import { documents } from '../../src/jupyter/documents.ts';
import type { Ready } from '../../src/model/index.ts';
import { launcher, palette } from '../../src/jupyter/palette.ts';
import { renderer } from '../../src/jupyter/plugin.ts';
import { DEFAULT_SETTINGS } from '../../src/views/index.ts';
import { LIONS } from '../views/show.ts';
import { until } from '../setup/models.ts';
import { hostOf } from './host.ts';

// Plotly needs a browser that draws.
jest.mock('../../src/views/drawing/plotly.ts', () => ({
  ensurePlotly: () => new Promise(() => undefined)
}));

const schema = JSON.parse(readFileSync('schema/plugin.json', 'utf8'));

/** What is used of the application. */
function appOf() {
  const inFront: { currentWidget: unknown } = { currentWidget: null };
  return {
    commands: new CommandRegistry(),
    shell: inFront,
    contextMenuHitTest: jest.fn<HTMLElement | undefined, [(node: HTMLElement) => boolean]>(),
    resolveOptionalService: jest.fn<Promise<unknown>, [unknown]>(() => Promise.resolve(null)),
    docRegistry: {
      addFileType: jest.fn(),
      addWidgetFactory: jest.fn(),
      addWidgetExtension: jest.fn()
    }
  };
}
type App = ReturnType<typeof appOf>;
const started = (app: App) => app as never;

/** An app in which commands are known, and a view of an output in it. */
async function withView(kind: 'output' | 'document' = 'output', payload: unknown = LIONS) {
  const app = appOf();
  const host = hostOf(undefined, app);
  void commands.activate(started(app), host, {});
  const { OpenView } = await import('../../src/jupyter/openView.ts');
  const node = document.body.appendChild(document.createElement('div'));
  const view = new OpenView(node, host, { kind });
  view.load(payload);
  app.shell.currentWidget = { node };
  return { app, host, view };
}

test('every plugin has an id of ours, starts by itself, and needs nothing of a page but how outputs are drawn', () => {
  const ids = plugins.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const own = new Set(plugins.flatMap(({ provides }) => provides ?? []));
  for (const { id, autoStart, requires = [] } of plugins) {
    expect(id).toMatch(/^jupyterlab-attention:[a-z]+$/);
    expect(autoStart).toBe(true);
    const drawing = [renderer.id, 'jupyterlab-attention:fences'];
    const needed = (requires as { name: string }[]).filter(token => !own.has(token as never));
    expect(needed.map(({ name }) => name)).toEqual(
      drawing.includes(id) ? ['IRenderMimeRegistry'] : []
    );
  }
});

test('the renderer is registered safe, first in rank, for our MIME type', () => {
  const addFactory = jest.fn();
  void renderer.activate({} as never, { addFactory }, null, null, null);
  expect(addFactory).toHaveBeenCalledWith(
    expect.objectContaining({ safe: true, mimeTypes: [MIME_TYPE] }),
    0
  );
});

test('the settings say what the views have when nothing is set', () => {
  const defaults = Object.fromEntries(
    Object.entries<{ default: unknown }>(schema.properties).map(([name, { default: value }]) => [
      name,
      value
    ])
  );
  expect(defaults).toEqual({ ...DEFAULT_SETTINGS, writeBack: true });
  expect(schema.properties.colorScale.enum).toEqual(COLOR_SCALES);
  expect(schema.properties.panes.items.enum).toEqual(PANES);
  // A lesson is shown by the payload that has one.
  expect(schema.properties.rail.enum).toEqual(RAILS.filter(rail => rail !== 'lesson'));
});

test('the start of JupyterLab loads nothing of the view', () => {
  const seen = new Set<string>();
  const follow = (path: string) => {
    if (seen.has(path)) {
      return;
    }
    seen.add(path);
    const source = readFileSync(`src/${path}`, 'utf8');
    for (const [, name] of source.matchAll(/^(?:import|export) (?!type)[^;]*?from '(\.[^']+)'/gm)) {
      follow(new URL(name, `file:///${path}`).pathname.slice(1));
    }
  };
  follow('index.ts');
  expect(seen.size).toBeGreaterThan(10);
  expect([...seen].filter(path => !path.startsWith('jupyter/') && path !== 'index.ts')).toEqual([]);
  // What not every host has, as Voila has none of these, would keep all of it from loading.
  const packages = [...seen].flatMap(path =>
    [
      ...readFileSync(`src/${path}`, 'utf8').matchAll(
        /^import (?!type)[^;]*?'(@jupyterlab\/[^']+)'/gm
      )
    ].map(match => match[1])
  );
  expect(packages.filter(name => /launcher|filebrowser|mainmenu|notebook/.test(name))).toEqual([]);
});

test('documents are of a file type of their own, whose default is the stage, and layouts remember them', () => {
  const app = appOf();
  const restore = jest.fn();
  void documents.activate(started(app), hostOf(), { restore });
  const type = app.docRegistry.addFileType.mock.calls[0][0];
  expect(type).toMatchObject({ extensions: ['.attention.json'], fileFormat: 'text' });
  const factory = app.docRegistry.addWidgetFactory.mock.calls[0][0];
  expect(factory).toMatchObject({
    fileTypes: [type.name],
    defaultFor: [type.name],
    modelName: 'text'
  });
  const pathChanged = new Signal<object, string>({});
  const context = { path: 'a.attention.json', ready: new Promise(() => undefined), pathChanged };
  const widget = factory.createNew(context);
  const [tracker, how] = restore.mock.calls[0];
  expect(tracker.widgets).toEqual([widget]);
  expect(how.args(widget)).toEqual({ path: 'a.attention.json', factory: factory.name });
  pathChanged.emit('b');
  expect(tracker.saved).toEqual([widget]);
});

test('a page that only shows has no documents, and that is no error', () => {
  const { docRegistry: _, ...app } = appOf();
  expect(() => void documents.activate(app as never, hostOf(), null)).not.toThrow();
});

test('commands are in the palette whichever plugin comes first, and the launcher has two cards', async () => {
  const app = appOf();
  const host = hostOf(undefined, app);
  const cards: unknown[] = [];
  const both = new Promise<void>(resolve =>
    app.resolveOptionalService.mockResolvedValue({
      add: (card: unknown) => cards.push(card) === 2 && resolve()
    })
  );
  const addItem = jest.fn();
  void palette.activate(started(app), host, { addItem });
  void commands.activate(started(app), host, null);
  void launcher.activate(started(app), host);
  const offered = addItem.mock.calls.map(([{ command }]) => command).sort();
  expect(offered).toEqual(app.commands.listCommands().sort());
  await both;
  expect(cards).toMatchObject([{ command: 'attention:new' }, { command: 'attention:lessons' }]);
  expect(app.commands.hasCommand('attention:new')).toBe(true);
});

test('without palette, launcher or tabs the commands are there all the same', () => {
  const app = appOf();
  void palette.activate(started(app), hostOf(), null);
  void launcher.activate(started(app), hostOf());
  void commands.activate(started(app), hostOf(undefined, app), null);
  expect(app.commands.hasCommand('attention:reset')).toBe(true);
});

test('every command that menus and keys name is there', () => {
  const app = appOf();
  void commands.activate(started(app), hostOf(undefined, app), {});
  const named = JSON.stringify(schema).match(/attention:[a-z-]+(?=")/g)!;
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter(id => !app.commands.hasCommand(id))).toEqual([]);
});

test('commands can be run only on what they are for', async () => {
  const { app, view } = await withView();
  const can = (name: string, args = {}) => app.commands.isEnabled(`attention:${name}`, args);
  expect(can('present')).toBe(true);
  expect(can('open-output')).toBe(true);
  expect(can('dock-rail')).toBe(false);
  expect(can('reset')).toBe(false);
  view.model.edit({ type: 'stages', stages: { scale: 2 } });
  expect(can('reset')).toBe(true);
  expect(can('make-start')).toBe(true);
  // In a menu that was opened elsewhere they are not even seen.
  expect(app.commands.isVisible('attention:reset', { ofMenu: true })).toBe(false);
  app.contextMenuHitTest.mockImplementation(test => (test(view.node) ? view.node : undefined));
  expect(app.commands.isVisible('attention:reset', { ofMenu: true })).toBe(true);
  view.load({ ...LIONS, version: 7 });
  expect(
    ['present', 'next-step', 'reset', 'copy-json', 'make-start'].filter(name => can(name))
  ).toEqual([]);
  app.shell.currentWidget = null;
  expect(can('open-output')).toBe(false);
  view.dispose();
});

test('steps, resets and starts act on the view in front', async () => {
  const { app, view } = await withView('document');
  const run = (name: string) => app.commands.execute(`attention:${name}`);
  await run('next-step');
  expect(view.selection?.step).toBe('embed');
  await run('next-step');
  expect(view.selection?.step).toBe('project');
  await run('previous-step');
  expect(view.selection?.step).toBe('embed');
  view.model.edit({ type: 'stages', stages: { scale: 2 } });
  await run('make-start');
  view.model.edit({ type: 'stages', stages: { scale: 3 } });
  await run('reset');
  expect(view.payload).toMatchObject({ scale: 2 });
  view.dispose();
});

test('what is copied is the payload as it is now', async () => {
  const { app, view } = await withView('document');
  const writeText = jest.fn(() => Promise.resolve());
  Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true });
  for (const name of ['json', 'python', 'fence']) {
    await app.commands.execute(`attention:copy-${name}`);
  }
  expect(writeText.mock.calls.flat()).toEqual([
    JSON.stringify(LIONS),
    `from jupyterlab_attention import Attention\n\nAttention("${LIONS.sentence}")`,
    `\`\`\`attention\n${LIONS.sentence}\n\`\`\`\n`
  ]);
  view.dispose();
});

test("the view's own menu offers what can be done with it, and does it", async () => {
  const { host, view } = await withView();
  const ids = () => host.actions(view).map(({ id }) => id);
  expect(ids()).toEqual([
    'attention:open-output',
    'attention:reset-all',
    'attention:copy-fence',
    'attention:copy-lesson'
  ]);
  view.model.edit({ type: 'stages', stages: { scale: 2 } });
  expect(ids()).toContain('attention:make-start');
  host
    .actions(view)
    .find(({ id }) => id === 'attention:reset-all')!
    .run();
  await until(view.model, (state): state is Ready => state.status === 'ready' && !state.differs);
  expect(view.payload).toEqual(LIONS);
  view.dispose();
});

test('another extension opens a view, hears what is selected in it, and what becomes of it', async () => {
  const app = appOf();
  const host = hostOf(undefined, app);
  const api = await attention.activate(started(app), host);
  const opened = jest.fn();
  api.opened.connect((_, view) => opened(view));
  const widget = await api.create(LIONS);
  const { view } = widget;
  expect(widget).toBeInstanceOf(Widget);
  expect(opened).toHaveBeenCalledWith(view);
  expect(api.views).toEqual([view]);
  const heard: unknown[] = [];
  view.selectionChanged.connect((_, { query, step }) => heard.push([query, step]));
  view.payloadChanged.connect(({ payload }) => heard.push(payload));
  view.select({ query: 3 });
  view.select({ query: 3 });
  view.select({ step: 'scale' });
  expect(heard.filter(Array.isArray)).toEqual([
    [3, null],
    [3, 'scale']
  ]);
  expect(view.payload).toEqual({ ...LIONS, view: { query: 3, step: 'scale' } });
  view.load({ ...LIONS, version: 7 });
  expect(view.state.status).toBe('error');
  expect(view.selection).toBeNull();
  widget.dispose();
  expect(view.isDisposed).toBe(true);
  expect(api.views).toEqual([]);
});
