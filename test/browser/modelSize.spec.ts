import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { Engine } from '../../src/engine/index.ts';
import { percent } from '../../src/figures/text.ts';
import { open } from '../../src/model/index.ts';
import { Jupyter } from './jupyter.ts';
import { besides, notebook, openInLab, runAll, views } from './notebook.ts';

const [N, D_MODEL] = [320, 384];

/** An array as Python sends it: float32, base64. */
function array(rows: number, columns: number, seed: number) {
  const data = Float32Array.from({ length: rows * columns }, (_, i) => Math.sin(seed + i * 1.7));
  return {
    dtype: 'float32',
    shape: [rows, columns],
    data: Buffer.from(data.buffer).toString('base64')
  };
}

/** So much to multiply that workers do it. */
const PAYLOAD = {
  format: 'attention',
  version: 1,
  tokens: Array.from({ length: N }, (_, t) => `t${t}`),
  embeddings: array(N, D_MODEL, 1),
  projections: {
    query: array(D_MODEL, D_MODEL, 2),
    key: array(D_MODEL, D_MODEL, 3),
    value: array(D_MODEL, D_MODEL, 4),
    output: array(D_MODEL, D_MODEL, 5)
  },
  n_heads: 6,
  mask: 'causal',
  scale: 0.002,
  view: { query: 20, panes: ['plane', 'matrix', 'detail', 'outputs'] }
};

let jupyter: Jupyter;
test.beforeAll(async () => {
  jupyter = await Jupyter.start();
  jupyter.write('large.ipynb', notebook([{ payload: PAYLOAD }]));
});
test.afterAll(() => jupyter.stop());

/** The weights of the token that asks, in percent, as the engine has them. */
function expected(): string[] {
  const outcome = open(PAYLOAD);
  if (!outcome.ok) {
    throw new Error(JSON.stringify(outcome.problems));
  }
  const { weights } = new Engine().attend(outcome.computed.input).heads[0];
  return Array.from(weights[20].slice(0, 20), weight => percent(weight));
}

async function expectDrawn(page: Page): Promise<void> {
  const view = views(page);
  await expect(view.locator('.jp-Attention-arithmetic')).toBeVisible();
  // The row shows the strongest alone; the chips tell all of them.
  const told = await view.locator('.jp-Attention-chip small').allInnerTexts();
  expect(told.slice(0, 20)).toEqual(expected());
}

test('a layer with bytes for arrays is computed by workers, and the view says how', async ({
  page
}) => {
  const workers: string[] = [];
  page.on('worker', worker => workers.push(worker.url()));
  await openInLab(page, jupyter, 'large.ipynb');
  await expectDrawn(page);
  expect(workers.filter(url => url.includes('jupyterlab-attention')).length).toBeGreaterThan(0);
  await expect(views(page).getByText('in float32')).toBeVisible();
});

test('a word of it is moved, undone, and reset', async ({ page }) => {
  await openInLab(page, jupyter, 'large.ipynb');
  await expectDrawn(page);
  const view = views(page);
  await view.getByRole('button', { name: 'words', exact: true }).click();
  const handle = view.locator('.jp-Attention-handle[data-layer=embeddings]').first();
  const before = await handle.getAttribute('aria-label');
  await handle.focus();
  await page.keyboard.press('Shift+ArrowRight');
  await expect(handle).not.toHaveAttribute('aria-label', before!);
  await page.keyboard.press('Control+z');
  await expect(view.getByRole('button', { name: 'Reset' })).toBeDisabled();
});

