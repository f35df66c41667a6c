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

test('Notebook 7 shows a tall view at its full height, and scrolls it where its reader wants that', async ({
  page
}) => {
  const jupyter = await Jupyter.start('notebook');
  try {
    const panes = ['plane', 'matrix', 'outputs', 'detail', 'table', 'laboratory', 'notes'];
    jupyter.write('tall.ipynb', notebook([{ payload: { ...LIONS, view: { panes } } }]));
    await page.setViewportSize({ width: 700, height: 900 }); // one column, taller than Notebook leaves alone
    await page.goto(`${jupyter.url}/notebooks/tall.ipynb`);
    await expect(page.locator('.jp-Notebook-ExecutionIndicator')).toHaveAttribute(
      'data-status',
      'idle'
    );
    const area = page.locator('.jp-Cell-outputArea').first();
    const hidden = () => area.evaluate(node => node.scrollHeight - node.clientHeight);
    await expect.poll(() => area.evaluate(node => node.clientHeight)).toBeGreaterThan(1900);
    await expect.poll(hidden).toBeLessThanOrEqual(1);
    // Each time that an output changes, Notebook looks again how tall it is.
    await views(page).locator('.jp-Attention-chip').nth(3).click();
    await expect.poll(() => area.evaluate(node => node.clientHeight)).toBeGreaterThan(1900);
    await expect.poll(hidden).toBeLessThanOrEqual(1);
    const command = 'notebook:enable-output-scrolling';
    await page.evaluate(
      id => window.jupyterapp!.commands.execute(id).then(() => undefined),
      command
    );
    await expect.poll(hidden).toBeGreaterThan(500);
  } finally {
    await jupyter.stop();
  }
});
