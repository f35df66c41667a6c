// Takes the pictures of README and docs from a real JupyterLab: `npm run pictures`.
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { Jupyter } from '../browser/jupyter.ts';
import {
  besides,
  LIONS,
  openDocument,
  openInLab,
  runAll,
  settled,
  views
} from '../browser/notebook.ts';
import { atSize } from '../browser/seen.ts';

const DOCS = join(import.meta.dirname, '../../docs');
/** JupyterLab asks nothing, and tells of nothing new. */
const QUIET = { checkForUpdates: false, fetchNews: 'false', doNotDisturbMode: true };

let jupyter: Jupyter;
test.beforeAll(async () => {
  jupyter = await Jupyter.start();
  jupyter.set('@jupyterlab/apputils-extension:notification', QUIET);
});
test.afterAll(() => jupyter.stop());

/** The view as it is, 1280 px wide. */
async function taken(page: Page, view: Locator, name: string, height: number): Promise<void> {
  await atSize(page, view, 1280, height);
  await settled(view);
  await page.mouse.move(0, 0);
  await view.screenshot({ path: join(DOCS, `${name}.png`), animations: 'disabled' });
}

test('the stage', async ({ page }) => {
  const view = await openDocument(page, jupyter, 'view.attention.json', LIONS);
  await besides(view, 'Laboratory');
  await taken(page, view, 'view', 600);
});

test('step by step: dot products', async ({ page }) => {
  const payload = { ...LIONS, view: { step: 'dot_products', rail: 'table' } };
  const view = await openDocument(page, jupyter, 'steps.attention.json', payload);
  await taken(page, view, 'steps', 600);
});

test('the laboratory: a mask after the softmax', async ({ page }) => {
  const payload = { ...LIONS, mask: 'causal', mask_at: 'weights', view: { query: 6 } };
  const view = await openDocument(page, jupyter, 'laboratory.attention.json', payload);
  await besides(view, 'Laboratory');
  await taken(page, view, 'laboratory', 600);
});

test('a layer at model size', async ({ page }) => {
  await page.setViewportSize({ width: 1712, height: 1300 }); // the view is 1280 px wide then
  await openInLab(page, jupyter, 'model-size.ipynb');
  await runAll(page);
  await expect(views(page)).toHaveCount(2);
  const view = views(page).nth(1);
  await expect(view.locator('.jp-Attention-arithmetic')).toBeVisible();
  await besides(view, 'Outputs');
  await settled(view);
  await page.mouse.move(0, 0);
  await view.screenshot({ path: join(DOCS, 'model-size.png'), animations: 'disabled' });
});
