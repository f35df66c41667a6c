import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from '@playwright/test';
import type { Browser, Locator, Page } from '@playwright/test';
import { pageOf } from '../../src/figures/export/page.ts';
import type { JsonObject } from '../../src/format/index.ts';
import { Jupyter } from './jupyter.ts';
import { LIONS, notebook, openInLab, percentages, settled, views } from './notebook.ts';

const ANGRY = ['34%', '3%', '7%', '4%', '9%', '4%', '8%', '30%'];
const TEMPLATE = join(import.meta.dirname, '../../lib/page.txt');

let folder: string;
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'attention-export-'));
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A page with all that must not happen on it. */
interface Opened {
  readonly page: Page;
  readonly view: Locator;
  readonly workers: readonly string[];
  /** Requests but that for the file, what the console says, errors, and what the policy refused. */
  readonly trouble: () => Promise<readonly string[]>;
}

declare global {
  interface Window {
    violations: string[];
  }
}

/** Opens HTML as a file, in a browser that is offline. */
async function openFile(
  browser: Browser,
  html: string,
  options: Parameters<Browser['newContext']>[0] = {}
): Promise<Opened> {
  const path = join(folder, `${test.info().testId}-${html.length}.html`);
  writeFileSync(path, html);
  const context = await browser.newContext({ ...options, offline: true });
  const page = await context.newPage();
  const url = pathToFileURL(path).href;
  const seen: string[] = [];
  const workers: string[] = [];
  page.on(
    'request',
    request => request.url() !== url && seen.push(`asked for ${request.url().slice(0, 80)}`)
  );
  page.on('console', message => seen.push(message.text()));
  page.on('pageerror', error => seen.push(String(error)));
  page.on('worker', worker => workers.push(worker.url()));
  await page.addInitScript(() => {
    window.violations = [];
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      window.violations.push(`${violatedDirective} ${blockedURI}`)
    );
  });
  await page.goto(url);
  const trouble = async () => [...seen, ...(await page.evaluate(() => window.violations))];
  return { page, view: views(page), workers, trouble };
}

const htmlOf = (payload: JsonObject) =>
  pageOf(readFileSync(TEMPLATE, 'utf8'), { payload, title: 'A page' });

test('a page that is a file draws, is edited and undone, and asks for nothing', async ({
  browser
}) => {
  const { page, view, trouble } = await openFile(browser, htmlOf(LIONS));
  await expect.poll(() => percentages(view)).toEqual(ANGRY);
  await settled(view);
  await expect(page).toHaveTitle('A page');
  await expect(view.locator('.jp-Attention-axes text').first()).toBeVisible();
  const mark = view.locator('.jp-mod-planePane .jp-Attention-marks path').first();
  await expect(mark).toBeVisible();

  const handle = view.locator('.jp-Attention-handle').first();
  await handle.focus();
  await page.keyboard.press('Shift+ArrowLeft');
  await expect.poll(() => percentages(view)).not.toEqual(ANGRY);
  await view.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => percentages(view)).toEqual(ANGRY);

  const box = (await handle.boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + 60, box.y - 60, { steps: 5 });
  await page.mouse.up();
  await expect.poll(() => percentages(view)).not.toEqual(ANGRY);

  await view.locator('.jp-mod-sentencePane input').first().fill('cats sleep');
  await expect.poll(() => percentages(view)).toHaveLength(2);
  expect(await trouble()).toEqual([]);
  await page.context().close();
});

test('a page is light or dark as its reader’s system is', async ({ browser }) => {
  const { page, view } = await openFile(browser, htmlOf(LIONS), { colorScheme: 'dark' });
  await view.locator('.jp-Attention-panes').waitFor();
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  expect(await ground()).toBe('rgb(17, 17, 17)');
  await expect(view).toHaveAttribute('data-dark', '');
  await page.emulateMedia({ colorScheme: 'light' });
  await expect(view).not.toHaveAttribute('data-dark', '');
  expect(await ground()).toBe('rgb(255, 255, 255)');
  await page.context().close();
});

test('nothing of a payload runs, and the policy lets no other script run', async ({ browser }) => {
  const tokens = [
    '</script><script>window.ran = 1</script>',
    '<!--<script>',
    '<img src=x onerror="ran=1">'
  ];
  const html = htmlOf({ format: 'attention', version: 1, tokens });
  const { page, view, trouble } = await openFile(browser, html);
  await expect(view.locator('.jp-Attention-chip bdi').first()).toContainText('</script>');
  expect(await page.evaluate(() => 'ran' in window)).toBe(false);
  expect(await trouble()).toEqual([]);
  await page.context().close();

  const added = html.replace('</body>', '<script>window.ran = 1</script></body>');
  const changed = await openFile(browser, added);
  await expect
    .poll(() => changed.page.evaluate(() => window.violations))
    .toEqual(['script-src-elem inline']);
  expect(await changed.page.evaluate(() => 'ran' in window)).toBe(false);
  await changed.page.context().close();
});

