import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { Jupyter } from './jupyter.ts';
import {
  besides,
  execute,
  LIONS,
  MIME_TYPE,
  notebook,
  openInLab,
  percentages,
  runAll,
  settled,
  views
} from './notebook.ts';

const ANGRY = ['34%', '3%', '7%', '4%', '9%', '4%', '8%', '30%'];

let jupyter: Jupyter;
test.beforeAll(async () => {
  jupyter = await Jupyter.start();
});
test.afterAll(() => jupyter.stop());

/** What is saved of the first output of a notebook. */
const saved = (name: string) =>
  JSON.parse(readFileSync(join(jupyter.folder, name), 'utf8')).cells[0].outputs[0];

test('a cell that is run shows the worked example with every figure', async ({ page }) => {
  const errors: string[] = [];
  page.on('pageerror', error => errors.push(String(error)));
  jupyter.write(
    'run.ipynb',
    notebook([
      { source: `from jupyterlab_attention import Attention\nAttention("${LIONS.sentence}")` }
    ])
  );
  await openInLab(page, jupyter, 'run.ipynb');
  await runAll(page);
  const view = views(page);
  await settled(view);
  expect(await percentages(view)).toEqual(ANGRY);
  await expect(view.locator('.jp-mod-detailPane')).toContainText('[−0.319, −0.580]');
  await view.getByRole('button', { name: 'Every line' }).click();
  await expect(view.locator('.jp-mod-detailPane')).toContainText('[−0.316, −0.577]');
  await expect(view.locator('.jp-mod-detailPane')).toContainText('add up to 99');
  expect(errors).toEqual([]);
});

test('a token that is clicked asks, and so does a row of the matrix', async ({ page }) => {
  jupyter.write('click.ipynb', notebook([{ payload: LIONS }]));
  await openInLab(page, jupyter, 'click.ipynb');
  const detail = views(page).locator('.jp-mod-detailPane h3');
  await expect(detail).toContainText('angry');
  await page.getByRole('button', { name: 'zebras' }).first().click();
  await expect(detail).toContainText('zebras');
  await settled(views(page));
  const cells = views(page).locator('.jp-Attention-cells');
  const box = (await cells.boundingBox())!;
  await cells.click({ position: { x: box.width / 2, y: (box.height * 6.5) / 8 } });
  await expect(detail).toContainText('sleep');
  await cells.hover({ position: { x: (box.width * 2.5) / 8, y: (box.height * 1.5) / 8 } });
  await expect(cells.locator('.hoverlayer')).toContainText('query lions');
  await expect(cells.locator('.hoverlayer')).toContainText('key hunt');
});

test('dragging a word changes the numbers, is undone as one, and reset', async ({ page }) => {
  jupyter.write('drag.ipynb', notebook([{ payload: LIONS }]));
  await openInLab(page, jupyter, 'drag.ipynb');
  const view = views(page);
  await settled(view);
  const handle = view.locator('.jp-Attention-handle[data-token="1"]').first();
  const box = (await handle.boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + 150, box.y + 150, { steps: 8 });
  await expect.poll(() => percentages(view)).not.toEqual(ANGRY);
  await page.mouse.up();
  await settled(view);
  await expect(view.getByRole('button', { name: 'Reset' })).toBeEnabled();
  await view.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => percentages(view)).toEqual(ANGRY);
  await expect(view.getByRole('button', { name: 'Reset' })).toBeDisabled();
});

test('the keyboard moves words, walks the matrix and undoes', async ({ page }) => {
  jupyter.write('keys.ipynb', notebook([{ payload: LIONS }]));
  await openInLab(page, jupyter, 'keys.ipynb');
  const view = views(page);
  await settled(view);
  await view.locator('.jp-Attention-handle[data-token="1"]').first().focus();
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  await expect.poll(() => percentages(view)).not.toEqual(ANGRY);
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await expect.poll(() => percentages(view)).toEqual(ANGRY);
  await view.locator('.jp-Attention-cells').focus();
  await page.keyboard.press('ArrowDown');
  await expect(view.locator('.jp-mod-matrixPane [aria-live]')).toHaveText(
    'row lions, column angry, weight 3 percent'
  );
  await page.keyboard.press('Enter');
  await expect(view.locator('.jp-mod-detailPane h3')).toContainText('lions');
});

