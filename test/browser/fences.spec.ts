import { expect, test } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { Jupyter } from './jupyter.ts';
import { execute, openInLab, runAll } from './notebook.ts';

/** What the tests use of what is in front: a notebook. */
interface InFront {
  readonly content: {
    readonly activeCell: { model: { sharedModel: { setSource(source: string): void } } };
    readonly model: { toJSON(): { cells: unknown } };
  };
  dispose(): void;
}
declare global {
  interface Window {
    /** The elements of views, for as long as something holds them. */
    held?: WeakRef<Element>[];
  }
}

const fence = (body: string) => `\`\`\`attention\n${body}\n\`\`\``;
const HUNT = 'angry lions hunt zebras';

/** A notebook of Markdown cells, and of outputs that are Markdown. */
function markdownNotebook(cells: string[], outputs: string[] = []): object {
  const metadata = {};
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: { kernelspec: { name: 'python3', display_name: 'Python 3', language: 'python' } },
    cells: [
      ...cells.map((source, i) => ({ cell_type: 'markdown', id: `m${i}`, metadata, source })),
      ...outputs.map((text, i) => ({
        cell_type: 'code',
        id: `c${i}`,
        metadata,
        source: '',
        execution_count: 1,
        outputs: [{ output_type: 'display_data', metadata, data: { 'text/markdown': text } }]
      }))
    ]
  };
}

/** The views in fences, in the order of the page. */
const fences = (within: Page | Locator) => within.locator('.jp-AttentionFence .jp-Attention');
const problem = (within: Page | Locator) => within.locator('.jp-AttentionFence-problem');
const chips = (view: Locator) => view.locator('.jp-Attention-chip');
const asking = (view: Locator) =>
  chips(view).evaluateAll(all =>
    all.findIndex(chip => chip.getAttribute('aria-pressed') === 'true')
  );

/** Gives the active Markdown cell another text and renders it, as its editor and Shift+Enter do. */
async function rewrite(page: Page, source: string): Promise<void> {
  await page.evaluate(text => {
    const { content } = window.jupyterapp!.shell.currentWidget as unknown as InFront;
    content.activeCell.model.sharedModel.setSource(text);
  }, source);
  await execute(page, 'notebook:run-cell');
}

/** What fails in the page from now on. */
function errorsOf(page: Page): string[] {
  const errors: string[] = [];
  page.on('pageerror', ({ stack, message }) => errors.push(stack ?? message));
  return errors;
}