test('a payload that somebody has damaged is told, and the page is not blank', async ({
  browser
}) => {
  const { page, view } = await openFile(
    browser,
    htmlOf(LIONS).replace('"version":1', '"version":')
  );
  await expect(view).toContainText('$');
  await page.context().close();
});

test('what takes long is computed by workers, which come from the page itself', async ({
  browser
}) => {
  const numbers = (rows: number, columns: number, seed: number) =>
    Array.from({ length: rows }, (_r, r) =>
      Array.from({ length: columns }, (_c, c) => Math.sin(seed + r * 7.31 + c * 3.17))
    );
  const payload = {
    format: 'attention',
    version: 1,
    tokens: Array.from({ length: 600 }, (_, i) => `t${i}`),
    embeddings: numbers(600, 256, 1),
    n_heads: 4,
    projections: {
      query: numbers(256, 256, 2),
      key: numbers(256, 256, 3),
      value: numbers(256, 256, 4),
      output: numbers(256, 256, 5)
    }
  };
  const { page, view, workers, trouble } = await openFile(browser, htmlOf(payload));
  await expect(view.locator('.jp-Attention-cells canvas').first()).toBeVisible();
  await expect(view).toContainText('in float32');
  expect(workers.length).toBeGreaterThan(0);
  expect(workers.every(url => url.startsWith('blob:'))).toBe(true);
  expect((await trouble()).filter(said => !said.startsWith('asked for blob:'))).toEqual([]);
  await page.context().close();
});

/** Opens the dialog from the menu. */
async function openExport(view: Locator): Promise<Locator> {
  await view.getByRole('button', { name: 'More' }).click();
  await view.getByRole('menuitem', { name: 'Export…' }).click();
  const dialog = view.getByRole('dialog', { name: 'Export' });
  await expect(dialog).toBeVisible();
  await expect(dialog.getByLabel('What')).toBeFocused();
  return dialog;
}

/** What is downloaded: its name and its bytes. */
async function downloaded(page: Page, dialog: Locator): Promise<readonly [string, Buffer]> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Download' }).click()
  ]);
  return [file.suggestedFilename(), readFileSync(await file.path())];
}

test('a figure has the size on paper that was asked for, as SVG and as PNG', async ({
  browser
}) => {
  const { page, view, trouble } = await openFile(browser, htmlOf(LIONS));
  const dialog = await openExport(view);
  await dialog.getByLabel('Width in mm').fill('85');
  await dialog.getByLabel('Letters in pt').fill('6');
  const preview = dialog.getByRole('img', { name: 'Preview' });
  const natural = () =>
    preview.evaluate(async (image: HTMLImageElement) => {
      await image.decode();
      return image.naturalWidth;
    });
  await expect.poll(natural).toBe(Math.round((85 * 96) / 25.4));
  const [name, svg] = await downloaded(page, dialog);
  expect(name).toBe('angry-lions-hunt-zebras-while-cats-sleep.stage.svg');
  expect(svg.toString()).toContain('width="85mm"');

  await dialog.getByLabel('Format').selectOption('png');
  await dialog.getByLabel('Dots per inch').selectOption('600');
  const [, png] = await downloaded(page, dialog);
  expect(png.readUInt32BE(16)).toBe(2008);
  expect([png.toString('latin1', 37, 41), png.readUInt32BE(41)]).toEqual(['pHYs', 23622]);
  await expect(dialog.getByRole('status')).toContainText('stage.png was made');

  // What no browser draws is told, and nothing is handed over.
  await dialog.getByLabel('Width in mm').fill('1000');
  await dialog.getByRole('button', { name: 'Download' }).click();
  await expect(dialog.getByRole('status')).toContainText('draws no picture of 23622 ×');

  // A width that is none is told, and the last one that was stays.
  await dialog.getByLabel('Width in mm').fill('3');
  await expect(dialog.getByLabel('Width in mm')).toHaveAccessibleDescription('30 to 1000');
  expect(await trouble()).toEqual([]);
  await page.context().close();
});

