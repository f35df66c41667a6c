import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { execute, LIONS, MIME_TYPE, notebook } from './notebook.ts';
import { Readers } from './readers.ts';

const ROUNDS = 20;
const PNG = 'image/png';

interface Output {
  readonly data: Record<string, { view?: { query: number } } | undefined>;
}

/** The parts of an open notebook that say what its outputs are. */
interface Open {
  dispose(): void;
  context: { path: string };
  content: {
    model: {
      cells: { get(index: number): { outputs: { get(index: number): Model; toJSON(): Output[] } } };
      sharedModel: {
        ydoc: { on(event: string, listener: (change: Transaction) => void): void };
        cells: { getOutputs(): Output[] }[];
      };
    };
  };
}
interface Model {
  setData(options: { data: object }): void;
}
interface Transaction {
  local: boolean;
  changed: Map<{ parent: unknown }, Set<string | null>>;
}
declare global {
  interface Window {
    /** How often this page has changed an output of the notebook in front. */
    written?: number;
  }
}

let readers: Readers;
test.beforeAll(async ({ browser, playwright }) => {
  readers = await Readers.start(browser, playwright);
});
test.afterAll(() => readers.stop());
test.use({ trace: 'off' }); // of twenty rounds in two pages it would be most of the work

/** Writes a notebook of cells with one output each. */
function write(name: string, data: object = { [MIME_TYPE]: LIONS }, cells = 1): void {
  const content = notebook(Array(cells).fill({ payload: LIONS })) as {
    cells: { outputs: object[] }[];
  };
  content.cells.forEach(cell => {
    cell.outputs = [{ output_type: 'display_data', metadata: {}, data }];
  });
  readers.jupyter.write(name, content);
}

const both = <T>(act: (page: Page, index: number) => Promise<T>) => readers.both(act);

/** Brings a notebook to the front of both pages at once, and counts from then on what each writes. */
async function open(name: string): Promise<void> {
  await both(async page => {
    await execute(page, 'docmanager:open', { path: name });
    await page.waitForFunction(path => {
      const widget = window.jupyterapp?.shell.currentWidget as unknown as Open | null;
      const model = widget?.context?.path.endsWith(path) ? widget.content.model : null;
      if (!model || model.sharedModel.cells.length === 0) {
        return false;
      }
      window.written = 0;
      model.sharedModel.ydoc.on('afterTransaction', ({ local, changed }) => {
        const names = [...changed.values()].flatMap(each => [...each]);
        // An entry of an output that was set, or the list of a cell's outputs.
        const lists = [...changed.keys()].map(type => type.constructor.name);
        if (local && (names.includes('data') || lists.some(name => name.includes('YArray')))) {
          window.written! += 1;
        }
      });
      return true;
    }, name);
  });
}

/** Closes the notebook in front, without a question. */
const close = () =>
  both(page =>
    page.evaluate(() => (window.jupyterapp!.shell.currentWidget as unknown as Open).dispose())
  );

/**
 * The outputs of the first cell, in the shared document and in the models that this page draws. They
 * are not asked for as a copy of the cell is: that would have what waits written at once.
 */
const outputsIn = (page: Page, cell: number) =>
  page.evaluate(cell => {
    const { model } = (window.jupyterapp!.shell.currentWidget as unknown as Open).content;
    return [model.sharedModel.cells[cell].getOutputs(), model.cells.get(cell).outputs.toJSON()];
  }, cell);

/** The same in the file; while it is written it cannot be read. */
const onDisk = (name: string, cell = 0): Output[] =>
  JSON.parse(readFileSync(join(readers.jupyter.folder, name), 'utf8')).cells[cell].outputs;

/** The view of the notebook in front. */
const inFront = (page: Page) => page.locator('.jp-NotebookPanel:not(.lm-mod-hidden) .jp-Attention');

/** Which token asks, by what stands on screen. */
const asking = (page: Page) =>
  inFront(page)
    .locator('.jp-Attention-chip')
    .evaluateAll(chips => chips.findIndex(chip => chip.getAttribute('aria-pressed') === 'true'));

