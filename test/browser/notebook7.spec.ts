import { expect, test } from '@playwright/test';
import { Jupyter } from './jupyter.ts';
import { LIONS, notebook, percentages, settled, views } from './notebook.ts';

test('Notebook 7 runs a cell, draws it and lets a token ask', async ({ page }) => {
  const jupyter = await Jupyter.start('notebook');
  try {
    jupyter.write(
      'seven.ipynb',
      notebook([
        { source: `from jupyterlab_attention import Attention\nAttention("${LIONS.sentence}")` }
      ])
    );
    await page.goto(`${jupyter.url}/notebooks/seven.ipynb`);
    await page.locator('.jp-Notebook .jp-CodeCell').first().click();
    await expect(page.locator('.jp-Notebook-ExecutionIndicator')).toHaveAttribute(
      'data-status',
      'idle'
    );
    await page.keyboard.press('Shift+Enter');
    await settled(views(page));
    const before = await percentages(views(page));
    await page.getByRole('button', { name: 'lions' }).first().click();
    await expect.poll(() => percentages(views(page))).not.toEqual(before);
  } finally {
    await jupyter.stop();
  }
});
