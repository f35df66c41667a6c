import { test, expect } from '@playwright/test';
import { writeFileSync } from 'node:fs';
import { Jupyter } from '../browser/jupyter.ts';
import { openInLab, runAll, views } from '../browser/notebook.ts';
let jupyter: Jupyter;
test.beforeAll(async () => { jupyter = await Jupyter.start(); });
test.afterAll(() => jupyter.stop());
for (const how of ['key','drag'])
test('profile '+how, async ({ page }) => {
  await openInLab(page, jupyter, 'model-size.ipynb');
  await runAll(page);
  await expect(views(page).first().locator('.jp-Attention-arithmetic')).toBeVisible();
  await expect(views(page)).toHaveCount(2);
  const cdp = await page.context().newCDPSession(page);
  const run = () => page.evaluate(async how => {
    const nextFrame = () => new Promise<void>(d => requestAnimationFrame(() => d()));
    const h = () => document.querySelector('.jp-Attention-handle')!;
    const box = h().getBoundingClientRect();
    const mouse = (type: string, step: number) => new MouseEvent(type, { view: window, bubbles: true, clientX: box.x + box.width / 2 + step, clientY: box.y + box.height / 2 });
    if (how === 'drag') h().dispatchEvent(mouse('mousedown', 0));
    const t0 = performance.now();
    for (let i = 0; i < 30; i++) {
      if (how === 'drag') window.dispatchEvent(mouse('mousemove', i % 2 ? 8 : 12));
      else h().dispatchEvent(new KeyboardEvent('keydown', { key: i % 2 ? 'ArrowLeft' : 'ArrowRight', bubbles: true }));
      await nextFrame(); await nextFrame();
    }
    const t1 = performance.now();
    window.dispatchEvent(mouse('mouseup', 0));
    return (t1 - t0) / 30;
  }, how);
  await run();
  await cdp.send('Profiler.enable');
  await cdp.send('Profiler.setSamplingInterval', { interval: 200 });
  await cdp.send('Profiler.start');
  const per = await run();
  const { profile } = await cdp.send('Profiler.stop');
  writeFileSync(`/tmp/prof-${how}.json`, JSON.stringify(profile));
  console.log(how, 'ms per edit', per.toFixed(1));
});