test('edits survive save, close and reopen without a kernel; reset returns to what was sent', async ({
  page
}) => {
  jupyter.write('keep.ipynb', notebook([{ payload: LIONS }]));
  await openInLab(page, jupyter, 'keep.ipynb');
  const view = views(page);
  await settled(view);
  await besides(view, 'q k v, W');
  const field = view.getByLabel('W_Q, angle in degrees');
  await field.fill('90');
  await field.press('Enter');
  await expect.poll(() => percentages(view)).not.toEqual(ANGRY);
  await field.press('Control+z');
  await expect.poll(() => percentages(view)).toEqual(ANGRY);
  await field.press('Control+Shift+z');
  await expect.poll(() => percentages(view)).not.toEqual(ANGRY);
  const edited = await percentages(view);
  await field.press('Control+s');
  await expect
    .poll(async () => {
      await execute(page, 'docmanager:save');
      return saved('keep.ipynb').data;
    })
    .toMatchObject({
      [MIME_TYPE]: { projections: expect.anything() },
      'image/png': expect.stringMatching(/^iVBOR/)
    });
  expect(saved('keep.ipynb').metadata[MIME_TYPE].sent).toEqual(LIONS);
  expect([saved('keep.ipynb').data['text/html']].flat().join('')).toContain('<table');

  await openInLab(page, jupyter, 'keep.ipynb');
  await expect.poll(() => percentages(views(page))).toEqual(edited);
  await views(page).getByRole('button', { name: 'Reset' }).click();
  await expect.poll(() => percentages(views(page))).toEqual(ANGRY);
});

test('two views of one output agree', async ({ page }) => {
  jupyter.write('two.ipynb', notebook([{ payload: LIONS }]));
  await openInLab(page, jupyter, 'two.ipynb');
  await settled(views(page));
  await execute(page, 'notebook:create-output-view');
  await expect(views(page)).toHaveCount(2);
  await page.getByRole('button', { name: 'cats' }).first().click();
  for (const view of await views(page).all()) {
    await expect(view.locator('.jp-mod-detailPane h3')).toContainText('cats');
  }
  // What is done in one is seen in the other, and can be taken back there.
  const [one, two] = [views(page).nth(0), views(page).nth(1)];
  const sent = await percentages(one);
  await two.locator('.jp-Attention-handle').first().focus();
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  await expect.poll(() => percentages(one)).not.toEqual(sent);
  await expect
    .poll(async () => (await percentages(one)).join() === (await percentages(two)).join())
    .toBe(true);
  const edited = await percentages(one);
  await one.getByRole('button', { name: 'Reset' }).dispatchEvent('click');
  await expect.poll(() => percentages(two)).toEqual(sent);
  await two.getByRole('button', { name: 'Undo' }).dispatchEvent('click');
  await expect.poll(() => percentages(one)).toEqual(edited);
  await expect.poll(() => percentages(two)).toEqual(edited);
});

test('update_display_data is drawn in place', async ({ page }) => {
  const source = [
    'from IPython.display import display',
    'from jupyterlab_attention import Attention',
    'handle = display(Attention("cats sleep"), display_id=True)',
    'handle.update(Attention("angry lions hunt"))'
  ].join('\n');
  jupyter.write('update.ipynb', notebook([{ source }]));
  await openInLab(page, jupyter, 'update.ipynb');
  await runAll(page);
  await expect(views(page).locator('.jp-Attention-chip')).toHaveCount(3);
  await expect(views(page)).toHaveCount(1);
});

test('the dark theme is followed while the output stands', async ({ page }) => {
  jupyter.write('dark.ipynb', notebook([{ payload: LIONS }]));
  await openInLab(page, jupyter, 'dark.ipynb');
  const label = views(page).locator('.jp-mod-planePane .jp-Attention-layers button').nth(1); // q
  await expect(label).toHaveCSS('color', 'rgb(0, 100, 168)');
  await execute(page, 'apputils:change-theme', { theme: 'JupyterLab Dark' });
  await expect(label).toHaveCSS('color', 'rgb(99, 180, 242)');
  await execute(page, 'apputils:change-theme', { theme: 'JupyterLab Light' });
  await expect(label).toHaveCSS('color', 'rgb(0, 100, 168)');
});

