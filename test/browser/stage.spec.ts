import { expect, test } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { realModel } from '../setup/recorded.ts';
import { Jupyter } from './jupyter.ts';
import { besides, LIONS, notebook, openDocument, openInLab, settled, views } from './notebook.ts';
import { atSize, isInside, seen, watch } from './seen.ts';

let jupyter: Jupyter;
test.beforeAll(async () => {
  jupyter = await Jupyter.start();
});
test.afterAll(() => jupyter.stop());

const STAGE = '.jp-mod-planePane, .jp-Attention-columns2';

/** A document in a tab that leaves the view so many pixels. */
async function stage(page: Page, name: string, payload: object = LIONS): Promise<Locator> {
  const view = await openDocument(page, jupyter, name, payload);
  await atSize(page, view, 1280, 600);
  await settled(view);
  return view;
}

test('at 1280 × 600 all of the stage is on screen, and nothing has to be scrolled', async ({
  page
}) => {
  const view = await stage(page, 'whole.attention.json');
  const parts =
    '.jp-Attention-toolbar, .jp-mod-sentencePane, .jp-Attention-line, .jp-mod-planePane, .jp-mod-matrixPane, .jp-mod-detailPane, .jp-Attention-rail';
  for (const part of await view.locator(parts).all()) {
    expect([await part.getAttribute('class'), await isInside(view, part)]).toEqual([
      await part.getAttribute('class'),
      true
    ]);
  }
  const scrolls = await view.evaluate(host => {
    const content = host.shadowRoot!.querySelector('.jp-Attention-content')!;
    return [
      content.scrollHeight > content.clientHeight + 1,
      content.scrollWidth > content.clientWidth + 1
    ];
  });
  expect(scrolls).toEqual([false, false]);
});

/** Room that a choice keeps for its arrow, in pixels. */
const ARROW = 26;

/** Choices that are cut, and labels of the plane that are cut or lie over one another. */
const unread = (view: Locator) =>
  view.evaluate((host, arrow) => {
    const all = (selector: string) => [...host.shadowRoot!.querySelectorAll(selector)];
    const choices = all('.jp-Attention-toolbar select, .jp-mod-matrixPane select');
    const pen = document.createElement('canvas').getContext('2d')!;
    const cut = (choices as HTMLSelectElement[]).flatMap(choice => {
      const { text } = choice.selectedOptions[0];
      pen.font = getComputedStyle(choice).font;
      return choice.clientWidth - pen.measureText(text).width < arrow ? [text] : [];
    });
    const plane = all('.jp-Attention-figure.jp-mod-plane')[0].getBoundingClientRect();
    const labels = all('.jp-mod-plane .jp-Attention-marks text').map(node => ({
      text: node.textContent,
      box: node.getBoundingClientRect()
    }));
    const outside = labels.filter(({ box }) => box.right > plane.right || box.left < plane.left);
    const over = labels.flatMap(({ text, box }, i) =>
      labels.slice(i + 1).flatMap(other => {
        const across = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
        const down = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
        return across > 2 && down > 4 ? [`${text} over ${other.text}`] : [];
      })
    );
    return [...cut, ...outside.map(({ text }) => text), ...over];
  }, ARROW);

test('at no width is cut what there is to choose, nor do labels of the plane lie over one another', async ({
  page
}) => {
  const view = await stage(page, 'widths.attention.json');
  for (const width of [360, 480, 700, 950, 1000, 1100, 1200, 1280, 1400, 1920]) {
    await atSize(page, view, width, 700);
    await settled(view);
    await expect.poll(async () => [width, await unread(view)]).toEqual([width, []]);
  }
});

