import { expect, test } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { Engine } from '../../src/engine/index.ts';
import type { Trace } from '../../src/engine/index.ts';
import { decimal, percent } from '../../src/figures/text.ts';
import { LIGHT } from '../../src/figures/theme.ts';
import { open } from '../../src/model/index.ts';
import { Jupyter } from './jupyter.ts';
import {
  besides,
  execute,
  LIONS,
  notebook,
  openDocument,
  openInLab,
  settled,
  views
} from './notebook.ts';
import { atSize } from './seen.ts';

const HEADS = 2;

/** Many tokens of few dimensions, the same at every run. */
function payload(tokens: number, view: object = {}) {
  let seed = 7;
  const number = () => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return Math.round((seed / 1073741824 - 1) * 1400) / 1000;
  };
  const matrix = (rows: number, columns: number) =>
    Array.from({ length: rows }, () => Array.from({ length: columns }, number));
  return {
    format: 'attention',
    version: 1,
    tokens: Array.from({ length: tokens }, (_, t) => `${t % 50 === 7 ? 'Lion' : 'word'}${t}`),
    embeddings: matrix(tokens, 4),
    projections: {
      query: matrix(4, 4),
      key: matrix(4, 4),
      value: matrix(4, 4),
      output: matrix(4, 4)
    },
    n_heads: HEADS,
    view
  };
}

function traceOf(tokens: number): Trace {
  const outcome = open(payload(tokens));
  if (!outcome.ok) {
    throw new Error(JSON.stringify(outcome.problems));
  }
  return new Engine().attend(outcome.computed.input); // as the view does, float32 for so many
}

// The matrix with all around it fits, above what JupyterLab says at the bottom.
test.use({ viewport: { width: 1400, height: 1800 } });

let jupyter: Jupyter;
test.beforeAll(async () => {
  jupyter = await Jupyter.start();
});
test.afterAll(() => jupyter.stop());

async function show(page: Page, name: string, tokens: number, view: object = {}): Promise<Locator> {
  jupyter.write(name, notebook([{ payload: payload(tokens, view) }]));
  await openInLab(page, jupyter, name);
  await expect(views(page).locator('.jp-Attention-zoom')).toBeVisible();
  await settled(views(page));
  return views(page);
}

const cellsOf = (view: Locator) => view.locator('.jp-Attention-cells');
const lineOf = (view: Locator) => view.locator('.jp-mod-matrixPane [aria-live]');
const shown = (view: Locator) => view.locator('.jp-Attention-zoom [data-shown]');

/** The runs of queries and keys that the matrix shows. */
async function windowOf(view: Locator) {
  const text = (await shown(view).getAttribute('data-shown'))!;
  const [query, key] = text.split(' ').map(run => run.split(',').map(Number));
  return { query, key };
}

/** Points at a place of the cells, from 0 to 1 each way, and says which cell lies there. */
async function point(page: Page, view: Locator, x: number, y: number) {
  await cellsOf(view).scrollIntoViewIfNeeded();
  const box = (await cellsOf(view).boundingBox())!;
  const [left, top] = [Math.floor(box.x + x * box.width), Math.floor(box.y + y * box.height)];
  await page.mouse.move(left, top);
  const { query, key } = await windowOf(view);
  const at = ([first, count]: number[], share: number) => first + Math.floor(share * count);
  return [at(query, (top - box.y) / box.height), at(key, (left - box.x) / box.width)] as const;
}

/**
 * What is said of a cell: its row, its column, and its weight with every digit. Where the browser multiplies and adds
 * in one, float32 has another last digit than here.
 */
async function expectWords(
  view: Locator,
  trace: Trace,
  [query, key]: readonly [number, number],
  head = 0
): Promise<void> {
  // prettier-ignore
  const place = `row ${trace.tokens[query]} (${query + 1}), column ${trace.tokens[key]} (${key + 1}), weight `;
  const weight = trace.heads[head].weights[query][key];
  const said = async () => {
    const [, rest] = ((await lineOf(view).textContent()) ?? '').split(place);
    const number = Number.parseFloat((rest ?? '').replace('−', '-'));
    return Math.abs(number - weight) <= 2e-6 * weight;
  };
  await expect.poll(said, { message: `${place}${decimal(weight, LIGHT, true)}` }).toBe(true);
}

