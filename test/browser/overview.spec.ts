// All heads of a model at once, of real ones: seen, walked, sorted, and brought on the stage.
import { expect, test } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { realModel } from '../setup/recorded.ts';
import { Jupyter } from './jupyter.ts';
import { execute, openDocument } from './notebook.ts';
import { atSize } from './seen.ts';
import { expectSound } from './sound.ts';

let jupyter: Jupyter;
test.beforeAll(async () => {
  jupyter = await Jupyter.start();
});
test.afterAll(() => jupyter.stop());

/** A document with its overview open, and all heads looked at. */
async function overview(page: Page, name: string, width: number): Promise<Locator> {
  const view = await openDocument(page, jupyter, `${name}.attention.json`, realModel());
  await atSize(page, view, width, 900);
  expect(page.workers().filter(worker => worker.url().includes('static'))).toHaveLength(0);
  await view.getByRole('button', { name: 'All heads' }).click();
  await expect(view.getByRole('grid')).toBeVisible();
  await expect(view.locator('.jp-Attention-overview progress')).toHaveCount(0);
  return view;
}

const cell = (view: Locator, name: string | RegExp) => view.getByRole('gridcell', { name });
const layer = (view: Locator) => view.getByLabel('Layer', { exact: true });
const head = (view: Locator) => view.getByLabel('Head', { exact: true });

/** How many colours a thumbnail has that are not those of its page and mask, where its cell is. */
function colors(view: Locator, name: RegExp): Promise<number> {
  return cell(view, name).evaluate(cell => {
    const canvas = cell.closest('.jp-Attention-allHeads')!.querySelector('canvas')!;
    const [around, box] = [canvas.getBoundingClientRect(), cell.getBoundingClientRect()];
    const ratio = canvas.width / around.width;
    const data = canvas
      .getContext('2d')!
      .getImageData(
        (box.x - around.x + 6) * ratio,
        (box.y - around.y + 6) * ratio,
        (box.width - 12) * ratio,
        (box.width - 12) * ratio
      );
    return new Set(new Uint32Array(data.data.buffer)).size;
  });
}

test('a click or Enter brings a head on the stage, from any layer; a worker has looked at all', async ({
  page
}) => {
  const view = await overview(page, 'click', 1400);
  expect(page.workers().filter(worker => worker.url().includes('static')).length).toBeGreaterThan(
    0
  );
  await expect.poll(() => colors(view, /^layer 3, head 1/)).toBeGreaterThan(20);
  await cell(view, /^layer 15, head 3/).click();
  await expect(layer(view)).toHaveValue('1');
  await expect(head(view)).toHaveValue('2');
  await expect(cell(view, /^layer 15, head 3/)).toHaveAttribute('aria-selected', 'true');
  await view.getByRole('grid').focus();
  for (const key of ['ArrowDown', 'End', 'ArrowLeft', 'Enter']) {
    await page.keyboard.press(key);
  }
  await expect(layer(view)).toHaveValue('2');
  await expect(head(view)).toHaveValue('4');
  await page.keyboard.press(']');
  await page.keyboard.press('}');
  await expect(layer(view)).toHaveValue('3');
  await expect(head(view)).toHaveValue('5');
  await expect(cell(view, /^layer 3 again, head 6/)).toBeInViewport();
});

test('heads are sorted and kept by what they do, and saved as a table', async ({ page }) => {
  const view = await overview(page, 'sort', 1000);
  const names = () =>
    view.getByRole('gridcell').evaluateAll(all => all.map(cell => cell.ariaLabel!));
  const numbers = async () =>
    (await names()).map(name => Number(name.match(/entropy, bits (.*)$/)![1]));
  await view.getByRole('combobox', { name: 'Order' }).selectOption('entropy');
  const falling = await numbers();
  expect(falling.length).toBeGreaterThan(10);
  expect(falling).toEqual([...falling].sort((a, b) => b - a));
  await view.getByRole('button', { name: 'largest first' }).click();
  const rising = await numbers();
  expect(rising).toEqual([...rising].sort((a, b) => a - b));
  await view.getByRole('combobox', { name: 'Order' }).selectOption('layer');
  await view.getByRole('combobox', { name: 'Show' }).selectOption('first');
  expect((await names()).every(name => name.includes('first token 0.'))).toBe(true);
  const saving = page.waitForEvent('download');
  await view.getByRole('button', { name: 'Save as CSV' }).click();
  expect((await saving).suggestedFilename()).toMatch(/heads\.csv$/);
});

test('over the layers the slider and the keys go from layer to layer', async ({ page }) => {
  const view = await overview(page, 'over', 1400);
  await view.getByRole('button', { name: 'Over the layers' }).click();
  const rows = view.locator('.jp-Attention-overTable tbody tr');
  await expect(rows).toHaveCount(25);
  const before = await rows.first().innerText();
  await view.getByRole('slider', { name: 'After which layer' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(layer(view)).toHaveValue('1');
  await expect(rows.first()).not.toHaveText(before);
  await page.keyboard.press('End');
  await expect(layer(view)).toHaveValue('3');
  await expect(view.locator('.jp-Attention-overLayers label')).toContainText('layer 3 again');
});

for (const width of [360, 1400]) {
  for (const theme of ['JupyterLab Light', 'JupyterLab Dark']) {
    test(`at ${width} pixels in ${theme} nothing is wrong with it, and nothing leaves the view`, async ({
      page
    }) => {
      const view = await overview(page, `axe-${width}-${theme.slice(-4)}`, width);
      await execute(page, 'apputils:change-theme', { theme });
      await expect(view).toHaveAttribute('class', /jp-Attention/);
      await view.getByRole('button', { name: 'Table' }).click();
      await view.getByRole('button', { name: 'Over the layers' }).click();
      await expect(view.locator('.jp-Attention-overTable tbody tr')).toHaveCount(25);
      await expect.poll(() => colors(view, /^layer 3, head 1/)).toBeGreaterThan(20);
      await expectSound(page, view);
    });
  }
}
