/** @jest-environment jsdom */
import { Signal } from '@lumino/signaling';
import { DocumentView } from '../../src/jupyter/documentView.ts';
import { written } from '../../src/jupyter/jsonText.ts';
import { LIONS } from '../views/show.ts';
import { hostOf } from './host.ts';

// Plotly needs a browser that draws.
jest.mock('../../src/views/drawing/plotly.ts', () => ({
  ensurePlotly: () => new Promise(() => undefined)
}));

/** An open file, whose text other views and other pages may have too. */
class File {
  readonly contentChanged = new Signal<object, void>(this);
  readonly saveState = new Signal<object, string>(this);
  readonly model = {
    dirty: false,
    readOnly: false,
    sharedModel: this as File,
    contentChanged: this.contentChanged
  };
  readonly edits: string[] = [];
  private _isInOne = false;
  constructor(
    public text: string,
    readonly contentsModel: { writable: boolean } | null = { writable: true }
  ) {}
  getSource(): string {
    return this.text;
  }
  updateSource(start: number, end: number, value = ''): void {
    this.edits.push(value);
    this.set(this.text.slice(0, start) + value + this.text.slice(end));
  }
  transact(change: () => void): void {
    this._isInOne = true;
    change();
    this._isInOne = false;
    this.contentChanged.emit();
  }
  /** What an editor beside, another page, or a revert makes of it. */
  set(text: string): void {
    this.text = text;
    this.model.dirty = true;
    if (!this._isInOne) {
      this.contentChanged.emit();
    }
  }
  get said(): unknown {
    return JSON.parse(this.text);
  }
  /** Saves as JupyterLab does, and says what went into the file. */
  save(meanwhile: () => void = () => undefined): string {
    this.saveState.emit('started');
    const saved = this.text;
    meanwhile();
    this.model.dirty = false;
    this.saveState.emit('completed');
    return saved;
  }
}

function opened(text: string, contents?: { writable: boolean }) {
  const file = new File(text, contents);
  const host = hostOf();
  const node = document.body.appendChild(document.createElement('div'));
  const view = new DocumentView(node, file, host);
  const open = host.views.all[0];
  const line = () => {
    const { hidden, textContent } = node.querySelector<HTMLElement>('.jp-AttentionDocument-line')!;
    return hidden ? '' : textContent;
  };
  return { file, node, view, open, model: open.model, content: open.view.content, line };
}

const quiet = () => jest.advanceTimersByTimeAsync(2000);
const scale = (value: number) => ({ type: 'stages' as const, stages: { scale: value } });

beforeEach(() => jest.useFakeTimers({ doNotFake: ['performance'] }));
afterEach(() => jest.useRealTimers());

test('a file that is opened is not changed by it', async () => {
  const text = `  ${JSON.stringify({ ...LIONS, temperature: 1.0, remark: [1] })}`;
  const { file, view } = opened(text);
  await quiet();
  file.save();
  view.dispose();
  expect(file).toMatchObject({ text, edits: [] });
  expect(file.model.dirty).toBe(false);
});

test('an edit makes the file dirty at once, and goes into its text after a quiet moment, in its place', async () => {
  const text = '{"format": "attention", "version": 1,\n   "sentence": "cats hunt", "scale":1.50 }';
  const { file, model } = opened(text);
  model.edit(scale(2));
  expect(file.model.dirty).toBe(true);
  expect(file.text).toBe(text);
  await quiet();
  expect(file.text).toBe(text.replace('1.50', '2'));
  model.select({ query: 1 });
  await quiet();
  expect(file.said).toMatchObject({ scale: 2, view: { query: 1 } });
  model.undo();
  await quiet();
  expect(file.said).toMatchObject({ scale: 1.5 });
});