test('every cell has its part in the overview, and is exact under the pointer at any zoom', async ({
  page
}) => {
  const trace = traceOf(512);
  const view = await show(page, 'overview.ipynb', 512);
  expect(await windowOf(view)).toEqual({ query: [0, 512], key: [0, 512] });
  await expect(view.locator('.jp-mod-matrixPane')).toContainText('the largest weight of');
  for (const [x, y] of [
    [0.31, 0.77],
    [0.5, 0.02],
    [0.995, 0.99]
  ]) {
    const cell = await point(page, view, x, y);
    await expectWords(view, trace, cell);
  }
  await view.getByRole('button', { name: 'Zoom in' }).click();
  await expect(shown(view)).toHaveAttribute('data-shown', /,256 .*,256$/);
  const cell = await point(page, view, 0.4, 0.6);
  await expectWords(view, trace, cell);
  await view.getByLabel('Head', { exact: true }).selectOption('1');
  await page.mouse.move(0, 0);
  const other = await point(page, view, 0.41, 0.61);
  await expectWords(view, trace, other, 1);
});

test('another token asks, and the cells are not painted again; another head paints them', async ({
  page
}) => {
  const view = await show(page, 'painted.ipynb', 256, { query: 20 });
  await page.evaluate(async () => {
    // What belongs to the first drawing is done.
    await new Promise(resolve => requestIdleCallback(resolve));
    const { prototype } = CanvasRenderingContext2D;
    const { putImageData: before } = prototype;
    prototype.putImageData = function (this: CanvasRenderingContext2D, ...given: unknown[]) {
      document.body.dataset.painted = String(Number(document.body.dataset.painted ?? 0) + 1);
      Reflect.apply(before, this, given);
    };
  });
  const asks = (token: string) =>
    expect(view.locator('.jp-Attention-rows li[data-chosen=true]')).toHaveText(token);
  await asks('word20');
  await cellsOf(view).focus();
  for (const token of ['word21', 'word22']) {
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await asks(token);
  }
  const painted = page.locator('body[data-painted]');
  await expect(painted).toHaveCount(0);
  await view.getByLabel('Head', { exact: true }).selectOption('1');
  await expect(painted).toHaveCount(1);
});

test('where labels are thinned the row and the column of the token that asks have theirs', async ({
  page
}) => {
  const view = await show(page, 'thinned.ipynb', 512, { query: 287 });
  const row = view.locator('.jp-Attention-rows li[data-chosen=true]');
  await expect(row).toHaveText('word287');
  await expect(view.locator('.jp-Attention-columns li[data-chosen=true]')).toHaveText('word287');
  const middle = async (part: Locator) => {
    const { y, height } = (await part.boundingBox())!;
    return y + height / 2;
  };
  const chosen = view.locator('.jp-Attention-chosenRow');
  await expect
    .poll(async () => Math.abs((await middle(row.locator('bdi'))) - (await middle(chosen))))
    .toBeLessThan(16);
});

/** Waits until d3, which keeps the state of a gesture on the element, has let go of it. */
async function gestureEnds(view: Locator): Promise<void> {
  const atRest = (element: Element) =>
    (element as unknown as { __zoom: { k: number } }).__zoom.k === 1;
  await expect.poll(() => cellsOf(view).evaluate(atRest)).toBe(true);
}