test('at 1280 × 600 the toolbar of a model is one line, and all of its stage is on screen', async ({
  page
}) => {
  const view = await stage(page, 'model.attention.json', realModel());
  const toolbar = (await view.locator('.jp-Attention-toolbar').boundingBox())!;
  expect(toolbar.height).toBeLessThan(40);
  expect(await isInside(view, view.locator('.jp-Attention-result'))).toBe(true);
  await expect(view.getByLabel('Head', { exact: true })).toContainText('head 1');
  // In any wider or higher window as well; a narrower one may have a second line.
  for (const [width, height, lines] of [
    [1000, 900, 2],
    [1400, 900, 1],
    [1500, 800, 1]
  ]) {
    await atSize(page, view, width, height);
    await settled(view);
    const tall = (await view.locator('.jp-Attention-toolbar').boundingBox())!.height;
    expect([width, tall < 40 * lines]).toEqual([width, true]);
    expect([width, await isInside(view, view.locator('.jp-Attention-result'))]).toEqual([width, true]); // prettier-ignore
  }
  await page.setViewportSize({ width: 1920, height: 1080 });
  await view.getByRole('button', { name: 'Present' }).click();
  await expect
    .poll(async () => (await view.locator('.jp-Attention-toolbar').boundingBox())!.height)
    .toBeLessThan(55);
  await page.keyboard.press('Escape');
  await view.getByRole('button', { name: 'All heads' }).click();
  const table = view.getByRole('button', { name: 'Table', exact: true });
  const closed = await table.evaluate(button => getComputedStyle(button).boxShadow);
  await table.click();
  await expect.poll(() => table.evaluate(button => getComputedStyle(button).boxShadow)).not.toBe(closed); // prettier-ignore
});

test('nothing that stands beside the figures is written smaller than 13 pixels', async ({
  page
}) => {
  const view = await stage(page, 'letters.attention.json');
  for (const name of ['Laboratory', 'q k v, W', 'Outputs', 'Measures', 'Notes'] as const) {
    const rail = await besides(view, name);
    await expect(rail.locator('h3').first()).toBeVisible();
    const small = await rail.evaluate(node =>
      [...node.querySelectorAll('*')].flatMap(element => {
        const own = [...element.childNodes].some(
          child => child.nodeType === Node.TEXT_NODE && child.textContent!.trim() !== ''
        );
        const size = parseFloat(getComputedStyle(element).fontSize);
        return own && size < 13 && !element.closest('.jp-Attention-sign')
          ? [`${element.textContent}: ${size}`]
          : [];
      })
    );
    expect([name, small]).toEqual([name, []]);
  }
});

test('at 1280 × 600 all the arithmetic scrolls by itself, below a matrix that can be read', async ({
  page
}) => {
  const view = await stage(page, 'every.attention.json', {
    ...LIONS,
    view: { arithmetic: 'full' }
  });
  const [matrix, row] = await view
    .locator('.jp-mod-matrixPane, .jp-mod-detailPane')
    .evaluateAll(all => all.map(part => part.getBoundingClientRect().toJSON() as DOMRect));
  const cells = (await view.locator('.jp-Attention-cells').boundingBox())!;
  expect(cells.height / 8).toBeGreaterThanOrEqual(15);
  expect(cells.y + cells.height).toBeLessThanOrEqual(matrix.bottom + 1);
  expect(matrix.bottom).toBeLessThanOrEqual(row.top + 1);
  await view.locator('.jp-mod-detailPane').evaluate(pane => pane.scrollTo(0, pane.scrollHeight));
  expect(await isInside(view, view.locator('.jp-mod-detailPane tr[data-line]').last())).toBe(true);
  await view.getByRole('button', { name: 'Every line' }).click();
  await expect(view.getByRole('button', { name: 'Every line' })).toHaveAttribute(
    'aria-pressed',
    'false'
  );
});

test('where cells hold no numbers, what their colours mean is seen, and keys left out are said', async ({
  page
}) => {
  const view = await stage(page, 'many.attention.json', {
    format: 'attention',
    version: 1,
    sentence: 'the quick brown fox jumps over a lazy dog while two small cats sleep near old lions'
  });
  const told = view.locator('.jp-mod-matrixPane [aria-live]');
  await expect(told).toContainText('The full colour is');
  expect(await isInside(view, told)).toBe(true);
  expect((await told.boundingBox())!.height).toBeGreaterThan(10);
  await expect(view.locator('.jp-Attention-arithmetic thead th').first()).toHaveText('12 of 17');
  await expect(view.locator('.jp-Attention-result')).toContainText('all 17 shares sum to 1.000');
});