test('the example at model size runs, and follows a drag', async ({ page }) => {
  await openInLab(page, jupyter, 'model-size.ipynb');
  await runAll(page);
  const view = views(page).first();
  await expect(views(page)).toHaveCount(2);
  await expect(view.locator('.jp-Attention-arithmetic')).toBeVisible();
  await view.getByRole('button', { name: 'words', exact: true }).click();
  const handle = view.locator('.jp-Attention-handle[data-layer=embeddings]').first();
  await handle.scrollIntoViewIfNeeded();
  const places = () =>
    view
      .locator('.jp-Attention-handle')
      .evaluateAll(handles => handles.map(each => each.getAttribute('aria-label')).join());
  await besides(view, 'q k v, W');
  const table = () => view.locator('.jp-mod-tablePane').innerText();
  const away = () =>
    view
      .locator('.jp-Attention-pane[data-away]')
      .evaluateAll(panes => panes.map(pane => getComputedStyle(pane).visibility));
  const undo = view.getByRole('button', { name: 'Undo' });
  await expect(undo).toBeDisabled();
  const [before, seen] = [await table(), [await places()]];
  const box = (await handle.boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (const step of [20, 40, 60]) {
    await page.mouse.move(x - step, y - step);
    await expect.poll(places).not.toBe(seen.at(-1));
    seen.push(await places());
  }
  // What nobody sees is not painted; on a stage that fits the screen there is nothing of the kind.
  expect((await away()).filter(visibility => visibility !== 'hidden')).toEqual([]);
  await page.mouse.up();
  await expect(undo).toBeEnabled();
  expect((await away()).filter(visibility => visibility !== 'visible')).toEqual([]);
  expect(await places()).toBe(seen.at(-1)); // the plane stays
  await expect.poll(table).not.toBe(before);
  await undo.click();
  await expect.poll(places).toBe(seen[0]);
  await expect.poll(table).toBe(before);
});

test('what a gesture changes is made by workers, and ends where the pointer is', async ({
  page
}) => {
  await openInLab(page, jupyter, 'model-size.ipynb');
  await runAll(page);
  await expect(views(page)).toHaveCount(2);
  const view = views(page).first();
  await expect(view.locator('.jp-Attention-arithmetic')).toBeVisible();
  await view.getByRole('button', { name: 'words', exact: true }).click();
  const word = view.locator('.jp-Attention-handle[data-layer=embeddings]').first();
  await word.scrollIntoViewIfNeeded();
  const across = async () =>
    Number(/at ([−\d.]+),/.exec((await word.getAttribute('aria-label'))!)![1].replace('−', '-'));
  const before = await across();
  await word.evaluate(node => {
    for (let step = 0; step < 4; step++) {
      node.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }));
    }
  });
  await expect.poll(async () => (await across()) - before).toBeCloseTo(0.2, 1.5);
  const undo = view.getByRole('button', { name: 'Undo' });
  const reset = view.getByRole('button', { name: 'Reset' });
  await reset.click();
  await expect(reset).toBeDisabled();

  // From the words to the queries, which live in a space of their own.
  await view.getByRole('button', { name: 'q', exact: true }).click();
  const handle = view.locator('.jp-Attention-handle[data-layer=query]').last(); // above all others
  await handle.hover({ force: true });
  const middle = async () => {
    const box = (await handle.boundingBox())!;
    return [box.x + box.width / 2, box.y + box.height / 2];
  };
  const [x, y] = await middle();
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.evaluate(
    ([x, y]) => {
      for (let step = 1; step <= 10; step++) {
        const [clientX, clientY] = [x - 4 * step, y + 3 * step];
        window.dispatchEvent(new MouseEvent('mousemove', { view: window, clientX, clientY }));
      }
    },
    [x, y]
  ); // faster than they can be drawn
  const away = async () => {
    const [atX, atY] = await middle();
    return Math.hypot(atX - (x - 40), atY - (y + 30));
  };
  await expect.poll(away).toBeLessThan(1);
  await page.mouse.up();
  await undo.click();
  await expect(reset).toBeDisabled();

  await besides(view, 'Laboratory');
  const slider = view.getByRole('slider', { name: 'Temperature' });
  await slider.scrollIntoViewIfNeeded();
  const box = (await slider.boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.9, box.y + box.height / 2, { steps: 20 });
  await page.mouse.up();
  const temperature = view.getByLabel('Temperature, as a number');
  await expect.poll(async () => Number(await temperature.inputValue())).toBeGreaterThan(4);
  await undo.click();
  await expect(reset).toBeDisabled();
});

test('where the page is isolated workers share its memory', async ({ page }) => {
  await page.route('**/*', async route => {
    const response = await route.fetch();
    const headers = {
      ...response.headers(),
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp'
    };
    await route.fulfill({ response, headers });
  });
  await openInLab(page, jupyter, 'large.ipynb');
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  await expectDrawn(page);
});

test('where workers are refused the page computes by itself', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'Worker', {
      value: class {
        constructor() {
          throw new DOMException('refused by the policy of the page', 'SecurityError');
        }
      }
    });
  });
  await openInLab(page, jupyter, 'large.ipynb');
  await expectDrawn(page);
});

test('where WebAssembly is refused the plain engine does the same, and the view says why', async ({
  page
}) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'WebAssembly', { value: undefined });
  });
  await openInLab(page, jupyter, 'large.ipynb');
  await expectDrawn(page);
  await expect(views(page).getByText('WebAssembly is missing')).toBeVisible();
});