let jupyter: Jupyter;
test.describe('in JupyterLab', () => {
  test.beforeAll(async () => {
    jupyter = await Jupyter.start();
  });
  test.afterAll(() => jupyter.stop());

  test('a fence in a Markdown cell is drawn, and keeps what is done in it while the cell is written anew', async ({
    page
  }) => {
    const errors = errorsOf(page);
    jupyter.write('cell.ipynb', markdownNotebook([`# Hunt\n\n${fence(HUNT)}\n\nafter`]));
    await openInLab(page, jupyter, 'cell.ipynb');
    const view = fences(page);
    await expect(chips(view)).toHaveCount(4);
    await expect(page.locator('.jp-MarkdownCell pre')).toBeHidden();
    await chips(view).nth(2).click();
    await expect.poll(() => asking(view)).toBe(2);
    const host = await view.elementHandle();

    // Its editor opens, and is rendered again, with nothing changed and with a heading changed.
    await page.keyboard.press('Escape');
    await execute(page, 'notebook:enter-edit-mode');
    await expect(page.locator('.jp-MarkdownCell .cm-content')).toBeVisible();
    await execute(page, 'notebook:run-cell');
    await rewrite(page, `# Another\n\n${fence(HUNT)}\n\nmore`);
    await expect(page.getByRole('heading', { name: 'Another' })).toBeVisible();
    await expect(chips(view)).toHaveCount(4);
    await expect.poll(() => asking(view)).toBe(2);
    expect(await view.evaluate((node, before) => node === before, host)).toBe(true);

    await rewrite(page, `# Another\n\n${fence('cats sleep peacefully\nquery: 1')}`);
    await expect(chips(view)).toHaveCount(3);
    await expect.poll(() => asking(view)).toBe(1);
    expect(errors).toEqual([]);
  });

  test('what is done in a fence is not written back, and a double click opens no editor', async ({
    page
  }) => {
    jupyter.write('kept.ipynb', markdownNotebook([fence(HUNT)]));
    await openInLab(page, jupyter, 'kept.ipynb');
    const view = fences(page);
    await expect(chips(view)).toHaveCount(4);
    const cells = () =>
      page.evaluate(() => {
        const { model } = (window.jupyterapp!.shell.currentWidget as unknown as InFront).content;
        return JSON.stringify(model.toJSON().cells);
      });
    const before = await cells();
    await chips(view).nth(3).dblclick();
    await expect.poll(() => asking(view)).toBe(3);
    await expect(page.locator('.jp-MarkdownCell .cm-content')).toBeHidden();
    expect(await cells()).toBe(before);
  });

  test('half-typed text stays a readable block of code, with one line that says what is wrong', async ({
    page
  }) => {
    jupyter.write('half.ipynb', markdownNotebook([fence(`${HUNT}\nquery: 0\nmask: caus`)]));
    await openInLab(page, jupyter, 'half.ipynb');
    await expect(problem(page)).toHaveText(
      /^Line 3, mask: Found the text "caus"; wanted null, "causal"/
    );
    await expect(page.locator('.jp-MarkdownCell pre')).toHaveText(`${HUNT}\nquery: 0\nmask: caus`);
    await expect(page.locator('.jp-MarkdownCell pre')).toBeVisible();
    await rewrite(page, fence(`${HUNT}\nquery: 0\nmask: causal`));
    await expect(chips(fences(page)).first()).toContainText('100%'); // it sees itself alone
    await expect(problem(page)).toHaveCount(0);
    await rewrite(page, fence('{"sentence": "angry lions",'));
    await expect(problem(page)).toHaveText(/^Line 1: This is no JSON: found the end/);
    await expect(fences(page)).toHaveCount(0);
  });

  test('fences in outputs are drawn, also in a notebook that is not trusted', async ({ page }) => {
    jupyter.write('outputs.ipynb', markdownNotebook([], [`kept: ${fence(HUNT)}`, fence(HUNT)]));
    await openInLab(page, jupyter, 'outputs.ipynb');
    await expect(chips(fences(page).first())).toHaveCount(4);
    await expect(page.locator('.jp-OutputArea .jp-AttentionFence')).toHaveCount(1); // the first is no fence: text stands before it
    const source = `from IPython.display import Markdown, display\ndisplay(Markdown(${JSON.stringify(fence('cats sleep'))}))`;
    await rewrite(page, source);
    await runAll(page);
    await expect(chips(fences(page).first())).toHaveCount(2);
  });

  test('the Markdown preview follows what is typed beside it', async ({ page }) => {
    const errors = errorsOf(page);
    jupyter.write('preview.md', `# Hunt\n\n${fence(`${HUNT}\nquery: 0`)}\n`);
    await page.goto(`${jupyter.url}/lab?reset`);
    await page.waitForFunction(() => window.jupyterapp?.commands.hasCommand('docmanager:open'));
    await execute(page, 'docmanager:open', { path: 'preview.md', factory: 'Editor' });
    const editor = page.locator('.jp-FileEditor .cm-content');
    await expect(editor).toBeVisible();
    await execute(page, 'docmanager:open', {
      path: 'preview.md',
      factory: 'Markdown Preview',
      options: { mode: 'split-right' }
    });
    const preview = page.locator('.jp-MarkdownViewer');
    const view = fences(preview);
    await expect(chips(view)).toHaveCount(4);
    const host = await view.elementHandle();
    await editor.getByText(HUNT).click();
    await page.keyboard.press('End');
    await page.keyboard.type(' peacefully');
    await expect(chips(view)).toHaveCount(5);
    expect(await view.evaluate((node, before) => node === before, host)).toBe(true);
    await editor.getByText('query: 0').click();
    await page.keyboard.press('End');
    await page.keyboard.type('\nmask: cau');
    await expect(problem(preview)).toHaveText(/^Line 3, mask: Found the text "cau"/);
    await expect(preview.locator('pre')).toBeVisible();
    await page.keyboard.type('sal');
    await expect(chips(view).first()).toContainText('100%'); // it sees itself alone
    await expect(problem(preview)).toHaveCount(0);
    expect(errors).toEqual([]);
  });

  test('the theme and the settings reach a fence', async ({ page }) => {
    jupyter.write('theme.ipynb', markdownNotebook([fence(HUNT)]));
    await openInLab(page, jupyter, 'theme.ipynb');
    const view = fences(page);
    await expect(view).not.toHaveAttribute('data-dark');
    await execute(page, 'apputils:change-theme', { theme: 'JupyterLab Dark' });
    await expect(view).toHaveAttribute('data-dark');
    await execute(page, 'apputils:change-theme', { theme: 'JupyterLab Light' });
    await expect(view).not.toHaveAttribute('data-dark');
  });

  test('nothing of the view is loaded where there is no fence', async ({ page }) => {
    const loaded = new Set<string>();
    page.on('request', request => {
      if (request.url().includes('/jupyterlab-attention/static/')) {
        loaded.add(request.url());
      }
    });
    jupyter.write('plain.ipynb', markdownNotebook(['# Plain\n\n```python\nx = 1\n```']));
    await openInLab(page, jupyter, 'plain.ipynb');
    await expect(page.locator('.jp-MarkdownCell pre')).toBeVisible();
    const before = loaded.size;
    await rewrite(page, fence(HUNT));
    await expect(chips(fences(page))).toHaveCount(4);
    expect(before).toBeGreaterThan(0);
    expect(loaded.size).toBeGreaterThan(before + 1);
  });

  test('views that have no fence any more are given free', async ({ page }) => {
    jupyter.write('free.ipynb', markdownNotebook([fence(HUNT)]));
    await openInLab(page, jupyter, 'free.ipynb');
    // A notebook that is asked to run a cell before it has drawn it does so, now and then, never.
    await expect(chips(fences(page))).toHaveCount(4);
    const hold = () =>
      fences(page).evaluateAll(all => {
        window.held = [...(window.held ?? []), ...all.map(node => new WeakRef(node))];
      });
    const living = async () => {
      await page.requestGC();
      return page.evaluate(() => new Set(window.held!.flatMap(ref => ref.deref() ?? [])).size);
    };
    for (let round = 0; round < 12; round++) {
      await rewrite(page, `round ${round}\n\n${fence(HUNT)}\n\n${fence('cats sleep')}`);
      await expect(chips(fences(page).nth(1))).toHaveCount(2);
      await hold();
      await rewrite(page, `round ${round}`);
      await expect(fences(page)).toHaveCount(0);
    }
    // Of twenty-four; React and the page may remember the last few.
    await expect.poll(living).toBeLessThan(9);
    await rewrite(page, fence(HUNT));
    await expect(chips(fences(page))).toHaveCount(4);
    await hold();
    await page.evaluate(() =>
      (window.jupyterapp!.shell.currentWidget as unknown as InFront).dispose()
    );
    await expect(fences(page)).toHaveCount(0);
  });
});