/** What of the row each step fills in. */
const FILLS: Partial<Record<string, string>> = {
  dot_products: 'tr[data-line=product]',
  scale: 'tr[data-line=scaled]',
  mask: 'tr[data-line=tempered]',
  exponentiate: 'tr[data-line=exponential]',
  normalise: 'tr[data-line=share]',
  sum: '.jp-Attention-result [data-number^="output:"]'
};

test('each step shows its effect where the step is taken, and nothing moves', async ({ page }) => {
  const view = await stage(page, 'steps.attention.json', {
    ...LIONS,
    mask: 'causal',
    view: { query: 7 }
  });
  const next = view.getByRole('button', { name: /^(Begin|Next)$/ });
  const heights = () =>
    view
      .locator('.jp-Attention-line, .jp-mod-planePane, .jp-mod-matrixPane, .jp-mod-detailPane')
      .evaluateAll(all => all.map(part => Math.round(part.getBoundingClientRect().top)));
  const before = await heights();
  const steps = (await view.getByLabel('Step', { exact: true }).locator('option').count()) - 1;
  expect(steps).toBe(9);
  const names = [
    'embed',
    'project',
    'dot_products',
    'scale',
    'mask',
    'exponentiate',
    'normalise',
    'weigh',
    'sum'
  ];
  for (const name of names) {
    await watch(view);
    await next.click();
    await expect(view.locator('.jp-Attention-panes')).toHaveAttribute('data-step', name);
    await settled(view);
    expect([name, await isInside(view, next)]).toEqual([name, true]);
    expect([name, (await seen(view, STAGE)).length > 0]).toEqual([name, true]);
    expect([name, (await seen(view, '.jp-Attention-line')).length > 0]).toEqual([name, true]);
    const filled = FILLS[name];
    if (filled) {
      const part = view.locator(`.jp-mod-detailPane ${filled}`).first();
      await expect(part).toHaveText(/\d/);
      expect([name, await isInside(view, part)]).toEqual([name, true]);
    }
    expect([name, await heights()]).toEqual([name, before]);
  }
});

type Switch = readonly [
  name: string,
  flip: (rail: Locator) => Promise<unknown>,
  control: (rail: Locator) => Locator
];

const choose = (label: string, value: string): Switch => {
  const control = (rail: Locator) => rail.getByLabel(label, { exact: true });
  return [`${label}: ${value}`, rail => control(rail).selectOption(value), control];
};
const check = (label: string | RegExp): Switch => {
  const control = (rail: Locator) => rail.getByLabel(label);
  return [String(label), rail => control(rail).click(), control];
};
const press = (label: string): Switch => {
  const control = (rail: Locator) => rail.getByRole('button', { name: label });
  return [label, rail => control(rail).click(), control];
};

const SWITCHES: readonly Switch[] = [
  choose('Scale', 'none'),
  choose('Scale', 'own'),
  [
    'Temperature',
    rail => rail.getByRole('slider', { name: 'Temperature' }).fill('1'),
    rail => rail.getByRole('slider', { name: 'Temperature' })
  ],
  choose('Mask', 'causal'),
  choose('Where the mask acts', 'weights'),
  choose('Mask', 'window'),
  choose('Mask', 'none'),
  choose('Positions', 'sinusoidal'),
  choose('Positions', 'rope'),
  choose('Positions', 'alibi'),
  choose('Positions', 'none'),
  press('Shuffle the tokens'),
  choose('Softmax', 'naive'),
  check('x + Δ'),
  choose('Number of heads', '2'),
  choose('Number of heads', '1'),
  check('W_O'),
  check('level lines of q·k'),
  check('hull of the values'),
  check('‖weight × v‖'),
  check(/a second sequence/)
];

