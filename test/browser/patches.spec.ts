// The picture of a vision transformer, and what its patches give and get: pointed at, walked, turned around.
import { expect, test } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { PATCHES, pictureModel } from '../setup/patches.ts';
import { Jupyter } from './jupyter.ts';
import { execute, openDocument } from './notebook.ts';
import { atSize } from './seen.ts';
import { expectSound } from './sound.ts';

let jupyter: Jupyter;
test.beforeAll(async () => {
  jupyter = await Jupyter.start();
});
test.afterAll(() => jupyter.stop());

const picture = (view: Locator) => view.locator('.jp-Attention-patches');
const told = (view: Locator) => view.locator('.jp-Attention-patchTold');

async function opened(page: Page, name: string, width: number): Promise<Locator> {
  const view = await openDocument(page, jupyter, `${name}.attention.json`, pictureModel());
  await atSize(page, view, width, 900);
  await expect(picture(view).locator('canvas')).toBeVisible();
  return view;
}

/** Red less blue in the middle of a patch, a quarter of the way down, of what is drawn there. */
const warmth = (view: Locator, row: number, column: number) =>
  picture(view).evaluate(
    (surface, [down, across]) => {
      const canvas = surface.querySelector('canvas')!;
      const at = [canvas.width * across, canvas.height * down] as const;
      const { data } = canvas.getContext('2d')!.getImageData(at[0], at[1], 1, 1);
      return data[0] - data[2];
    },
    [(row + 0.25) / PATCHES.rows, (column + 0.5) / PATCHES.columns] as const
  );

/** Where on the page the middle of a patch lies. */
async function middle(view: Locator, row: number, column: number): Promise<[number, number]> {
  const { x, y, width, height } = (await picture(view).boundingBox())!;
  return [
    x + (width * (column + 0.5)) / PATCHES.columns,
    y + (height * (row + 0.5)) / PATCHES.rows
  ];
}

test('a patch that is clicked asks, its shares lie over the picture, and one that is pointed at is told', async ({
  page
}) => {
  const view = await opened(page, 'click', 1400);
  await page.mouse.click(...(await middle(view, 0, 3)));
  await page.mouse.move(...(await middle(view, 2, 0)));
  await expect(told(view)).toHaveText(/^r0c3 gives [\d.]+% to r2c0$/);
  await expect(view.locator('.jp-Attention-line')).toContainText('r0c3 gives');
  // In grey, what has a large share is warm of the colour of keys, and what has none is not.
  await expect.poll(() => warmth(view, 0, 3)).toBeGreaterThan(80);
  await expect.poll(() => warmth(view, 3, 0)).toBeLessThan(60);
  await page.mouse.move(0, 0);
  await expect(told(view)).toHaveText(/^r0c3 gives the most, [\d.]+%, to r0c3\.$/);
  await picture(view).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Home');
  await expect(told(view)).toContainText('r1c0 gives the most');
  await view.locator('.jp-Attention-notPatches').getByRole('button', { name: '[REG1]' }).click();
  await expect(told(view)).toContainText('[REG1] gives');
  await view.getByLabel('The token').selectOption('receives');
  await expect(told(view)).toContainText('[REG1] gets');
});

for (const width of [480, 1400]) {
  for (const theme of ['JupyterLab Light', 'JupyterLab Dark']) {
    test(`at ${width} pixels in ${theme} nothing is wrong with it, and nothing leaves the view`, async ({
      page
    }, info) => {
      const view = await opened(page, `axe-${width}-${theme.slice(-4)}`, width);
      await execute(page, 'apputils:change-theme', { theme });
      await picture(view).focus();
      await page.keyboard.press('ArrowDown');
      await expect(told(view)).toContainText('r2c2');
      await page.screenshot({ path: info.outputPath('picture.png') });
      await expectSound(page, view);
    });
  }
}
