// Two heads of a model side by side, or their difference: pinned, pointed at, walked, saved.
import { readFileSync } from 'node:fs';
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

const pane = (view: Locator) => view.getByRole('region', { name: 'Pinned head' });
const pair = (view: Locator) => pane(view).getByRole('application');
const matrices = (view: Locator) => pane(view).locator('.jp-Attention-pairCells');
const told = (view: Locator) => pane(view).locator('.jp-Attention-pairTold');
const head = (view: Locator) => view.getByLabel('Head', { exact: true });
const layer = (view: Locator) => view.getByLabel('Layer', { exact: true });

/** A model with the second head of its first layer pinned, and the third of its second one on the stage. */
async function pinned(page: Page, name: string, width: number): Promise<Locator> {
  const view = await openDocument(page, jupyter, `${name}.attention.json`, realModel());
  await atSize(page, view, width, 900);
  await head(view).selectOption('1');
  await view.getByRole('button', { name: 'Pin', exact: true }).click();
  await expect(pane(view)).toContainText('is on the stage');
  await layer(view).selectOption('1');
  await head(view).selectOption('2');
  await expect(matrices(view)).toHaveCount(2);
  return view;
}

/** How many colours the canvas of a matrix has. */
const colors = (matrix: Locator) =>
  matrix.locator('canvas').evaluate(canvas => {
    const { width, height } = canvas as HTMLCanvasElement;
    const { data } = (canvas as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, width, height); // prettier-ignore
    return new Set(new Uint32Array(data.buffer)).size;
  });

test('a head of another layer stands beside the one on the stage, and a cell is read in both', async ({
  page
}) => {
  const view = await pinned(page, 'beside', 1400);
  for (const matrix of await matrices(view).all()) {
    await expect.poll(() => colors(matrix)).toBeGreaterThan(20);
  }
  await matrices(view).first().hover();
  await expect(pane(view).locator('.jp-Attention-cursor')).toHaveCount(2);
  await expect(told(view)).toHaveText(
    /^space word.* → .*word.*: [\d.]+% here, (?:[\d.]+%|masked) in layer 3, head 2: [\d.]+ points (?:more|less)$/
  );
  await pair(view).focus();
  const before = await told(view).textContent();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Home');
  await expect(told(view)).not.toHaveText(before!);
  await page.keyboard.press('Enter');
  const rows = pane(view).locator('.jp-Attention-chosenRow');
  const [one, other] = await rows.evaluateAll(all =>
    all.map(row => (row as HTMLElement).style.top)
  );
  expect(one).toBe(other);
  await pane(view).getByRole('button', { name: 'Swap' }).click();
  await expect(layer(view)).toHaveValue('0');
  await expect(head(view)).toHaveValue('1');
  await expect(pane(view).getByRole('heading', { name: 'Pinned: layer 15, head 3' })).toBeVisible();
  await page.keyboard.press('Escape');
});

test('their difference is told in points, drawn about zero, and saved with every digit', async ({
  page
}) => {
  const view = await pinned(page, 'difference', 1000);
  await pane(view).getByRole('button', { name: 'Difference', exact: true }).click();
  await expect(matrices(view)).toHaveCount(1);
  await expect.poll(() => colors(matrices(view))).toBeGreaterThan(20);
  await expect(pane(view)).toContainText('The most that differs in sight: space word');
  const saving = page.waitForEvent('download');
  await pane(view).getByRole('button', { name: 'Save the difference as CSV' }).click();
  const file = await saving;
  expect(file.suggestedFilename()).toMatch(/difference\.csv$/);
  const lines = readFileSync(await file.path(), 'utf8')
    .trim()
    .split('\r\n');
  expect(lines).toHaveLength(26);
  const numbers = lines.slice(1).flatMap(line => line.split(',').slice(1).map(Number));
  expect(numbers).toHaveLength(625);
  expect(Math.max(...numbers.map(Math.abs))).toBeGreaterThan(0.05);
  expect(numbers.reduce((sum, number) => sum + number, 0)).toBeCloseTo(0, 3);
  await page.keyboard.press('p');
  await expect(pane(view).getByRole('heading', { name: 'Pinned: layer 15, head 3' })).toBeVisible();
  await page.keyboard.press('p');
  await expect(pane(view)).toHaveCount(0);
});

for (const width of [480, 1400]) {
  for (const theme of ['JupyterLab Light', 'JupyterLab Dark']) {
    test(`at ${width} pixels in ${theme} nothing is wrong with it, and nothing leaves the view`, async ({
      page
    }, info) => {
      const view = await pinned(page, `axe-${width}-${theme.slice(-4)}`, width);
      await execute(page, 'apputils:change-theme', { theme });
      for (const way of ['Side by side', 'Difference']) {
        await pane(view).getByRole('button', { name: way, exact: true }).click();
        await pair(view).focus();
        await page.keyboard.press('ArrowDown');
        await page.screenshot({ path: info.outputPath(`${way}.png`) });
        await expectSound(page, view);
      }
    });
  }
}