test('the wheel zooms with Ctrl about the pointer, dragging moves, a click asks', async ({
  page
}) => {
  const view = await show(page, 'wheel.ipynb', 512);
  const cell = await point(page, view, 0.75, 0.5);
  await page.mouse.wheel(0, 1);
  expect(await windowOf(view)).toEqual({ query: [0, 512], key: [0, 512] });
  await point(page, view, 0.75, 0.5);
  await page.keyboard.down('Control');
  for (let turn = 0; turn < 6; turn++) {
    await page.mouse.wheel(0, -100);
  }
  await page.keyboard.up('Control');
  await expect.poll(async () => (await windowOf(view)).key[1]).toBeLessThan(90);
  const near = await windowOf(view);
  expect(near.query[1]).toBe(near.key[1]);
  expect(near.query[0]).toBeLessThanOrEqual(cell[0]);
  expect(near.query[0] + near.query[1]).toBeGreaterThan(cell[0]);
  expect(near.key[0] + near.key[1] / 2).toBeLessThan(cell[1]);

  const box = (await cellsOf(view).boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const asking = view.locator('.jp-mod-detailPane h3');
  const before = (await asking.textContent())!;
  await gestureEnds(view); // when the wheel has been still
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + box.width / 4, y - box.height / 4, { steps: 5 });
  await page.mouse.up();
  const moved = await windowOf(view);
  const quarter = near.key[1] / 4;
  expect(moved.key[1]).toBe(near.key[1]);
  expect(Math.abs(near.key[0] - quarter - moved.key[0])).toBeLessThanOrEqual(1);
  expect(Math.abs(near.query[0] + quarter - moved.query[0])).toBeLessThanOrEqual(1);
  await expect(asking).toHaveText(before); // a drag lets nobody ask

  const asked = await point(page, view, 0.5, 0.25);
  await page.mouse.down();
  await page.mouse.up();
  await expect(asking).toContainText(String(asked[0]));
  await view.getByRole('button', { name: 'Whole' }).click();
  expect(await windowOf(view)).toEqual({ query: [0, 512], key: [0, 512] });
});

test('labels are those of the window, as many as fit', async ({ page }) => {
  const view = await show(page, 'labels.ipynb', 512, { query: 0 });
  const rows = view.locator('.jp-Attention-rows li');
  expect(await rows.count()).toBeLessThan(45);
  await expect(rows.first()).toHaveText('word0');
  await cellsOf(view).focus();
  for (let i = 0; i < 5; i++) {
    await page.keyboard.press('+');
  }
  await expect(shown(view)).toHaveAttribute('data-shown', '0,16 0,16');
  await expect(rows).toHaveCount(16);
  await expect(view.locator('.jp-Attention-columns li').nth(7)).toHaveText('Lion7');
});

test('a search finds tokens, lets them ask and brings them into the window', async ({ page }) => {
  const view = await show(page, 'search.ipynb', 512, { query: 0 });
  const field = view.getByLabel('Find a token');
  await field.fill('LION');
  await expect(view.locator('.jp-Attention-search [role=status]')).toHaveText('11 found');
  await field.press('Enter');
  await field.press('Enter');
  await field.press('Enter');
  await expect(view.locator('.jp-mod-detailPane h3')).toContainText('Lion107');
  await expect(view.locator('.jp-Attention-search [role=status]')).toHaveText(
    '3 of 11: token 108, Lion107'
  );
  const { query, key } = await windowOf(view);
  expect(query[1]).toBe(64);
  expect(query[0]).toBeLessThanOrEqual(107);
  expect(key).toEqual(query);
  await expect(view.locator('.jp-Attention-chip[aria-pressed=true]')).toContainText('Lion107');
  await field.press('Shift+Enter');
  await expect(view.locator('.jp-mod-detailPane h3')).toContainText('Lion57');
  await field.fill('zebra');
  await expect(view.locator('.jp-Attention-search [role=status]')).toHaveText('not found');
});

test('chips, tables and planes show the window, and what matters outside is named', async ({
  page
}) => {
  const trace = traceOf(512);
  const view = await show(page, 'tables.ipynb', 512, { query: 3 });
  const chips = view.locator('.jp-Attention-chip');
  await besides(view, 'q k v, W');
  await expect(chips).toHaveCount(64);
  await expect(view.locator('.jp-mod-sentencePane .jp-Attention-window')).toContainText(
    'tokens 1 to 64 of 512'
  );
  await view.locator('.jp-mod-sentencePane').getByLabel('Next tokens').click();
  await expect(view.locator('.jp-mod-sentencePane .jp-Attention-window')).toContainText(
    'tokens 65 to 128 of 512'
  );
  await expect(chips.first()).toContainText('word64');
  await expect(view.locator('.jp-mod-tablePane tbody th button').first()).toHaveText('word64');
  expect(await windowOf(view)).toEqual({ query: [64, 64], key: [64, 64] });
  await expect(view.locator('.jp-mod-detailPane h3')).toContainText('word3');
  await expect(view.locator('.jp-mod-planePane .jp-Attention-handle')).toHaveCount(66); // and its query

  const row = [...trace.heads[0].weights[3]].map((weight, key) => ({ weight, key }));
  const [best] = row
    .filter(({ key }) => key < 64 || key >= 128)
    .sort((a, b) => b.weight - a.weight);
  const also = view.locator('.jp-mod-detailPane .jp-Attention-also');
  await expect(also.getByRole('button').first()).toHaveText(
    `${trace.tokens[best.key]} ${best.key + 1} ${percent(best.weight)}`
  );
  await also.getByRole('button').first().click();
  await expect(chips.filter({ hasText: trace.tokens[best.key] })).not.toHaveCount(0);
});

