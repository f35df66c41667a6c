import { expect, test } from '@playwright/test';
import type { Locator } from '@playwright/test';
import { Jupyter } from './jupyter.ts';
import { LIONS, notebook, openInLab, settled, views } from './notebook.ts';

let jupyter: Jupyter;
test.beforeAll(async () => {
  jupyter = await Jupyter.start();
});
test.afterAll(() => jupyter.stop());

/** From now on, what moves when a figure turns from live to settled, and whether anything ever moved. */
const watch = (plane: Locator) =>
  plane.evaluate(figure => {
    const seen = { moved: 0, atRest: [] as number[] };
    const moving = () => figure.getAnimations({ subtree: true }).length;
    new MutationObserver(() => {
      if (figure.getAttribute('data-live') === 'false') {
        seen.atRest.push(moving());
      } else {
        seen.moved = Math.max(seen.moved, moving());
      }
    }).observe(figure, { attributeFilter: ['data-live'] });
    Object.assign(window, { seenOfPlane: seen });
  });
const seen = (plane: Locator) =>
  plane.evaluate(
    () => (window as unknown as { seenOfPlane: { moved: number; atRest: number[] } }).seenOfPlane
  );

for (const reducedMotion of ['no-preference', 'reduce'] as const) {
  test(`steps are acts that end in what Plotly draws, with ${reducedMotion}`, async ({ page }) => {
    await page.emulateMedia({ reducedMotion });
    jupyter.write('acts.ipynb', notebook([{ payload: { ...LIONS, view: { step: 'embed' } } }]));
    await openInLab(page, jupyter, 'acts.ipynb');
    const view = views(page);
    const plane = view.locator('.jp-mod-planePane .jp-mod-plane');
    await settled(view);
    await watch(plane);
    const names = view.locator('.jp-mod-planePane .textpoint text');
    const caption = view.locator('.jp-mod-planePane .jp-Attention-caption');
    // By their number among those that do something here, counted from 0.
    for (const [step, count, said] of [
      [1, 10, 'A thread leads from each word to its key'],
      [2, 9, 'Each key is dropped'],
      [5, 9, 'A line is a share'],
      [6, 8, 'weight × value'],
      [7, 9, 'tip to tail']
    ] as const) {
      await view.getByLabel('Step', { exact: true }).selectOption(String(step));
      await expect(caption).toContainText(said);
      await settled(view);
      // All names are there, whatever the marks were before.
      await expect(names).toHaveCount(count);
    }
    const { moved, atRest } = await seen(plane);
    expect(moved > 0).toBe(reducedMotion === 'no-preference');
    expect(atRest.length).toBeGreaterThan(0);
    expect(new Set(atRest)).toEqual(new Set([0])); // Plotly's figure comes when nothing moves
  });
}

test('a plane is one stop: Tab comes to it and leaves it, and other keys go from point to point', async ({
  page
}) => {
  jupyter.write('stops.ipynb', notebook([{ payload: LIONS }]));
  await openInLab(page, jupyter, 'stops.ipynb');
  const view = views(page);
  await settled(view);
  await view.locator('.jp-Attention-layers button').last().focus();
  await page.keyboard.press('Tab');
  const q = view.getByRole('button', { name: /^q of angry at/ });
  await expect(q).toBeFocused();
  await page.keyboard.press('PageDown');
  await page.keyboard.press('PageDown');
  await expect(view.getByRole('button', { name: /^k of lions at/ })).toBeFocused();
  const box = (await q.boundingBox())!;
  expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(24);
  await page.keyboard.press('Tab');
  await expect(view.locator('.jp-Attention-handle:focus')).toHaveCount(0);
  await page.keyboard.press('Shift+Tab');
  await expect(view.getByRole('button', { name: /^k of lions at/ })).toBeFocused();
});