/** Lets a token ask, as a reader does. */
const choose = (page: Page, token: number) =>
  inFront(page)
    .locator('.jp-Attention-chip')
    .nth(token)
    .evaluate((chip: HTMLElement) => chip.click());

/**
 * Waits until both screens, both shared documents, both models and the file say the same, and one of
 * `tokens` asks; then says how many outputs each of the five has.
 */
async function agreed(name: string, tokens: number[]): Promise<number[]> {
  let counts: number[] = [];
  await expect(async () => {
    const inPages = (await both(page => outputsIn(page, 0))).flat();
    const all = [...inPages, onDisk(name)];
    counts = all.map(outputs => outputs.length);
    const queries = [
      ...all.flatMap(outputs => outputs.map(({ data }) => data[MIME_TYPE]?.view?.query)),
      ...(await both(asking))
    ];
    expect(tokens).toContain(queries[0]);
    expect(queries).toEqual(queries.map(() => queries[0]));
  }).toPass({ intervals: [100] });
  return counts;
}

const ONE = [1, 1, 1, 1, 1];
const written = () => both(page => page.evaluate(() => window.written));

test('opening in two pages at once writes nothing; each choice of a reader is written once', async () => {
  for (let round = 0; round < ROUNDS; round++) {
    const name = `open-${round}.ipynb`;
    write(name); // without a picture
    await open(name);
    await both(page => expect(inFront(page).locator('.jp-Attention-chip')).toHaveCount(8));
    expect(await written()).toEqual([0, 0]);
    // Whatever waited since it was opened would be written before this is.
    await choose(readers.pages[0], 3);
    expect(await agreed(name, [3])).toEqual(ONE);
    await choose(readers.pages[1], 5);
    expect(await agreed(name, [5])).toEqual(ONE);
    expect(await written()).toEqual([1, 1]);
    expect(onDisk(name)[0].data[PNG]).toBeDefined();
    await close();
  }
});

test('edits in turn are seen in the other page and on disk', async () => {
  write('turns.ipynb');
  await open('turns.ipynb');
  for (let round = 0; round < ROUNDS; round++) {
    const token = (round * 3 + 1) % 8;
    await choose(readers.pages[round % 2], token);
    expect(await agreed('turns.ipynb', [token])).toEqual(ONE);
  }
  expect(await written()).toEqual([ROUNDS / 2, ROUNDS / 2]);
  await close();
});

test('edits at the same time leave one output, of which both pages and the file say the same', async () => {
  write('race.ipynb');
  await open('race.ipynb');
  for (let round = 0; round < ROUNDS; round++) {
    const tokens = [(2 * round) % 8, (2 * round + 1) % 8];
    await both((page, i) => choose(page, tokens[i]));
    expect(await agreed('race.ipynb', tokens)).toEqual(ONE);
  }
  await close();
});

test('beside it: what JupyterLab does with an output of JSON that two pages set at once', async () => {
  write('beside.ipynb', { 'application/json': {} }, ROUNDS);
  await open('beside.ipynb');
  const counts: number[] = [];
  for (let cell = 0; cell < ROUNDS; cell++) {
    await both((page, by) =>
      page.evaluate(
        ([cell, by]) => {
          const { model } = (window.jupyterapp!.shell.currentWidget as unknown as Open).content;
          model.cells
            .get(cell)
            .outputs.get(0)
            .setData({ data: { 'application/json': { by } } });
        },
        [cell, by]
      )
    );
    await expect(async () => {
      const [[one], [other]] = await both(page => outputsIn(page, cell));
      expect(one).toEqual(other);
      expect(onDisk('beside.ipynb', cell)).toEqual(one);
      expect(one.map(({ data }) => data)).not.toContainEqual({ 'application/json': {} });
      counts[cell] = one.length;
    }).toPass({ intervals: [100] });
  }
  await close();
  // It is measured, not wanted: what is asked of this extension stands above.
  const times = (test: (count: number) => boolean) => counts.filter(test).length;
  const description = `of ${ROUNDS} outputs ${times(n => n > 1)} doubled, ${times(n => n < 1)} lost`;
  process.stdout.write(`JupyterLab itself: ${description}\n`);
  test.info().annotations.push({ type: 'JupyterLab itself', description });
});
