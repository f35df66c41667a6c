// The built site in a browser: outputs are drawn and edited, a lesson is played, the JavaScript kernel has the
// engine, and nothing is asked of any other place.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { LIONS, settled, views } from '../browser/notebook.ts';
import { Site } from './site.ts';

const PROJECT = resolve(import.meta.dirname, '../..');
const FILES = join(PROJECT, '_lite', 'files');
/** Where its files could not be had when the site was built, notebooks of Python are read without a kernel. */
const HAS_PYTHON = existsSync(join(PROJECT, '_lite', 'static', 'pyodide'));
const LESSON = {
  name: 'no-look-ahead',
  steps: [
    {
      name: 'causal',
      text: 'Let no word look at what comes after it.',
      start: { sentence: LIONS.sentence, view: { query: 1 } },
      touch: ['mask'],
      goal: [{ about: 'weights', query: 'lions', key: 'sleep', is: 'equal', than: 0 }],
      reached: 'The future has nothing to say.'
    }
  ]
};

let site: Site;
test.beforeAll(async () => {
  site = await Site.start('_lite');
});
test.afterAll(() => site.stop());
test.beforeEach(({ context }) => site.guard(context));
test.afterEach(() => expect(site.left).toEqual([]));

/** Opens a notebook, without a kernel where its own is not on the site. */
async function openNotebook(page: Page, path: string): Promise<void> {
  await page.goto(`${site.url}lab/index.html?path=${path}`);
  await page.locator('.jp-Notebook').waitFor();
  const kernel = page.locator('.jp-Toolbar-kernelName');
  await expect(kernel).toBeVisible();
  if (!HAS_PYTHON && !path.startsWith('javascript')) {
    await page.getByRole('dialog').getByRole('button', { name: 'No Kernel' }).click();
  }
}

/** Runs all cells, as a reader does. */
async function runAll(page: Page): Promise<void> {
  await page.getByRole('menuitem', { name: 'Run', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Run All Cells', exact: true }).click();
}

test('an output of an example is drawn, and follows what is typed and moved', async ({ page }) => {
  await openNotebook(page, 'examples/angry-lions.ipynb');
  const view = views(page).first();
  await settled(view);
  await view.getByRole('textbox', { name: 'Sentence' }).fill('Cats hunt lions');
  const share = view.locator('.jp-Attention-arithmetic tr[data-line=share] td');
  await expect(share).toHaveCount(3);
  const before = await share.allTextContents();
  await view.locator('.jp-mod-planePane .jp-Attention-handle').first().focus();
  for (const _ of [1, 2, 3]) {
    await page.keyboard.press('Shift+ArrowUp');
  }
  await expect(share).not.toHaveText(before);
  await expect(view.getByRole('button', { name: /^Undo/ })).toBeEnabled();
});

test('a lesson that a learner brings is played to its check', async ({ page }) => {
  await page.goto(`${site.url}lab/index.html`);
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: /Upload/ }).click();
  await (
    await chooser
  ).setFiles({
    name: 'played.attention.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify({ ...LIONS, lesson: LESSON, view: { query: 1 } }))
  });
  await page.locator('.jp-DirListing-item', { hasText: 'played' }).dblclick();
  const rail = views(page).locator('.jp-mod-lessonPane');
  const said = rail.locator('.jp-Attention-check [role=status]');
  const check = rail.getByRole('button', { name: 'Check' });
  await check.click();
  await expect(said).toContainText('Nothing has been done yet');
  await rail.getByRole('combobox', { name: 'Mask', exact: true }).selectOption('causal');
  await check.click();
  await expect(said).toHaveText('The future has nothing to say.');
});

test('the JavaScript kernel has the engine before its first cell', async ({ page }) => {
  await openNotebook(page, 'javascript.ipynb');
  await runAll(page);
  await settled(views(page).first());
  const { query_detail } = JSON.parse(
    readFileSync(join(PROJECT, 'test/fixtures/worked-example.json'), 'utf8')
  ) as { query_detail: { weights_percent: number[] } };
  const texts = page.locator('.jp-OutputArea-output pre');
  await expect(texts).toHaveCount(2);
  for (const text of await texts.allTextContents()) {
    const percent = text.match(/0\.\d+/g)!.map(weight => Math.round(100 * Number(weight)));
    expect(percent).toEqual(query_detail.weights_percent); // angry gives angry 0.34
  }
});

test('the Python kernel has the package, where the site has the kernel', async ({ page }) => {
  test.skip(!HAS_PYTHON, 'its files could not be had');
  await openNotebook(page, 'examples/angry-lions.ipynb');
  await settled(views(page).first());
  await page.getByRole('menuitem', { name: 'Edit', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Clear Outputs of All Cells' }).click();
  await expect(views(page)).toHaveCount(0);
  await runAll(page);
  await settled(views(page).first());
  await expect(page.locator('[data-mime-type="application/vnd.jupyter.stderr"]')).toHaveCount(0);
});

test('what a page or its workers ask of another place is not let through, and is told', async ({
  page
}) => {
  await page.goto(`${site.url}lab/index.html`);
  await page.evaluate(async () => {
    const source = `fetch('http://worker.invalid/').catch(() => postMessage('refused'))`;
    const worker = new Worker(URL.createObjectURL(new Blob([source])));
    await new Promise(done => (worker.onmessage = done));
    await fetch('http://page.invalid/').catch(() => undefined);
  });
  expect(site.left.splice(0)).toEqual(['http://worker.invalid/', 'http://page.invalid/']);
});

const lessons = existsSync(join(FILES, 'lessons'))
  ? readdirSync(join(FILES, 'lessons'), { recursive: true, encoding: 'utf8' })
  : [];
for (const name of lessons.filter(name => name.endsWith('.ipynb')).slice(0, 1)) {
  test(`the lesson ${name} shows its stage`, async ({ page }) => {
    await openNotebook(page, `lessons/${name}`);
    await settled(views(page).first());
  });
}