test('the ground of a PNG is white, or nothing', async ({ browser }) => {
  const { page, view } = await openFile(browser, htmlOf(LIONS));
  const dialog = await openExport(view);
  await dialog.getByLabel('Format').selectOption('png');
  for (const [ground, corner] of [
    ['white', [255, 255, 255, 255]],
    ['transparent', [0, 0, 0, 0]]
  ] as const) {
    await dialog.getByLabel('Background').selectOption(ground);
    const [, png] = await downloaded(page, dialog);
    const pixels = await page.evaluate(
      async url => {
        const image = new Image();
        image.src = url;
        await image.decode();
        const canvas = document.createElement('canvas');
        [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
        const context = canvas.getContext('2d')!;
        context.drawImage(image, 0, 0);
        const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
        const seen = new Set(new Uint32Array(data.buffer));
        return { corner: [...data.slice(0, 4)], colors: seen.size };
      },
      `data:image/png;base64,${png.toString('base64')}`
    );
    expect(pixels.corner).toEqual(corner);
    expect(pixels.colors).toBeGreaterThan(50);
  }
  await page.context().close();
});

test('a matrix as CSV, the payload and all that is computed as JSON', async ({ browser }) => {
  const { page, view } = await openFile(browser, htmlOf(LIONS));
  const dialog = await openExport(view);
  const what = dialog.getByLabel('What');
  await what.selectOption({ label: 'Attention weights' });
  const [name, csv] = await downloaded(page, dialog);
  expect(name).toMatch(/\.weights\.csv$/);
  const [header, first] = csv.toString().replace('\ufeff', '').split('\r\n');
  expect(header).toBe(',angry,lions,hunt,zebras,while,cats,sleep,peacefully');
  const weights = first.split(',').slice(1).map(Number);
  expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 14);
  expect(weights.map(weight => `${Math.round(weight * 100)}%`)).toEqual(ANGRY);

  await what.selectOption({ label: 'Payload (JSON)' });
  const [, payload] = await downloaded(page, dialog);
  expect(JSON.parse(payload.toString())).toMatchObject({ sentence: LIONS.sentence });
  await what.selectOption({ label: 'All that is computed (JSON)' });
  const [, trace] = await downloaded(page, dialog);
  expect(JSON.parse(trace.toString()).heads[0].weights[0]).toEqual(weights);
  await page.context().close();
});

test('the keys reach the dialog and nothing behind it, and Escape returns to where one was', async ({
  browser
}) => {
  const { page, view } = await openFile(browser, htmlOf(LIONS));
  const dialog = await openExport(view);
  for (let i = 0; i < 12; i++) {
    await page.keyboard.press('Tab');
    const inside = await view.evaluate(host => {
      const { activeElement } = host.shadowRoot!;
      return activeElement === null || activeElement.closest('dialog') !== null;
    });
    expect(inside).toBe(true);
  }
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(view.getByRole('button', { name: 'More' })).toBeFocused();
  await page.context().close();
});

test('a matrix of 1,024 tokens is a picture in a small SVG', async ({ browser }) => {
  const tokens = Array.from({ length: 1024 }, (_, i) => `t${i}`);
  const payload = { format: 'attention', version: 1, tokens, mask: 'causal' };
  const { page, view } = await openFile(browser, htmlOf(payload));
  const dialog = await openExport(view);
  const [, svg] = await downloaded(page, dialog);
  expect(svg.toString()).toContain('href="data:image/png;base64,');
  expect(svg.length).toBeLessThan(2_000_000);
  await dialog.getByLabel('What').selectOption({ label: 'Attention weights' });
  const [, csv] = await downloaded(page, dialog);
  const lines = csv.toString().split('\r\n');
  expect(lines).toHaveLength(1026);
  expect(lines[1].split(',').slice(1, 4)).toEqual(['1', '', '']);
  await page.context().close();
});

test('an output in JupyterLab is exported as a page that works by itself', async ({
  page,
  browser
}) => {
  const jupyter = await Jupyter.start();
  try {
    jupyter.write('export.ipynb', notebook([{ payload: { ...LIONS, view: { query: 2 } } }]));
    await openInLab(page, jupyter, 'export.ipynb');
    await settled(views(page));
    const chosen = await percentages(views(page));
    const dialog = await openExport(views(page));
    await dialog.getByLabel('What').selectOption({ label: 'Interactive page (HTML)' });
    const [name, html] = await downloaded(page, dialog);
    expect(name).toBe('angry-lions-hunt-zebras-while-cats-sleep.html');
    const opened = await openFile(browser, html.toString());
    await expect.poll(() => percentages(opened.view)).toEqual(chosen);
    expect(await opened.trouble()).toEqual([]);
    await opened.page.context().close();
  } finally {
    await jupyter.stop();
  }
});