test('by the keyboard alone: walk, page, zoom, ask', async ({ page }) => {
  const trace = traceOf(512);
  const view = await show(page, 'keys.ipynb', 512, { window: { query: [0, 32], key: [0, 32] } });
  await cellsOf(view).focus();
  await page.keyboard.press('ArrowRight');
  await expectWords(view, trace, [0, 1]);
  await page.keyboard.press('PageDown');
  await expectWords(view, trace, [32, 1]);
  expect((await windowOf(view)).query).toEqual([1, 32]);
  await page.keyboard.press('Shift+PageDown');
  await expectWords(view, trace, [32, 33]);
  await page.keyboard.press('End');
  await expectWords(view, trace, [32, 511]);
  await page.keyboard.press('Enter');
  await expect(view.locator('.jp-mod-detailPane h3')).toContainText('word32');
  await page.keyboard.press('-');
  expect((await windowOf(view)).query[1]).toBe(64);
  await page.keyboard.press('0');
  expect(await windowOf(view)).toEqual({ query: [0, 512], key: [0, 512] });
  await page.keyboard.press('Shift+Tab');
  await expect(cellsOf(view)).not.toBeFocused();
});

test('of 8,192 tokens the part about the one that asks is shown, exact, and any other can be had', async ({
  page
}) => {
  const trace = traceOf(8192);
  const view = await show(page, 'long.ipynb', 8192, { query: 5000 });
  expect(await windowOf(view)).toEqual({ query: [4744, 512], key: [4744, 512] });
  await expect(view.locator('.jp-mod-matrixPane')).toContainText(
    'At most 512 queries and 512 keys are shown at once.'
  );
  await expect(view.getByRole('button', { name: 'Zoom out' })).toBeDisabled();
  const cell = await point(page, view, 0.3, 0.6);
  await expectWords(view, trace, cell);
  await view.getByLabel('Find a token').fill('Lion8157');
  await view.getByLabel('Find a token').press('Enter');
  await expect(view.locator('.jp-mod-detailPane h3')).toContainText('Lion8157');
  expect((await windowOf(view)).query).toEqual([8125, 64]);
  const far = await point(page, view, 0.2, 0.7);
  await expectWords(view, trace, far);
});

test('twice as many tokens make the page no larger', async ({ page }) => {
  const nodes = async (tokens: number) => {
    const view = await show(page, `nodes-${tokens}.ipynb`, tokens);
    await settled(view);
    return view.locator('*').count();
  };
  const [fewer, more] = [await nodes(256), await nodes(512)];
  expect(more).toBeLessThan(fewer * 1.05);
});

test('the window is kept with the notebook, and both themes are legible', async ({
  page
}, info) => {
  const window = { query: [200, 48], key: [180, 48] };
  const view = await show(page, 'themes.ipynb', 512, { window, query: 210 });
  expect(await windowOf(view)).toEqual(window);
  for (const theme of ['JupyterLab Light', 'JupyterLab Dark']) {
    await execute(page, 'apputils:change-theme', { theme });
    await settled(view);
    await view.getByRole('button', { name: 'Whole' }).click();
    await view.screenshot({ path: info.outputPath(`${theme}, whole.png`) });
    await view.locator('.jp-mod-sentencePane').getByLabel('Next tokens').click();
    await settled(view);
    await view.screenshot({ path: info.outputPath(`${theme}, window.png`) });
  }
});

