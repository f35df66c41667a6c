import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { Jupyter } from './jupyter.ts';
import { execute, LIONS, notebook, openInLab } from './notebook.ts';

/** In each language: the name of its pack, and what stands over the laboratory's choice of a mask. */
const LANGUAGES = [
  { locale: 'en', mask: 'Mask' },
  { locale: 'de_DE', mask: 'Maske' },
  { locale: 'fr_FR', mask: 'Masque' },
  { locale: 'es_ES', mask: 'Máscara' },
  { locale: 'zh_CN', mask: '掩码' }
];

let jupyter: Jupyter;

test.beforeAll(async () => {
  jupyter = await Jupyter.start('languages');
  jupyter.write('lions.ipynb', notebook([{ payload: LIONS }]));
});
test.afterAll(() => jupyter.stop());

for (const { locale, mask } of LANGUAGES) {
  test(`a view speaks the language of JupyterLab: ${locale}`, async ({ page }) => {
    jupyter.set('@jupyterlab/translation-extension:plugin', { locale });
    await openInLab(page, jupyter, 'lions.ipynb');
    const view = page.locator('.jp-Attention');
    await expect(view.getByText(mask, { exact: true }).first()).toBeVisible();
  });
}

test('numbers on screen have the decimal sign of the language, and data has a point', async ({
  page
}) => {
  jupyter.set('@jupyterlab/translation-extension:plugin', { locale: 'de_DE' });
  await openInLab(page, jupyter, 'lions.ipynb');
  const view = page.locator('.jp-Attention');
  const numbers = view.locator('.jp-Attention-arithmetic [data-number^=scores]');
  await expect(numbers.first()).toHaveText(/^−?\d,\d\d$/);
  await expect(view.locator('.xtick').first()).toHaveText(/^[−\d,]+$/);
  await expect(view.getByText(/\d\.\d/)).toHaveCount(0);
  await execute(page, 'attention:export');
  const dialog = view.getByRole('dialog');
  await dialog.getByRole('combobox').first().selectOption('table:weights');
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Herunterladen' }).click()
  ]);
  const [, first] = readFileSync(await file.path(), 'utf8').split('\r\n');
  expect(Number(first.split(',')[1])).toBeCloseTo(0.34, 2);
});

test('lessons are in the language of JupyterLab, where there are any', async ({ page }) => {
  jupyter.set('@jupyterlab/translation-extension:plugin', { locale: 'de_DE' });
  await openInLab(page, jupyter, 'lions.ipynb');
  await execute(page, 'attention:lessons', { lesson: '00-who-listens-to-whom' });
  const title = page.locator('.jp-mod-lessonPane h3');
  await expect(title).toHaveText('Wer hört auf wen?');
});
