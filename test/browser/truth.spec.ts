import { expect, test } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { Jupyter } from './jupyter.ts';
import { besides, LIONS, notebook, openInLab, settled, views } from './notebook.ts';

let jupyter: Jupyter;
test.beforeAll(async () => {
  jupyter = await Jupyter.start();
});
test.afterAll(() => jupyter.stop());

async function opened(page: Page, name: string, payload: object): Promise<Locator> {
  jupyter.write(name, notebook([{ payload }]));
  await openInLab(page, jupyter, name);
  return views(page);
}

test('what is told beside a pointer that stands still follows the numbers', async ({ page }) => {
  const view = await opened(page, 'told.ipynb', LIONS);
  await settled(view);
  const hunt = view.locator('.jp-Attention-chip', { hasText: 'hunt' });
  const why = view.locator('.jp-Attention-why');
  await hunt.hover();
  await expect(why).toHaveText(/^angry gives 7% of its attention to hunt/);
  await expect(why).toHaveText(/= 0\.075$/); // once the pointer has rested
  await page.mouse.down();
  await page.mouse.up();
  await expect(hunt).toHaveText(/22%/);
  await expect(why).toHaveText(
    'hunt keeps 22% of its attention for itself exp 0.978 ÷ the row’s sum 4.364 = 0.224'
  );
});

test('what is told of a field leaves what the field says to be read', async ({ page }) => {
  const view = await opened(page, 'field.ipynb', LIONS);
  await settled(view);
  await besides(view, 'q k v, W');
  const entry = view.getByLabel('W_Q, row 1, column 1');
  await entry.fill('abc');
  await entry.press('Enter');
  const said = view.locator('.jp-mod-tablePane [role=alert]');
  await expect(said).toContainText('“abc” is not understood');
  await expect
    .poll(async () => {
      const [above, told] = [
        await said.boundingBox(),
        await view.locator('.jp-Attention-why').boundingBox()
      ];
      return told!.y - (above!.y + above!.height);
    })
    .toBeGreaterThanOrEqual(0);
});

test('words about 1e-310 are drawn, and nothing fails', async ({ page }) => {
  const errors: string[] = [];
  page.on('pageerror', error => errors.push(String(error)));
  const tiny = {
    ...LIONS,
    sentence: undefined,
    tokens: ['a', 'b', 'c'],
    view: { layers: ['embeddings'] }
  };
  const view = await opened(page, 'tiny.ipynb', {
    ...tiny,
    embeddings: [
      [1e-310, 2e-310],
      [-3e-310, 1e-310],
      [2e-310, -2e-310]
    ]
  });
  await settled(view);
  await expect(view.locator('.jp-mod-planePane .xtitle')).toContainText('1e−310');
  await expect(view.locator('.jp-mod-planePane .textpoint')).toHaveCount(3);
  await expect(view.locator('.jp-Attention-failed')).toHaveCount(0);
  expect(errors).toEqual([]);
});

test('however many tokens there are, each part stays in its place', async ({ page }) => {
  for (const count of [1, 35, 36, 64, 65, 300]) {
    const tokens = Array.from({ length: count }, (_, t) => (t % 9 ? `token${t}` : 'x'.repeat(60)));
    const name = `many${count}.ipynb`;
    const view = await opened(page, name, { ...LIONS, sentence: undefined, tokens });
    for (const width of [1920, 1400, 1000, 700, 480, 360]) {
      await page.setViewportSize({ width: width + 80, height: 900 });
      await view.evaluate((node, wide) => (node.style.width = `${wide}px`), width);
      await expect
        .poll(() => outside(view), { message: `${count} tokens, ${width} px` })
        .toEqual([]);
    }
  }
});

/** What of the matrix reaches out of its pane, and which panes cover one another. */
function outside(view: Locator): Promise<string[]> {
  return view.evaluate(host => {
    const root = host.shadowRoot!;
    const found: string[] = [];
    const box = (node: Element) => node.getBoundingClientRect();
    const name = (node: Element) => node.getAttribute('class') ?? node.tagName;
    // What is off screen is not laid out until it comes near.
    const panes = [...root.querySelectorAll('.jp-Attention-pane:not([data-away])')];
    if (panes.length === 0) {
      return ['nothing is drawn'];
    }
    for (const pane of panes) {
      for (const part of pane.querySelectorAll('.jp-Attention-matrix > *, .jp-Attention-figure')) {
        const [own, around] = [box(part), box(pane)];
        const isIn =
          own.left >= around.left - 3 &&
          own.right <= around.right + 3 &&
          own.top >= around.top - 3 &&
          own.bottom <= around.bottom + 3;
        if (!isIn) {
          found.push(`${name(part)} leaves ${name(pane)}`);
        }
      }
      for (const other of panes) {
        const [a, b] = [box(pane), box(other)];
        const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (pane !== other && across > 1 && down > 1) {
          found.push(`${name(pane)} covers ${name(other)}`);
        }
      }
    }
    const cells = root.querySelector('.jp-Attention-cells');
    const rows = root.querySelector('.jp-Attention-rows');
    if (cells && rows && Math.abs(box(cells).height - box(rows).height) > 2) {
      found.push(`rows ${box(rows).height} beside cells ${box(cells).height}`);
    }
    return found;
  });
}
