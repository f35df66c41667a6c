/** @jest-environment jsdom */
import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';
import type { Preferences } from '../../src/jupyter/preferences.ts';
import { AttentionRenderer } from '../../src/jupyter/renderer.ts';
import { MIME_TYPE } from '../../src/format/index.ts';
import { LIONS } from '../views/show.ts';
import { hostOf } from './host.ts';

// Plotly needs a browser that draws.
jest.mock('../../src/views/drawing/plotly.ts', () => ({
  ensurePlotly: () =>
    Promise.resolve({ toImage: () => Promise.resolve('data:image/png;base64,PIXELS') })
}));

/** The model of an output, which renders again when it is written to, as JupyterLab's does. */
class Output {
  metadata: Record<string, unknown> = {};
  written = 0;
  trusted = false;
  constructor(public data: Record<string, unknown>) {}
  setData({ data, metadata }: { data?: object; metadata?: object }): void {
    this.data = { ...(data ?? this.data) };
    this.metadata = { ...(metadata ?? this.metadata) };
    this.written += 1;
  }
}

const FALLBACKS = { 'text/html': 'x', 'text/plain': 'x', 'image/png': 'x' };
const asModel = (output: Output) => output as unknown as IRenderMime.IMimeModel;
let preferences: Preferences = { writeBack: true };
const host = hostOf(() => preferences);
const create = () => new AttentionRenderer(host);

async function rendered(payload: unknown) {
  const renderer = create();
  const output = new Output({ ...FALLBACKS, [MIME_TYPE]: payload });
  await renderer.renderModel(asModel(output));
  return { renderer, output };
}

const contentOf = (renderer: AttentionRenderer) => renderer.node.shadowRoot!;
const chip = (renderer: AttentionRenderer, t: number) =>
  contentOf(renderer).querySelectorAll<HTMLElement>('.jp-Attention-chip')[t];

beforeEach(() => {
  preferences = { writeBack: true };
});
afterEach(() => host.views.all.forEach(view => view.dispose()));
beforeEach(() => jest.useFakeTimers({ doNotFake: ['performance'] }));
afterEach(() => jest.useRealTimers());

test('a payload that is only looked at is not written', async () => {
  const { output } = await rendered(LIONS);
  await jest.advanceTimersByTimeAsync(1000);
  expect(output.written).toBe(0);
});

test('a choice is kept with the output after a quiet moment, with what was sent', async () => {
  const { renderer, output } = await rendered(LIONS);
  chip(renderer, 3).click();
  await jest.advanceTimersByTimeAsync(1000);
  expect(output.data[MIME_TYPE]).toEqual({ ...LIONS, view: { query: 3 } });
  expect(output.metadata[MIME_TYPE]).toEqual({ sent: LIONS });
  expect(output.data['text/html']).toContain('<table');
});

test('nothing is written while the reader does not want it, and everything is once they do', async () => {
  preferences = { writeBack: false };
  const { renderer, output } = await rendered(LIONS);
  chip(renderer, 3).click();
  await jest.advanceTimersByTimeAsync(1000);
  expect(output.written).toBe(0);
  preferences = { writeBack: true };
  host.views.refresh();
  await jest.advanceTimersByTimeAsync(1000);
  expect(output.data[MIME_TYPE]).toEqual({ ...LIONS, view: { query: 3 } });
});

test('decimals, which parts are open, and what stands beside them, follow the settings', async () => {
  const { renderer } = await rendered(LIONS);
  const pane = (name: string) =>
    contentOf(renderer).querySelector<HTMLElement>(`.jp-mod-${name}Pane`)!;
  expect(pane('detail').textContent).toContain('[−0.319, −0.580]');
  preferences = { writeBack: true, decimals: 4, panes: ['detail'] };
  host.views.refresh();
  expect(pane('detail').textContent).toContain('[−0.31918, −0.57959]');
  expect(pane('plane').dataset.open).toBe('false');
  pane('plane').querySelector<HTMLElement>('.jp-Attention-fold')!.click();
  jest.advanceTimersByTime(1000);
  expect(pane('plane').dataset.open).toBe('true');
  preferences = { writeBack: true, rail: 'notes' };
  host.views.refresh();
  expect(pane('notes')).not.toBeNull();
});

test('an output without a picture gets one, and the table with it', async () => {
  const renderer = create();
  const output = new Output({ [MIME_TYPE]: LIONS });
  await renderer.renderModel(asModel(output));
  chip(renderer, 0).click();
  await jest.advanceTimersByTimeAsync(1000);
  expect(output.data['image/png']).toBe('PIXELS');
  expect(output.data['text/html']).toContain('<table');
  expect(output.data['text/html']).not.toContain('PIXELS'); // the picture is there once
  expect(output.data[MIME_TYPE]).toEqual({ ...LIONS, view: { query: 0 } });
});

