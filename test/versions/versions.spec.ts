import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { Jupyter } from '../browser/jupyter.ts';
import { execute, LIONS, openInLab, percentages, settled, views } from '../browser/notebook.ts';

/**
 * The built wheel in one version of JupyterLab and Notebook: `npm run versions` goes through all, and makes a
 * table of what comes of the tests, by their titles.
 */

const EXAMPLE = 'angry-lions.ipynb';
const DOCUMENT = 'tried.attention.json';
const FENCE = 'fence.ipynb';

/**
 * What hosts get wrong by themselves, in a notebook of any cells: Notebook 7.2 looks at checkpoints of files that
 * have none; JupyterLab 4.6's shortcuts look at their settings when those of another plugin were read first.
 */
const NOT_OURS = [/reading 'last_modified'[^]*static\/notebook\//, /reading 'schema'[^]*_core\./];

const MARKDOWN = `# Fence\n\n\`\`\`attention\n${LIONS.sentence}\n\`\`\`\n\n\`\`\`attention\nmask: caus\n\`\`\`\n`;

/** Where an app shows a file that is no notebook and opens by itself. */
const HOSTS = [
  { app: 'lab', path: 'lab/tree' },
  { app: 'notebook', path: 'edit' }
] as const;

for (const { app, path } of HOSTS) {
  test.describe(app, () => {
    let jupyter: Jupyter;
    let errors: string[];
    test.beforeAll(async () => {
      jupyter = await Jupyter.start(app);
      jupyter.write(DOCUMENT, LIONS);
      jupyter.write(FENCE, {
        nbformat: 4,
        nbformat_minor: 5,
        metadata: { kernelspec: { name: 'python3', display_name: 'Python 3', language: 'python' } },
        cells: [{ cell_type: 'markdown', id: 'fence', metadata: {}, source: MARKDOWN }]
      });
    });
    test.afterAll(() => jupyter.stop());
    test.beforeEach(({ page }) => {
      errors = errorsOf(page);
    });
    test.afterEach(() => expect(errors).toEqual([]));

    const open = (page: Page, name: string) =>
      app === 'lab'
        ? openInLab(page, jupyter, name)
        : page.goto(`${jupyter.url}/notebooks/${name}`);

    test('output', async ({ page }) => {
      await open(page, EXAMPLE);
      const view = views(page).first();
      await settled(view);
      const before = await percentages(view);
      expect(before).toHaveLength(8);

      await view.getByRole('button', { name: 'lions' }).first().click();
      await expect(view.locator('.jp-mod-detailPane h3')).toContainText('lions');
      await view.getByRole('button', { name: 'angry' }).first().click();
      await expect.poll(() => percentages(view)).toEqual(before);

      const field = view.getByRole('textbox', { name: 'Temperature' });
      await field.fill('2');
      await field.press('Enter');
      await expect.poll(() => percentages(view)).not.toEqual(before);
      await settled(view);
      await view.getByRole('button', { name: 'Undo' }).click();
      await expect.poll(() => percentages(view)).toEqual(before);
    });

    test('document', async ({ page }) => {
      await page.goto(`${jupyter.url}/${path}/${DOCUMENT}?reset`);
      await page.waitForFunction(() => window.jupyterapp?.shell.currentWidget);
      const view = views(page).first();
      await settled(view);
      const before = await percentages(view);
      await view.locator('.jp-Attention-chip').nth(2).click();
      await expect.poll(() => percentages(view)).not.toEqual(before);
      await execute(page, 'docmanager:save');
      await expect
        .poll(() => jupyter.read(DOCUMENT))
        .toMatchObject({ ...LIONS, view: { query: 2 } });
    });

    test('fence', async ({ page }) => {
      await open(page, FENCE);
      const view = views(page).first();
      await settled(view);
      await expect(page.locator('.jp-AttentionFence-problem')).toContainText('Line 1');
      await expect(page.locator('.jp-MarkdownCell pre').last()).toBeVisible();
      const before = await percentages(view);
      await view.locator('.jp-Attention-chip').nth(2).click();
      await expect.poll(() => percentages(view)).not.toEqual(before);
    });
  });
}

/** What goes wrong in the page from now on. */
function errorsOf(page: Page): string[] {
  const errors: string[] = [];
  page.on('pageerror', ({ stack, message }) => {
    if (!NOT_OURS.some(known => known.test(`${stack}`))) {
      errors.push(stack ?? message);
    }
  });
  page.on('console', message => {
    if (message.type() === 'error') {
      errors.push(`${message.text()} ${message.location().url}`);
    }
  });
  return errors;
}