test('whoever leaves the view leaves nothing waiting: a file that is brought back is as it was', async () => {
  const text = written(LIONS);
  const { file, model, content } = opened(text);
  await quiet();
  const field = content.querySelector<HTMLInputElement>('input')!;
  field.focus();
  model.edit({ type: 'sentence', sentence: 'lions sleep', typing: true });
  await quiet();
  expect(file.said).toMatchObject({ sentence: 'lions sleep' });
  model.select({ query: 1 });
  field.blur();
  expect(file.said).toMatchObject({ sentence: 'lions sleep', view: { query: 1 } });
  file.set(text);
  await quiet();
  expect(file.text).toBe(text);
});

test('what is done in the moment before a save is saved, and what is done while it lasts leaves the file dirty', () => {
  const { file, model } = opened(written(LIONS));
  model.edit(scale(2));
  expect(JSON.parse(file.save())).toEqual({ ...LIONS, scale: 2 });
  expect(file.model.dirty).toBe(false);
  // It waits when the save is done; then, it is written while the save lasts.
  file.save(() => void model.edit(scale(3)));
  expect(file.model.dirty).toBe(true);
  file.save(() => {
    model.edit(scale(4));
    window.dispatchEvent(new Event('pagehide'));
  });
  expect(file.said).toMatchObject({ scale: 4 });
  expect(file.model.dirty).toBe(true);
});

test('what becomes of the text elsewhere arrives, can be undone, and is never answered', async () => {
  const { file, model, open } = opened(written(LIONS));
  model.edit(scale(2));
  await quiet();
  const { edits } = file;
  const count = edits.length;
  file.set(written({ ...LIONS, scale: 5, view: { query: 2 } }));
  expect(open.payload).toEqual({ ...LIONS, scale: 5, view: { query: 2 } });
  await quiet();
  file.set(file.text.replace('5', '6'));
  await quiet();
  expect(edits).toHaveLength(count);
  model.undo();
  model.undo();
  expect(open.payload).toMatchObject({ scale: 2 });
  await quiet();
  expect(file.said).toMatchObject({ scale: 2 });
});

test('half-typed text leaves the view as it was and says so; what is done meanwhile is written once it is whole', async () => {
  const { file, model, open, line } = opened(written(LIONS));
  const half = file.text.replace('peacefully"', '"');
  const broken = half.replace('}', '');
  file.set(broken);
  expect(line()).toContain('This is not JSON, line 6, column 1');
  expect(open.payload).toEqual(LIONS);
  model.select({ query: 3 });
  await quiet();
  file.save();
  expect(file.text).toBe(broken);
  file.set(half);
  expect(line()).toBe('');
  const both = {
    ...LIONS,
    sentence: 'Angry lions hunt zebras, while cats sleep ',
    view: { query: 3 }
  };
  expect(open.payload).toEqual(both);
  expect(file.model.dirty).toBe(true);
  await quiet();
  expect(file.said).toEqual(both);
  expect(model.state).toMatchObject({ canUndo: true });
});

test('a payload that cannot be drawn leaves the view as it was too, and tells why', async () => {
  const { file, open, line } = opened(written(LIONS));
  file.set(written({ ...LIONS, temperature: 'warm', scale: [] }));
  expect(line()).toContain('$.scale: Found an empty list');
  expect(line()).toContain('And 1 more.');
  expect(open.payload).toEqual(LIONS);
  file.set('');
  expect(line()).toContain('The file is empty.');
  expect(open.payload).toEqual(LIONS);
  await quiet();
  expect(file.edits).toEqual([]);
});

test('numbers that overflow leave the view as it was, with all that can be undone, until they are right again', async () => {
  const { file, open, model, line } = opened(written(LIONS));
  model.edit(scale(2));
  await quiet();
  const right = file.text;
  const wide = (entry: number) => ({
    ...LIONS,
    scale: 2,
    embeddings: LIONS.sentence.split(' ').map(() => [entry, entry])
  });
  file.set(written(wide(1e300)));
  expect(line()).toContain('The file cannot be shown as it is now:');
  expect(line()).toContain('$.embeddings');
  expect(open.payload).toMatchObject({ scale: 2 });
  expect(model.state).toMatchObject({ status: 'ready', canUndo: true });
  await quiet();
  expect(file.said).toEqual(wide(1e300)); // nothing is written into what somebody is in the middle of
  file.set(right);
  expect(line()).toBe('');
  expect(open.payload).toMatchObject({ scale: 2 });
  model.undo();
  expect(open.payload).toEqual(LIONS);
  await quiet();
  expect(file.said).toEqual(LIONS);
});