test('a large payload is given back once, with its picture, and what is copied each time is read once', async () => {
  const tokens = Array.from({ length: 256 }, (_, t) => `w${t}`);
  const payload = { format: 'attention', version: 1, tokens };
  const output = new Output({ ...FALLBACKS, 'text/markdown': 'own', [MIME_TYPE]: payload });
  let reads = 0;
  const watched = new Proxy(output, {
    get(target, name) {
      reads += name === 'data' ? 1 : 0;
      return Reflect.get(target, name) as unknown;
    }
  });
  const renderer = create();
  const setData = output.setData.bind(output);
  output.setData = change => {
    setData(change);
    void renderer.renderModel(asModel(watched)); // as JupyterLab does
  };
  await renderer.renderModel(asModel(watched));
  chip(renderer, 3).click();
  await jest.advanceTimersByTimeAsync(2000);
  expect(output.written).toBe(1);
  expect(reads).toBe(1);
  expect(output.data).toMatchObject({
    'image/png': 'PIXELS',
    'text/markdown': 'own',
    [MIME_TYPE]: { ...payload, view: { query: 3 } }
  });
  chip(renderer, 4).click();
  renderer.dispose();
  expect(output.data).toMatchObject({ [MIME_TYPE]: { ...payload, view: { query: 4 } } });
});

test('an edit that comes while the picture of another is drawn is written with its own, at once', async () => {
  const tokens = Array.from({ length: 256 }, (_, t) => `w${t}`);
  const { renderer, output } = await rendered({ format: 'attention', version: 1, tokens });
  chip(renderer, 3).click();
  jest.advanceTimersByTime(1000); // the picture is being drawn
  chip(renderer, 4).click();
  await jest.advanceTimersByTimeAsync(0); // drawn, of numbers that are no longer shown
  expect(output.written).toBe(0);
  await jest.advanceTimersByTimeAsync(1000);
  expect(output.written).toBe(1);
  expect(output.data).toMatchObject({ [MIME_TYPE]: { view: { query: 4 } }, 'image/png': 'PIXELS' });
});

test('what the renderer wrote itself is not loaded again', async () => {
  const { renderer, output } = await rendered(LIONS);
  chip(renderer, 3).click();
  await jest.advanceTimersByTimeAsync(1000);
  const { written } = output;
  await renderer.renderModel(asModel(output));
  await jest.advanceTimersByTimeAsync(1000);
  expect(output.written).toBe(written);
});

test('Reset after reopening returns to what was sent', async () => {
  const renderer = create();
  const output = new Output({ ...FALLBACKS, [MIME_TYPE]: { ...LIONS, scale: 3 } });
  output.metadata = { [MIME_TYPE]: { sent: LIONS } };
  await renderer.renderModel(asModel(output));
  const reset = contentOf(renderer).querySelector<HTMLButtonElement>('[aria-label=Reset]')!;
  expect(reset.title).toContain('changed from what was sent');
  reset.click();
  await jest.advanceTimersByTimeAsync(1000);
  expect(output.data[MIME_TYPE]).toEqual(LIONS);
});

test('a start that is made is kept with the output, and taken by another view of it', async () => {
  const { renderer, output } = await rendered({ ...LIONS, scale: 3 });
  const other = create();
  await other.renderModel(asModel(output));
  const [one, two] = host.views.all.slice(-2).map(({ model }) => model);
  one.edit({ type: 'stages', stages: { scale: 2 } });
  await jest.advanceTimersByTimeAsync(1000);
  await other.renderModel(asModel(output)); // as JupyterLab does
  one.makeStart();
  await jest.advanceTimersByTimeAsync(1000);
  expect(output.metadata[MIME_TYPE]).toEqual({ sent: { ...LIONS, scale: 2 } });
  await other.renderModel(asModel(output));
  expect(two.state).toMatchObject({ differs: false });
  expect(two.sent).toEqual({ ...LIONS, scale: 2 });
  renderer.dispose();
  other.dispose();
});

test('an edit that is not yet kept is kept when the output is closed', async () => {
  const { renderer, output } = await rendered(LIONS);
  chip(renderer, 5).click();
  renderer.dispose();
  renderer.dispose();
  expect(output.data[MIME_TYPE]).toEqual({ ...LIONS, view: { query: 5 } });
  expect(output.data['image/png']).toBeUndefined();
});

test('a bad payload resolves, is shown, and is never written', async () => {
  const { renderer, output } = await rendered({ ...LIONS, version: 7 });
  expect(contentOf(renderer).textContent).toContain('newer than version 1');
  await jest.advanceTimersByTimeAsync(1000);
  renderer.dispose();
  expect(output.written).toBe(0);
});

test.each([
  ['no setData', { setData: undefined }],
  [
    'a setData that throws',
    {
      setData: () => {
        throw new Error('read-only');
      }
    }
  ],
  ['no metadata', { metadata: undefined }]
])('an edit holds for the page where the host has %s', async (_, page) => {
  const told = jest.spyOn(console, 'error').mockImplementation();
  const renderer = create();
  const output = Object.assign(new Output({ ...FALLBACKS, [MIME_TYPE]: LIONS }), page);
  await renderer.renderModel(asModel(output));
  chip(renderer, 3).click();
  await jest.advanceTimersByTimeAsync(2000);
  expect(chip(renderer, 3).getAttribute('aria-pressed')).toBe('true');
  await renderer.renderModel(asModel(output));
  chip(renderer, 4).click();
  expect(() => renderer.dispose()).not.toThrow();
  told.mockRestore();
});