test('Notebook 7 draws a fence in a cell and in an output', async ({ page }) => {
  const seven = await Jupyter.start('notebook');
  try {
    seven.write('seven.ipynb', markdownNotebook([fence(HUNT)], [fence('cats sleep')]));
    await page.goto(`${seven.url}/notebooks/seven.ipynb`);
    await expect(chips(fences(page.locator('.jp-MarkdownCell')))).toHaveCount(4);
    await expect(chips(fences(page.locator('.jp-OutputArea')))).toHaveCount(2);
    await chips(fences(page.locator('.jp-MarkdownCell')))
      .nth(1)
      .click();
    await expect.poll(() => asking(fences(page.locator('.jp-MarkdownCell')))).toBe(1);
  } finally {
    await seven.stop();
  }
});

test.describe('where jupyterlab-myst renders Markdown', () => {
  test.beforeAll(async () => {
    jupyter = await Jupyter.start('myst');
  });
  test.afterAll(() => jupyter.stop());

  for (const order of ['before', 'after'] as const) {
    test(`fences are drawn in cells, outputs and the preview; this extension starts ${order} it`, async ({
      page
    }) => {
      const errors = errorsOf(page);
      await page.route(
        url => /\/lab(\/|$)/.test(url.pathname),
        async route => {
          if (route.request().resourceType() !== 'document') {
            return route.continue();
          }
          const response = await route.fetch();
          const [head, config, tail] = (await response.text()).split(
            /(?<=<script id="jupyter-config-data"[^>]*>)([^]*?)(?=<\/script>)/
          );
          const read = JSON.parse(config) as { federated_extensions: { name: string }[] };
          const sign = order === 'before' ? 1 : -1;
          read.federated_extensions.sort((a, b) => sign * (a.name < b.name ? -1 : 1));
          return route.fulfill({ response, body: head + JSON.stringify(read) + tail });
        }
      );
      const text = `# Hunt\n\n${fence(HUNT)}\n\n\`\`\`\ncode\n\`\`\``;
      jupyter.write(`${order}.ipynb`, markdownNotebook([text], [fence('cats sleep')]));
      jupyter.write(`${order}.md`, `${fence('lions hunt zebras')}\n`);
      await openInLab(page, jupyter, `${order}.ipynb`);
      const cell = page.locator('.jp-MarkdownCell');
      await expect(cell.locator('.myst')).toBeVisible();
      const view = fences(cell);
      await expect(chips(view)).toHaveCount(4);
      await expect(chips(fences(page.locator('.jp-OutputArea')))).toHaveCount(2);
      await expect(cell.locator('.myst').getByText('code', { exact: true })).toBeVisible();
      await chips(view).nth(2).click();
      await rewrite(page, text.replace('# Hunt', '# Another'));
      await expect(cell.getByRole('heading', { name: 'Another' })).toBeVisible();
      await expect(chips(view)).toHaveCount(4);
      await expect.poll(() => asking(view)).toBe(2);
      await rewrite(page, fence('sentence: cats\nmask: caus'));
      await expect(problem(cell)).toHaveText(/^Line 2, mask: Found/);
      await expect(cell.locator('pre')).toBeVisible();
      await rewrite(page, fence('cats sleep'));
      await expect(chips(view)).toHaveCount(2);
      await execute(page, 'docmanager:open', {
        path: `${order}.md`,
        factory: 'Markdown Preview'
      });
      const preview = page.locator('.jp-MarkdownViewer');
      await expect(preview.locator('.myst')).toBeVisible();
      await expect(chips(fences(preview))).toHaveCount(3);
      expect(errors).toEqual([]);
    });
  }
});