test('bad and hostile payloads are shown, run nothing, and are left as they are', async ({
  page
}) => {
  const hostile = [
    '<s>',
    '</script><script>window.hacked=1</script>',
    '<b>b</b>',
    '&amp;',
    'שלום',
    '🦁',
    '<img src=x onerror="window.hacked=1">',
    'x'.repeat(10_000)
  ];
  const bad = [
    { ...LIONS, version: 9 },
    { ...LIONS, scale: 'NaN', n_heads: -1 },
    { format: 'attention', version: 1, tokens: ['a'], embeddings: [[1, 2], [3]] },
    'text'
  ];
  const cells = [
    ...bad.map(payload => ({ payload })),
    { payload: { format: 'attention', version: 1, tokens: hostile } }
  ];
  jupyter.write('bad.ipynb', notebook(cells));
  await openInLab(page, jupyter, 'bad.ipynb');
  await expect(page.locator('.jp-Attention-problems')).toHaveCount(bad.length);
  await expect(page.locator('.jp-Attention-problems').nth(1)).toContainText('$.n_heads');
  await expect(page.locator('.jp-Attention-problems').nth(1)).toContainText('$.scale');
  const last = views(page).last();
  await expect(last.locator('.jp-Attention-chip')).toHaveCount(hostile.length);
  await expect(last.locator('.jp-Attention-chip bdi').first()).toHaveText('<s>');
  await settled(last);
  await expect(last.locator('.jp-mod-planePane .textpoint').getByText('<s>')).not.toHaveCount(0);
  expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
  await execute(page, 'docmanager:save');
  const { cells: kept } = JSON.parse(readFileSync(join(jupyter.folder, 'bad.ipynb'), 'utf8'));
  const data = kept.map(
    (cell: { outputs: { data: Record<string, unknown> }[] }) => cell.outputs[0].data
  );
  bad.forEach((payload, i) => {
    expect(data[i][MIME_TYPE]).toEqual(payload);
    expect(Object.keys(data[i]).sort()).toEqual([MIME_TYPE, 'text/html', 'text/plain'].sort());
  });
});

test('an untrusted notebook is drawn', async ({ page }) => {
  jupyter.write(
    'untrusted.ipynb',
    notebook([{ payload: LIONS, html: '<script>window.hacked=1</script>' }])
  );
  await openInLab(page, jupyter, 'untrusted.ipynb');
  await settled(views(page));
  expect(await percentages(views(page))).toEqual(ANGRY);
  expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
});

test('tokens, matrix and detail stand before Plotly, and nothing moves when it comes', async ({
  page
}) => {
  jupyter.write('late.ipynb', notebook([{ payload: LIONS }]));
  let release = () => {};
  const held = new Promise<void>(done => (release = done));
  const asked: string[] = [];
  await page.route('**/extensions/jupyterlab-attention/static/*.js*', async route => {
    const response = await route.fetch();
    const body = await response.body();
    // Plotly's chunk is by far the largest.
    if (body.length > 500_000) {
      asked.push(route.request().url());
      await held;
    }
    await route.fulfill({ response });
  });
  await openInLab(page, jupyter, 'late.ipynb');
  const view = views(page);
  await expect.poll(() => percentages(view)).toEqual(ANGRY);
  await expect.poll(() => asked.length).toBe(1);
  await expect(view.locator('.js-plotly-plot')).toHaveCount(0);
  const places = () =>
    view
      .locator('.jp-Attention-pane, .jp-Attention-figure, .jp-Attention-chip')
      .evaluateAll(nodes =>
        nodes.map(node => {
          const { x, y, width, height } = node.getBoundingClientRect();
          return [x, y, width, height].map(Math.round);
        })
      );
  const before = await places();
  const label = view.locator('.jp-Attention-marks text').first();
  await expect(label).toBeVisible();
  release();
  await settled(view);
  expect(await places()).toEqual(before);
  await expect(label).toBeHidden();
});