test('each switch of the laboratory shows its effect beside it', async ({ page }) => {
  const view = await stage(page, 'switches.attention.json');
  const rail = view.locator('.jp-Attention-rail');
  for (const [name, flip, control] of SWITCHES) {
    await control(rail).scrollIntoViewIfNeeded();
    await watch(view);
    await flip(rail);
    await expect.poll(() => seen(view, STAGE), { message: name }).not.toEqual([]);
    expect([name, await isInside(view, control(rail))]).toEqual([name, true]);
    expect([name, await isInside(view, view.locator('.jp-mod-detailPane'))]).toEqual([name, true]);
  }
});

test('presented it fills 1920 × 1080, half as large again; arrows step, Escape returns to the same place', async ({
  page
}) => {
  await page.setViewportSize({ width: 1920, height: 1080 });
  const cells = [{ source: Array(40).fill('1').join('\n') }, { payload: LIONS }];
  jupyter.write('present.ipynb', notebook(cells));
  await openInLab(page, jupyter, 'present.ipynb');
  const view = views(page);
  await view.scrollIntoViewIfNeeded();
  await settled(view);
  const content = view.locator('.jp-Attention-content');
  const size = () => content.evaluate(node => parseFloat(getComputedStyle(node).fontSize));
  const [before, usual] = [await view.boundingBox(), await size()];

  await view.getByRole('button', { name: 'Present' }).click();
  await settled(view);
  expect(await content.boundingBox()).toEqual({ x: 0, y: 0, width: 1920, height: 1080 });
  expect(await size()).toBe(1.5 * usual);
  const scrolls = await content.evaluate(node => [
    node.scrollHeight > node.clientHeight + 1,
    node.scrollWidth > node.clientWidth + 1
  ]);
  expect(scrolls).toEqual([false, false]);

  const panes = view.locator('.jp-Attention-panes');
  await page.keyboard.press('ArrowRight');
  await expect(panes).toHaveAttribute('data-step', 'embed');
  await page.keyboard.press('PageDown'); // as a remote control does
  await expect(panes).toHaveAttribute('data-step', 'project');
  await page.keyboard.press('ArrowLeft');
  await expect(panes).toHaveAttribute('data-step', 'embed');
  await page.keyboard.press('Escape');
  await expect(content).not.toHaveAttribute('data-presenting');
  expect(await view.boundingBox()).toEqual(before);
  expect(await size()).toBe(usual);
});

test('presented in a window of 1280 × 720, as one of 1920 × 1080 at 150 %, all of the stage is in it', async ({
  page
}) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  const view = await openDocument(page, jupyter, 'small.attention.json', LIONS);
  await view.getByRole('button', { name: 'Present' }).click();
  await settled(view);
  const content = view.locator('.jp-Attention-content');
  const overflows = () =>
    content.evaluate(
      node => node.scrollHeight > node.clientHeight + 1 || node.scrollWidth > node.clientWidth + 1
    );
  expect(await overflows()).toBe(false);
  const size = () => content.evaluate(node => parseFloat(getComputedStyle(node).fontSize));
  const small = await size();
  await page.setViewportSize({ width: 1920, height: 1080 });
  await expect.poll(size).toBe(1.5 * small);
  expect(await overflows()).toBe(false);
});

/** Tokens of 40 letters, and numbers of up to eight signs. */
const LONG = {
  format: 'attention',
  version: 1,
  tokens: ['Donaudampfschifffahrtsgesellschaftskapitän', 'hunt', 'internationalization', 'cats'],
  embeddings: [
    [-7.6, 0.8],
    [0.06, -0.23],
    [-1.49, -4.2],
    [4.09, 1.13]
  ],
  projections: {
    query: [
      [-1.25, 2],
      [3.5, -11.25]
    ],
    key: [
      [-0.5, 12.5],
      [1, -1]
    ],
    value: [
      [1, 0],
      [0, -100.5]
    ]
  },
  view: { rail: 'table' }
};

