import { test, expect } from '@playwright/test';
import { Jupyter } from './jupyter.ts';
test('look', async ({ page }) => {
  const jupyter = await Jupyter.start();
  const logs: string[] = [];
  page.on('console', m => m.type() === 'error' && logs.push(m.text()));
  page.on('pageerror', e => logs.push(String(e)));
  try {
    for (const [width, theme] of [[1800, 'JupyterLab Light'], [1250, 'JupyterLab Dark'], [900, 'JupyterLab Light']] as const) {
      await page.setViewportSize({ width, height: 2600 });
      await page.goto(`${jupyter.url}/lab/tree/angry-lions.ipynb?reset`);
      await page.waitForFunction(() => (window as any).jupyterapp?.shell?.currentWidget?.sessionContext?.isReady);
      await page.evaluate(async t => { await (window as any).jupyterapp.commands.execute('apputils:change-theme', { theme: t }); }, theme);
      await page.evaluate(async () => { await (window as any).jupyterapp.commands.execute('application:toggle-left-area'); });
      await page.evaluate(async () => { await (window as any).jupyterapp.commands.execute('notebook:run-all-cells'); });
      await page.locator('.jp-Attention-figure[data-live=false]').nth(5).waitFor({ timeout: 30000 }).catch(e => logs.push(String(e).slice(0, 200)));
      await page.screenshot({ path: `/tmp/shot-${width}.png` });
    }
  } finally {
    console.log(logs.join('\n'));
    await jupyter.stop();
  }
});