test.describe('by touch', () => {
  test.use({ hasTouch: true });

  test('two fingers zoom about their middle, one moves what is zoomed', async ({ page }) => {
    const view = await show(page, 'touch.ipynb', 512);
    await cellsOf(view).scrollIntoViewIfNeeded();
    const box = (await cellsOf(view).boundingBox())!;
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const screen = await page.context().newCDPSession(page);
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...points: [number, number][]) =>
      screen.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: points.map(([left, top], id) => ({ x: left, y: top, id }))
      });
    const apart = (by: number): [number, number][] => [
      [x - by, y],
      [x + by, y]
    ];
    await touch('touchStart', ...apart(30));
    for (const by of [45, 60, 90, 120]) {
      await touch('touchMove', ...apart(by));
    }
    await touch('touchEnd');
    await expect.poll(async () => (await windowOf(view)).key[1]).toBe(128);
    const near = await windowOf(view);
    expect(near.query[1]).toBe(128);
    expect(Math.abs(near.key[0] + 64 - 256)).toBeLessThan(4);

    await gestureEnds(view);
    await touch('touchStart', [x, y]);
    for (const by of [10, 30, 60]) {
      await touch('touchMove', [x - by, y - by]);
    }
    await touch('touchEnd');
    const moved = Math.round((60 / box.width) * 128);
    await expect
      .poll(async () => Math.abs((await windowOf(view)).key[0] - near.key[0] - moved))
      .toBeLessThan(3);
    expect((await windowOf(view)).key[1]).toBe(128);
  });
});

/**
 * What of a view is wider than its place, or cut off, each with its width and that of its place: but for what is
 * only read aloud, and matrices, which may be of any size.
 */
function tooWide(view: Locator): Promise<string[]> {
  return view.evaluate(host => {
    // A word that is broken lies in two boxes.
    const breaks = (head: Element) => {
      const range = document.createRange();
      const text = head.firstChild!;
      return [...text.textContent!.matchAll(/\S+/g)].some(({ index, 0: word }) => {
        range.setStart(text, index);
        range.setEnd(text, index + word.length);
        return range.getClientRects().length > 1;
      });
    };
    return [
      ...host.shadowRoot!.querySelectorAll('.jp-Attention-rail, .jp-Attention-rail *, h3, h3 *')
    ]
      .filter(
        part =>
          !part.matches('.jp-Attention-aloud, .jp-Attention-projection') &&
          part.clientWidth > 0 &&
          part.scrollWidth > part.clientWidth
      )
      .filter(part => getComputedStyle(part).overflowX !== 'visible')
      .concat(
        [...host.shadowRoot!.querySelectorAll('.jp-Attention-measures thead th')].filter(breaks)
      )
      .map(part => `${part.className}: ${part.scrollWidth} > ${part.clientWidth}`);
  });
}

/** A part that scrolls by itself although it should not. */
const tooHigh = (view: Locator, part: string) =>
  view.locator(part).evaluate(pane => pane.scrollHeight - pane.clientHeight);

const RAILS = ['q k v, W', 'Measures', 'Outputs', 'Notes', 'Laboratory'] as const;

for (const [name, shown] of [
  ['the example', LIONS],
  ['a long title', { ...LIONS, view: { query: 7, step: 'sum' } }],
  ['positions and more dimensions', { ...payload(8), positions: 'rope' }]
] as const) {
  test(`at no width is a title cut off, nor does the rail scroll sideways: ${name}`, async ({
    page
  }) => {
    const view = await openDocument(page, jupyter, 'widths.attention.json', shown);
    const found: string[] = [];
    for (const width of [360, 480, 700, 1000, 1280, 1400]) {
      await atSize(page, view, width, 600);
      for (const rail of RAILS) {
        await besides(view, rail);
        await settled(view);
        found.push(...(await tooWide(view)).map(part => `${width}, ${rail}: ${part}`));
      }
      if (width >= 960 && (await tooHigh(view, '.jp-mod-planePane')) > 0) {
        found.push(`${width}: the plane scrolls`);
      }
    }
    expect(found).toEqual([]);
  });
}