test('the numbers follow each step of a drag, and nothing is asked of any other machine', async ({
  page
}) => {
  const elsewhere: string[] = [];
  page.on('request', request => {
    const url = new URL(request.url());
    if (url.protocol.startsWith('http') && url.origin !== jupyter.url) {
      elsewhere.push(request.url());
    }
  });
  jupyter.write('alone.ipynb', notebook([{ payload: LIONS }]));
  await openInLab(page, jupyter, 'alone.ipynb');
  const view = views(page);
  await settled(view);
  const handle = view.locator('.jp-Attention-handle[data-token="5"]').first();
  const box = (await handle.boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  const seen = new Set<string>();
  for (let step = 1; step <= 6; step++) {
    await page.mouse.move(box.x + 25 * step, box.y + 10 * step);
    // Each step of the pointer changes the numbers, while Plotly waits for its end.
    await expect.poll(async () => seen.has((await percentages(view)).join())).toBe(false);
    seen.add((await percentages(view)).join());
    await expect(view.locator('.jp-mod-plane').first()).toHaveAttribute('data-live', 'true');
    // What Plotly drew before is not seen beside what is true now.
    await expect(view.locator('.jp-mod-planePane .scatterlayer')).toBeHidden();
    await expect(view.locator('.jp-mod-matrixPane .heatmaplayer')).toBeHidden();
  }
  await page.mouse.up();
  await settled(view);
  expect(seen.size).toBe(6);
  expect(elsewhere).toEqual([]);
});

test('the sentence, the matrices, the handle, the layers, the stages and the notes all answer', async ({
  page
}) => {
  jupyter.write('controls.ipynb', notebook([{ payload: LIONS }]));
  await openInLab(page, jupyter, 'controls.ipynb');
  const view = views(page);
  await settled(view);

  // One query, eight keys and an output; then all that ask.
  await expect(view.locator('.jp-mod-planePane .textpoint')).toHaveCount(10);
  await view.getByRole('button', { name: 'q', exact: true }).click();
  await settled(view);
  await expect(view.locator('.jp-Attention-handle[data-layer=query]')).toHaveCount(8);

  await view.getByLabel('Stage').selectOption('scores');
  await settled(view);
  await expect(view.locator('.jp-mod-matrixPane .heatmaplayer')).toContainText('1.65');

  const output = () => view.locator('.jp-Attention-result').textContent();
  await besides(view, 'q k v, W');
  const before = await output();
  const entry = view.getByLabel('W_V, row 1, column 2');
  await entry.fill('0.5');
  await entry.press('Enter');
  await expect.poll(output).not.toEqual(before);
  await expect.poll(() => percentages(view)).toEqual(ANGRY);

  const grip = view.getByRole('slider', { name: 'W_K: turn and stretch' });
  await grip.scrollIntoViewIfNeeded();
  const box = (await grip.boundingBox())!;
  await page.mouse.move(box.x + 6, box.y + 6);
  await page.mouse.down();
  await page.mouse.move(box.x - 20, box.y - 30, { steps: 4 });
  await page.mouse.up();
  await expect.poll(() => percentages(view)).not.toEqual(ANGRY);

  await besides(view, 'Notes');
  await view.getByText('Why softmax subtracts the maximum').click();
  await view.getByRole('slider', { name: 'scores ×' }).fill('4');
  await expect(view.locator('.jp-mod-notesPane')).toContainText('not a number');
  await expect(view.locator('.jp-mod-notesPane')).toContainText('The naive form has overflowed');

  const sentence = view.getByLabel('Sentence');
  await sentence.fill('?!');
  await sentence.press('Enter');
  await expect(view.locator('.jp-Attention-sentence [role=status]')).toContainText('No word yet');
  await expect(sentence).toHaveValue('?!');
  await sentence.fill('Blorf lions sleep');
  await expect(view.locator('.jp-Attention-chip bdi')).toHaveText(['blorf', 'lions', 'sleep']);
  await expect(view.locator('.jp-Attention-chip').first()).toHaveAttribute('title', /made up/);
});

test('settings act at once, and a folded part stays folded with the notebook', async ({ page }) => {
  jupyter.write('settings.ipynb', notebook([{ payload: LIONS }]));
  await openInLab(page, jupyter, 'settings.ipynb');
  const view = views(page);
  await settled(view);
  await view.locator('.jp-mod-planePane .jp-Attention-fold').click();
  await expect(view.locator('.jp-mod-planePane .jp-Attention-figure')).toHaveCount(0);
  await besides(view, 'Notes');
  await expect
    .poll(async () => {
      await execute(page, 'docmanager:save');
      return saved('settings.ipynb').data[MIME_TYPE].view;
    })
    .toEqual({
      panes: ['steps', 'matrix', 'outputs', 'table', 'detail', 'laboratory', 'notes'],
      rail: 'notes'
    });

  await execute(page, 'settingeditor:open', { query: 'Attention' });
  const decimals = page.locator('input[id$="_decimals"]');
  await decimals.fill('4');
  await decimals.blur();
  await execute(page, 'docmanager:open', { path: 'settings.ipynb' });
  await expect(view.locator('.jp-mod-detailPane')).toContainText('[−0.31918, −0.57959]');
});