for (const width of [360, 480, 700, 1000, 1280]) {
  test(`long tokens and numbers neither run together nor over an edge: ${width}`, async ({
    page
  }) => {
    const view = await openDocument(page, jupyter, 'long.attention.json', LONG);
    await atSize(page, view, width, 600);
    await settled(view);
    const off = () =>
      view.evaluate(host => {
        const root = host.shadowRoot!;
        const content = root.querySelector('.jp-Attention-content')!;
        const found = content.scrollWidth > content.clientWidth + 1 ? ['the page'] : [];
        for (const input of root.querySelectorAll<HTMLInputElement>('.jp-Attention-number')) {
          found.push(...(input.scrollWidth > input.clientWidth ? [input.value] : []));
        }
        for (const row of root.querySelectorAll('.jp-Attention-arithmetic tbody tr')) {
          let end = -Infinity;
          for (const cell of row.querySelectorAll('td')) {
            const range = document.createRange();
            range.selectNodeContents(cell);
            const { left, right } = range.getBoundingClientRect();
            found.push(...(left < end ? [cell.textContent] : []));
            end = right;
          }
        }
        for (const label of root.querySelectorAll('.jp-Attention-rows bdi')) {
          const { left } = label.getBoundingClientRect();
          found.push(...(left < label.closest('ol')!.getBoundingClientRect().left ? ['row'] : []));
        }
        return found;
      });
    await expect.poll(off).toEqual([]);
  });
}

test('a key that is moved says once that it takes the others with it', async ({ page }) => {
  const view = await stage(page, 'moved.attention.json');
  const told = view.locator('.jp-Attention-caption [role=status]');
  await expect(told).toBeEmpty();
  const handle = view.locator('.jp-Attention-handle[data-layer=key][data-token="2"]');
  await told.evaluate(node => {
    const said: string[] = [];
    new MutationObserver(() => said.push(node.textContent)).observe(node, {
      childList: true,
      characterData: true,
      subtree: true
    });
    Object.assign(window, { said });
  });
  await handle.hover();
  await page.mouse.down();
  const { x, y } = (await handle.boundingBox())!;
  await page.mouse.move(x + 60, y + 40, { steps: 8 });
  await page.mouse.up();
  const words = 'Moving k of hunt changes W_K: every k moves.';
  await expect(told).toHaveText(words);
  expect(await page.evaluate(() => (window as unknown as { said: string[] }).said)).toEqual([
    words
  ]);
  await view.locator('.jp-Attention-chip').nth(3).click();
  await expect(told).toBeEmpty();
  await expect(view.locator('.jp-Attention-caption')).toContainText('A line is a share');
});

test('what has the focus on the plane is not taken for a ring', async ({ page }) => {
  const view = await stage(page, 'focus.attention.json');
  const handle = view.locator('.jp-Attention-handle[tabindex="0"]');
  await view.locator('.jp-Attention-layers button').last().focus();
  await page.keyboard.press('Tab');
  await expect(handle).toBeFocused();
  const [dash, stroke, ink] = await handle.evaluate(node => {
    const { strokeDasharray, stroke } = getComputedStyle(node);
    return [
      strokeDasharray,
      stroke,
      getComputedStyle(node.closest('.jp-Attention-content')!).color
    ];
  });
  expect(dash).not.toBe('none');
  expect(stroke).toBe(ink);
});

test('in a narrow rail what stands beside a title leaves it to be read', async ({ page }) => {
  const view = await openDocument(page, jupyter, 'beside.attention.json', LIONS);
  await besides(view, 'Outputs');
  for (const width of [720, 968, 1280]) {
    await atSize(page, view, width, 700);
    const header = view.locator('.jp-mod-outputsPane > header');
    await expect(header.locator('.jp-Attention-layers')).toBeVisible();
    const [title, legend] = await header.evaluate(element => {
      const range = document.createRange();
      range.selectNodeContents(element.querySelector('h3')!);
      const beside = element.querySelector('.jp-Attention-layers')!.getBoundingClientRect();
      return [range.getBoundingClientRect().right, beside.left];
    });
    expect(title, `${width} px`).toBeLessThanOrEqual(legend);
  }
});