test.each(['{"format": "attention",', '[1, 2]', '{"format": "attention", "version": 9}', '"x'])(
  'a bad file shows what is wrong, and stays as it is: %s',
  async text => {
    const { file, content, view } = opened(text);
    expect(content.querySelector('[role=alert]')!.textContent).toContain('cannot be drawn');
    await quiet();
    file.save();
    view.dispose();
    expect(file).toMatchObject({ text, edits: [] });
  }
);

test('a bad file that is mended is shown, and is where it starts from', async () => {
  const { file, open, line } = opened('{"format": "attention",');
  file.set(written(LIONS));
  expect(open.payload).toEqual(LIONS);
  expect(open.state).toMatchObject({ differs: false, canUndo: false });
  expect(line()).toBe('');
  await quiet();
  expect(file.edits).toEqual([]);
});

test.each(['', ' \n'])(
  'an empty file says what to do, and begins when its reader wants it: %j',
  async text => {
    const { file, node, open } = opened(text);
    await quiet();
    expect(file.text).toBe(text);
    const button = node.querySelector<HTMLElement>('.jp-AttentionDocument-empty button')!;
    button.click();
    expect(node.querySelector('.jp-AttentionDocument-empty')).toBeNull();
    expect(file.text).toBe(written(LIONS));
    expect(open.payload).toEqual(LIONS);
  }
);

test('a file that cannot be written to says so, and is not written to', async () => {
  const text = written(LIONS);
  const { file, model, line, open } = opened(text, { writable: false });
  expect(line()).toContain('read-only');
  model.edit(scale(2));
  await quiet();
  file.save();
  expect(file).toMatchObject({ text, edits: [] });
  expect(file.model.dirty).toBe(false);
  expect(open.payload).toMatchObject({ scale: 2 });
  expect(opened('', { writable: false }).node.querySelector('button')).toBeNull();
});

test('what two do at the same time is both in the text, and nobody answers the other', async () => {
  const { file, model, open } = opened(written({ ...LIONS, view: { query: 1 } }));
  model.edit(scale(2)); // waits
  file.set(written({ ...LIONS, temperature: 3, view: { query: 4 } }));
  const both = { ...LIONS, scale: 2, temperature: 3, view: { query: 4 } };
  expect(open.payload).toEqual(both);
  // Not at once: an editor that has just changed the text takes no change before it is done.
  expect(file.edits).toEqual([]);
  await quiet();
  expect(file.said).toEqual(both);
  const count = file.edits.length;
  await quiet();
  expect(file.edits).toHaveLength(count);
});

test('a long text is read once nobody types, and before anything is written into it', async () => {
  const { file, open, model } = opened(written({ ...LIONS, remark: 'x'.repeat(200_000) }));
  const sentence = () => open.payload!.sentence;
  file.set(file.text.replace('Angry lions', 'Seven lions'));
  expect(sentence()).toBe(LIONS.sentence);
  model.select({ query: 7 });
  file.save();
  expect(sentence()).toMatch(/^Seven lions/);
  expect(file.said).toMatchObject({ sentence: sentence(), view: { query: 7 } });
  file.set(file.text.replace('Seven lions', 'Eight lions'));
  await quiet();
  expect(sentence()).toMatch(/^Eight lions/);
  expect(file.edits).toHaveLength(1);
  // What is half typed when something is to be written is not written over, and nothing is lost.
  file.set(file.text.replace('"version"', 'version"'));
  model.select({ query: 2 });
  file.save();
  expect(() => file.said).toThrow();
  file.set(file.text.replace('version"', '"version"'));
  await quiet();
  expect(file.said).toMatchObject({ sentence: sentence(), view: { query: 2 } });
});
