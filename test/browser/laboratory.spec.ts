import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { Jupyter } from './jupyter.ts';
import {
  besides,
  execute,
  LIONS,
  MIME_TYPE,
  notebook,
  openInLab,
  percentages,
  settled,
  views
} from './notebook.ts';

let jupyter: Jupyter;
test.beforeAll(async () => {
  jupyter = await Jupyter.start();
});
test.afterAll(() => jupyter.stop());

const ANGRY = ['34%', '3%', '7%', '4%', '9%', '4%', '8%', '30%'];

/** A view with its laboratory open. */
async function laboratory(page: Page, name: string, payload: object = LIONS): Promise<Locator> {
  jupyter.write(name, notebook([{ payload }]));
  await openInLab(page, jupyter, name);
  const view = views(page);
  await settled(view);
  await besides(view, 'Laboratory');
  return view;
}

const statusOf = (view: Locator) => view.locator('.jp-Attention-warnings');
/** The sums of all rows; the measures stand beside the figures from then on. */
const sums = async (view: Locator) => {
  const rail = await besides(view, 'Measures');
  return rail.locator('.jp-Attention-measures tbody td:nth-child(2)').allTextContents();
};

test('every stage is a switch, and what is off is said in words', async ({ page }) => {
  const view = await laboratory(page, 'stages.ipynb');
  await view.getByLabel('Scale', { exact: true }).selectOption('none');
  await expect.poll(() => percentages(view)).not.toEqual(ANGRY);
  await view.getByLabel('Scale', { exact: true }).selectOption('usual');
  await expect.poll(() => percentages(view)).toEqual(ANGRY);

  await view.getByRole('slider', { name: 'Temperature' }).fill('-3');
  await expect(statusOf(view)).toContainText('saturated');
  await view.getByLabel('Softmax', { exact: true }).selectOption('naive');
  await expect(statusOf(view)).toContainText('overflowed');
  await expect(view.locator('.jp-mod-detailPane')).toContainText('NaN');
  await view.getByRole('slider', { name: 'Temperature' }).fill('0');
  await expect.poll(() => percentages(view)).toEqual(ANGRY);
  await expect(statusOf(view)).toBeEmpty();

  await view.getByLabel('Mask', { exact: true }).selectOption('causal');
  await expect.poll(() => sums(view)).toEqual(Array(8).fill('1.00'));
  await besides(view, 'Laboratory');
  await view.getByLabel('Where the mask acts').selectOption('weights');
  await expect(statusOf(view)).toContainText('do not sum to 1');
  await expect.poll(async () => (await sums(view))[0]).toBe('0.34');

  await view.getByRole('button', { name: 'Reset' }).click();
  await besides(view, 'Laboratory');
  await view.getByLabel('x + Δ').click();
  await besides(view, 'Outputs');
  await expect(view.locator('.jp-mod-outputsPane')).toContainText('x + Δ');
});

test('positions, heads, tokens and a second sequence', async ({ page }) => {
  const view = await laboratory(page, 'structure.ipynb');
  const positions = view.getByLabel('Positions', { exact: true });
  const shift = view.getByLabel('Shift the sentence by');
  for (const [scheme, moves] of [
    ['rope', false],
    ['sinusoidal', true]
  ] as const) {
    await positions.selectOption(scheme);
    await expect.poll(() => percentages(view)).not.toEqual(ANGRY);
    const before = await percentages(view);
    await shift.fill('3');
    await shift.press('Enter');
    await expect(view.locator('.jp-Attention-changes')).toContainText('position_offset');
    expect((await percentages(view)).join() !== before.join()).toBe(moves);
    await view.getByRole('button', { name: 'Reset' }).click();
    await expect.poll(() => percentages(view)).toEqual(ANGRY);
  }

  await view.getByLabel('Number of heads').selectOption('2');
  await view.getByLabel('Heads of keys and values').selectOption('1');
  await expect(view.locator('.jp-mod-laboratoryPane')).toContainText(
    '8 × 1 × (1 + 1) = 16 numbers'
  );
  await view.getByRole('button', { name: 'Reset' }).click();

  await view.getByLabel('Token 2', { exact: true }).fill('tigers');
  await view.getByLabel('Token 2', { exact: true }).press('Enter');
  await view.getByRole('button', { name: 'Remove hunt' }).click();
  await view.getByRole('button', { name: 'Move zebras to the left' }).click();
  await view.getByLabel('Another token').fill('blorf');
  await view.getByLabel('Another token').press('Enter');
  await expect(view.getByRole('group', { name: /choose the one/ }).locator('bdi')).toHaveText([
    'angry',
    'zebras',
    'tigers',
    'while',
    'cats',
    'sleep',
    'peacefully',
    'blorf'
  ]);
  await view.getByLabel(/a second sequence/).click();
  await expect(view.locator('.jp-Attention-columns li')).toHaveCount(3);
});

test('a score set by hand is marked, can be taken back, and so can a cell of the mask', async ({
  page
}) => {
  const view = await laboratory(page, 'scores.ipynb');
  const cells = view.locator('.jp-Attention-cells');
  const clickCell = async (query: number, key: number) => {
    const box = (await cells.boundingBox())!;
    const position = { x: ((key + 0.5) * box.width) / 8, y: ((query + 0.5) * box.height) / 8 };
    await cells.click({ position });
  };
  const tool = view.getByLabel('What a click on a cell does');
  await tool.selectOption('score');
  await clickCell(0, 1);
  const score = view.getByLabel('Score set by hand');
  await score.fill('5');
  await score.press('Enter');
  await expect(view.locator('.jp-Attention-override')).toHaveCount(1);
  await expect(view.locator('.jp-mod-detailPane')).toContainText('set by hand');
  await expect.poll(async () => (await percentages(view))[1]).toBe('79%');
  await view.getByRole('button', { name: 'Compute it again' }).click();
  await expect.poll(() => percentages(view)).toEqual(ANGRY);

  await tool.selectOption('mask');
  await clickCell(0, 7);
  await expect.poll(async () => (await percentages(view))[7]).toBe('0%');
  await clickCell(0, 7);
  await expect.poll(() => percentages(view)).toEqual(ANGRY);
});

test('what some models do besides is begun, set and left again, number by number', async ({
  page
}) => {
  const view = await laboratory(page, 'besides.ipynb');
  const row = view.locator('.jp-mod-detailPane');
  await view.getByText('What some models do besides').click();
  const set = async (label: string, text: string) => {
    await view.getByLabel(label, { exact: true }).fill(text);
    await view.getByLabel(label, { exact: true }).press('Enter');
  };
  await view.getByLabel('Softcap', { exact: true }).selectOption('own');
  await set('Softcap, as a number', '0.01');
  await expect(row).toContainText('below 0.01');
  // Eighths, but for what so small a cap leaves of a difference.
  await expect.poll(async () => (await percentages(view)).every(share => /^1[23]%$/.test(share))).toBe(true); // prettier-ignore
  await view.getByLabel('Softcap', { exact: true }).selectOption('none');
  await expect.poll(() => percentages(view)).toEqual(ANGRY);

  await view.getByLabel('Sink', { exact: true }).selectOption('own');
  await set('Logit of the sink of head 1', '9');
  await expect(row).toContainText(/The sink takes 0\.99/);
  await view.getByLabel('Sink', { exact: true }).selectOption('none');

  await view.getByLabel('Bias of scores').selectOption('own');
  await view.getByLabel('What a click on a cell does').selectOption('score');
  const box = (await view.locator('.jp-Attention-cells').boundingBox())!;
  await view
    .locator('.jp-Attention-cells')
    .click({ position: { x: (1.5 * box.width) / 8, y: (0.5 * box.height) / 8 } });
  await set('Bias of this pair', '9');
  await expect.poll(async () => (await percentages(view))[1]).toBe('100%');
  await view.getByLabel('Bias of scores').selectOption('none');
  await expect.poll(() => percentages(view)).toEqual(ANGRY);

  await view.getByRole('checkbox', { name: 'of k' }).click();
  await expect.poll(() => percentages(view)).not.toEqual(ANGRY);
  const rail = await besides(view, 'q k v, W');
  await expect(rail.getByLabel('norm of k, component 2')).toHaveValue('1.00');
  await rail.getByLabel('Add a bias, b_Q').click();
  await rail.getByLabel('b_Q, component 1').fill('2');
  await rail.getByLabel('b_Q, component 1').press('Enter');
  await expect(view.locator('.jp-mod-detailPane header .jp-Attention-vectors')).not.toContainText(
    '[0.37'
  );
  await expect(page.locator('.jp-OutputArea-output .jp-RenderedText')).toHaveCount(0);
});

test('q is dragged by its matrix; presets load; the state is copied', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const view = await laboratory(page, 'take.ipynb');
  const handle = view.locator('.jp-Attention-handle[data-layer="query"][data-token="0"]');
  await handle.focus();
  await page.keyboard.press('Shift+ArrowUp');
  await expect(view.locator('.jp-mod-detailPane header .jp-Attention-vectors')).toContainText(
    '[0.37, −1.00]'
  );
  await expect(view.locator('.jp-Attention-changes')).toHaveText(/projections\.query/);

  await view.getByRole('button', { name: 'Copy as Python' }).click();
  await expect(view.getByText('The Python is on the clipboard.')).toBeVisible();
  const python = await page.evaluate(() => navigator.clipboard.readText());
  expect(python).toContain(
    'Attention("Angry lions hunt zebras, while cats sleep peacefully", w_q=[['
  );

  await view.getByLabel('Load a telling case').selectOption('uniform');
  // Eighths, but for what so small a cap leaves of a difference.
  await expect.poll(async () => (await percentages(view)).every(share => /^1[23]%$/.test(share))).toBe(true); // prettier-ignore
  await view.getByLabel('Load a telling case').selectOption('eightHeads');
  await expect(view.getByLabel('Head', { exact: true }).locator('option')).toHaveCount(8);
  await view.getByRole('button', { name: 'Undo' }).click();
  // Eighths, but for what so small a cap leaves of a difference.
  await expect.poll(async () => (await percentages(view)).every(share => /^1[23]%$/.test(share))).toBe(true); // prettier-ignore
});

test('a number that is pointed at lights up what made it, and the keyboard does so too', async ({
  page
}) => {
  jupyter.write('why.ipynb', notebook([{ payload: LIONS }]));
  await openInLab(page, jupyter, 'why.ipynb');
  const view = views(page);
  await settled(view);
  await besides(view, 'q k v, W');
  const why = view.locator('.jp-Attention-why');
  const lit = () =>
    view
      .locator('[data-lit=source]')
      .evaluateAll(all => all.map(number => (number as HTMLElement).dataset.number).sort());

  await view.locator('.jp-mod-tablePane [data-number="query:0:0"]').hover();
  await expect(why).toContainText('0.95 × 0.87 + −0.90 × 0.50 = 0.37');
  expect(await lit()).toEqual(['embeddings:0:0', 'embeddings:0:1', 'w_q:0:0', 'w_q:1:0']);

  await view.locator('.jp-Attention-arithmetic').focus();
  await page.keyboard.press('ArrowRight');
  await expect(why).toContainText('q·k: 0.37 × 0.04 + −1.25 × −1.31 = 1.65');
  await page.keyboard.press('ArrowRight');
  await expect(why).toContainText('q·k: 0.37 × −0.11 + −1.25 × 1.24 = −1.59');

  const cells = view.locator('.jp-Attention-cells');
  const box = (await cells.boundingBox())!;
  await cells.hover({ position: { x: box.width / 16, y: box.height / 16 } });
  await expect(why).toContainText('exp 1.000 ÷');
  await view.getByRole('heading', { name: 'Query, key, value' }).hover();
  await expect(why).toBeHidden();
});

test('step by step nothing is shown before it is computed', async ({ page }) => {
  jupyter.write('steps.ipynb', notebook([{ payload: LIONS }]));
  await openInLab(page, jupyter, 'steps.ipynb');
  const view = views(page);
  await settled(view);
  await besides(view, 'q k v, W');
  await view.getByRole('button', { name: 'Begin' }).click();
  /** The lines of the arithmetic that are filled. */
  const filled = () =>
    view
      .locator('.jp-Attention-arithmetic tr[data-line]')
      .evaluateAll(all =>
        all.flatMap(line =>
          line.querySelector('td')!.textContent === '' ? [] : [line.getAttribute('data-line')]
        )
      );
  const current = view.locator('.jp-Attention-panes');
  await expect(current).toHaveAttribute('data-step', 'embed');
  await expect(view.locator('.jp-Attention-chip small')).toHaveCount(0);
  await expect(view.locator('.jp-mod-tablePane [data-number="query:0:0"]')).toHaveCount(0);
  await expect(view.locator('.jp-Attention-cells')).toBeHidden();
  await expect(
    view.locator('.jp-Attention-formula mjx-container, .jp-Attention-formula math').first()
  ).toBeAttached();

  await view.locator('.jp-Attention-steps').focus();
  await page.keyboard.press('ArrowRight');
  await expect(view.locator('.jp-mod-tablePane [data-number="query:0:0"]')).toHaveText('0.37');
  await page.keyboard.press('ArrowRight');
  await expect(view.locator('.jp-Attention-cells')).toBeVisible();
  expect(await filled()).toEqual(['product']);
  await page.keyboard.press('ArrowRight');
  await expect.poll(filled).toEqual(['product', 'scaled']);
  await besides(view, 'Outputs');
  await expect(view.locator('.jp-mod-outputsPane')).toContainText('Not computed yet.');
  await view.locator('.jp-Attention-steps').focus();
  await page.keyboard.press('Space');
  await expect(view.getByRole('button', { name: 'Pause' })).toBeVisible();
  await expect(current).toHaveAttribute('data-step', 'sum');
  await expect(view.getByRole('button', { name: 'Play' })).toBeVisible();
  await expect(view.locator('.jp-mod-outputsPane .jp-mod-plane')).toBeVisible();
  await view.getByLabel('Step', { exact: true }).selectOption({ label: 'everything at once' });
  await expect.poll(() => percentages(view)).toEqual(ANGRY);
});

test('a covered part asks first, and keeps the guess beside the truth', async ({ page }) => {
  const view = await laboratory(page, 'predict.ipynb');
  const cover = view.getByRole('group', { name: 'Predict, then reveal' });
  await cover.getByLabel('Attention matrix').click();
  await expect(view.locator('.jp-Attention-chip small')).toHaveCount(0);
  const covered = view.locator('.jp-mod-matrixPane .jp-Attention-cover');
  await covered.getByRole('button', { name: 'lions' }).click();
  await covered.getByRole('button', { name: 'Reveal' }).click();
  await expect(covered).toHaveCount(0);
  await expect(view.locator('.jp-mod-matrixPane')).toContainText(
    'You said lions, 3%; it is angry, 34%.'
  );
  await expect(view.locator('.jp-Attention-predictions tbody')).toHaveText(/gets mostlionsangry/);

  await cover.getByLabel('Outputs').click();
  await besides(view, 'Outputs');
  const outputs = view.locator('.jp-mod-outputsPane .jp-Attention-cover');
  await outputs.locator('svg').click({ position: { x: 90, y: 90 } });
  await outputs.getByRole('button', { name: 'Reveal' }).click();
  await besides(view, 'Laboratory');
  await expect(view.locator('.jp-Attention-predictions tbody')).toContainText('−0.32, −0.58');
});

test('numbers are scrubbed; learned positions and shared columns are seen', async ({ page }) => {
  const view = await laboratory(page, 'scrub.ipynb');
  await besides(view, 'q k v, W');
  const entry = view.getByLabel('W_Q, row 1, column 1');
  await entry.scrollIntoViewIfNeeded();
  const box = (await entry.boundingBox())!;
  await page.mouse.move(box.x + 10, box.y + 8);
  await page.mouse.down();
  await page.mouse.move(box.x + 30, box.y + 8, { steps: 5 });
  await page.mouse.up();
  await expect(entry).toHaveValue('1.12');
  await view.getByRole('button', { name: 'Undo' }).click();
  await expect(entry).toHaveValue('0.87');

  await besides(view, 'Laboratory');
  await view.getByLabel('Positions', { exact: true }).selectOption('learned');
  const position = view.getByLabel('Position 0, dimension 1');
  const before = await percentages(view);
  await position.fill('2');
  await position.press('Enter');
  await expect.poll(() => percentages(view)).not.toEqual(before);
  await view.getByRole('button', { name: 'Reset' }).click();

  await view.getByLabel('Load a telling case').selectOption('eightHeads');
  await view.getByLabel('Heads of keys and values').selectOption('2');
  await besides(view, 'q k v, W');
  const groups = view.locator('.jp-Attention-projection .jp-Attention-headColumns');
  await expect(groups.filter({ hasText: '1–4' })).toHaveCount(2);
  await expect(groups.filter({ hasText: '5–8' })).toHaveCount(2);
});

test('after the heads: concatenated, mixed and added to the word, each with what made it', async ({
  page
}) => {
  const two = [
    [1, 0],
    [0, 1]
  ];
  const projections = { query: two, key: two, value: two, output: two };
  const view = await laboratory(page, 'heads.ipynb', {
    ...LIONS,
    n_heads: 2,
    projections,
    residual: true,
    view: { query: 0, head: 1, arithmetic: 'full' }
  });
  const vectors = view.locator('.jp-Attention-result .jp-Attention-vectors');
  await expect(vectors).toContainText('concatenated');
  await expect(vectors).toContainText('× W_O');
  await expect(vectors).toContainText('output (x + Δ)');
  await expect(view.locator('.jp-mod-matrixPane h3 .jp-Attention-headMark')).toHaveText('head 2');

  const why = view.locator('.jp-Attention-why');
  await besides(view, 'q k v, W');
  await vectors.locator('[data-number="concatenated:0:1"]').hover();
  await expect(why).toContainText('head 2, component 1 of its output');
  await vectors.locator('[data-number="mixed:0:1"]').hover();
  await expect(why).toContainText('concatenated × W_O: ');
  const entry = view.getByLabel('W_O, row 2, column 2');
  await expect(entry).toHaveAttribute('data-lit', 'source');
  await expect(vectors.locator('[data-lit=source]')).toHaveCount(2);

  await vectors.focus();
  await page.keyboard.press('ArrowRight');
  await expect(why).toHaveText('A component of the embedding: it is an input.');
  await vectors.locator('[data-number="mixed:0:1"]').focus();
  await page.keyboard.press('ArrowRight');
  await expect(why).toContainText('x + Δ: ');

  await besides(view, 'Laboratory');
  const heads = view.getByRole('group', { name: 'The head that is shown' });
  await heads.getByRole('button', { name: 'head 1' }).click();
  await expect(view.locator('.jp-mod-matrixPane h3 .jp-Attention-headMark')).toHaveText('head 1');

  const step = view.getByLabel('Step', { exact: true });
  const sum = await step.locator('option', { hasText: ': sum' }).getAttribute('value');
  await step.selectOption(sum);
  await expect(vectors).not.toContainText('concatenated');
  await view.locator('.jp-Attention-steps').focus();
  await page.keyboard.press('ArrowRight');
  await expect(vectors).toContainText('concatenated');
  await expect(vectors).not.toContainText('× W_O');
});

test('measures, the scale and their like tell where they come from; weights light up in the matrix', async ({
  page
}) => {
  const view = await laboratory(page, 'measures.ipynb');
  await besides(view, 'Measures');
  const why = view.locator('.jp-Attention-why');
  const cells = view.locator('.jp-Attention-lights > span');
  await view.locator('.jp-Attention-measures').focus();
  await page.keyboard.press('ArrowRight');
  await expect(why).toContainText(' = 1.00');
  await expect(cells).toHaveCount(8);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await expect(why).toContainText('−Σ p log₂ p');
  await view.locator('.jp-Attention-arithmetic [data-number="scale:0:0"]').hover();
  await expect(why).toContainText('1 ÷ √d_k = 1 ÷ √2 = 0.707');
  await expect(cells).toHaveCount(0);
  await view.locator('.jp-Attention-chip').nth(7).hover();
  await expect(why).toContainText('÷ the row’s sum');
});

test('keys are marked as padding one by one', async ({ page }) => {
  const view = await laboratory(page, 'padding.ipynb');
  await view.getByLabel('Mask', { exact: true }).selectOption('padding');
  const present = view.getByRole('group', { name: 'Keys that are there' });
  await expect(present.getByRole('checkbox')).toHaveCount(8);
  await expect.poll(() => percentages(view)).toEqual(ANGRY);
  await present.getByLabel('peacefully').click();
  await expect.poll(async () => (await percentages(view))[7]).toBe('0%');
  await expect.poll(() => sums(view)).toEqual(Array(8).fill('1.00'));
  await besides(view, 'Laboratory');
  await expect(view.locator('.jp-Attention-changes')).toContainText('mask');
  await present.getByLabel('peacefully').click();
  await expect.poll(() => percentages(view)).toEqual(ANGRY);
  for (const key of await present.getByRole('checkbox').all()) {
    await key.click();
  }
  await expect.poll(() => percentages(view)).toEqual(Array(8).fill('0%'));
  await expect(statusOf(view)).not.toBeEmpty();
});

test('a mask is drawn by clicking cells', async ({ page }) => {
  const view = await laboratory(page, 'mask.ipynb');
  await view.getByLabel('Mask', { exact: true }).selectOption('causal');
  await view.getByLabel('Mask', { exact: true }).selectOption('custom');
  await expect(view.getByLabel('What a click on a cell does')).toHaveValue('mask');
  const cells = view.locator('.jp-Attention-cells');
  const box = (await cells.boundingBox())!;
  await cells.click({ position: { x: (1.5 * box.width) / 8, y: box.height / 16 } });
  await expect.poll(async () => (await percentages(view))[1]).not.toBe('0%');
  await cells.press('ArrowRight');
  await cells.press('Enter');
  await expect.poll(async () => (await percentages(view))[2]).not.toBe('0%');
  await view.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(async () => (await percentages(view))[2]).toBe('0%');
});

test('the cell that the cursor walks to is read out politely', async ({ page }) => {
  jupyter.write('aloud.ipynb', notebook([{ payload: LIONS }]));
  await openInLab(page, jupyter, 'aloud.ipynb');
  const view = views(page);
  await settled(view);
  const cells = view.getByRole('application', { name: /Attention matrix/ });
  const aloud = view.locator('.jp-mod-matrixPane [aria-live=polite]');
  await cells.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('End');
  await expect(aloud).toHaveText(/^row lions, column peacefully, weight \d+ percent$/);
  await page.keyboard.press('Home');
  await expect(aloud).toHaveText(/^row lions, column angry, weight \d+ percent$/);
  await view.getByLabel('Stage').selectOption('scores');
  await expect(aloud).toHaveText(/^row lions, column angry, score −?\d/);
});

test('Space plays and pauses, arrows step; all the same where motion is reduced', async ({
  page
}) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  jupyter.write('play.ipynb', notebook([{ payload: LIONS }]));
  await openInLab(page, jupyter, 'play.ipynb');
  const view = views(page);
  await settled(view);
  const current = view.locator('.jp-Attention-panes');
  const moving = () => view.evaluate(node => node.shadowRoot!.getAnimations().length);
  await view.getByRole('group', { name: /Steps/ }).focus();
  await page.keyboard.press('Space');
  await expect(view.getByRole('button', { name: 'Pause' })).toBeVisible();
  await expect(current).toHaveAttribute('data-step', 'embed');
  await expect(current).toHaveAttribute('data-step', 'project');
  expect(await moving()).toBe(0);
  await page.keyboard.press('Space');
  await expect(view.getByRole('button', { name: 'Play' })).toBeVisible();
  for (const [key, step] of [
    ['ArrowRight', 'dot_products'],
    ['ArrowDown', 'scale'],
    ['ArrowLeft', 'dot_products'],
    ['ArrowUp', 'project']
  ]) {
    await page.keyboard.press(key);
    await expect(current).toHaveAttribute('data-step', step);
    expect(await moving()).toBe(0);
  }
});

test('on paper: dark on white in every theme, without controls, marks told without colour', async ({
  page
}) => {
  const view = await laboratory(page, 'print.ipynb', { ...LIONS, mask: 'causal' });
  await execute(page, 'apputils:change-theme', { theme: 'JupyterLab Dark' });
  await settled(view);
  await page.emulateMedia({ media: 'print' });
  for (const control of ['.jp-Attention-toolbar', '.jp-Attention-fields']) {
    await expect(view.locator(control)).toBeHidden();
  }
  await expect(view.getByLabel('Stage')).toBeHidden();
  await expect(view.locator('.jp-Attention-columns li').first()).toBeVisible();
  await expect(view).toHaveCSS('background-color', 'rgb(255, 255, 255)');
  await expect(view.locator('.jp-Attention-figure').first()).toHaveCSS('break-inside', 'avoid');
  // The last cell of the first row is masked: grey with strokes, on paper as in no dark theme.
  const shades = await view.locator('.jp-Attention-cells canvas').evaluate(node => {
    const canvas = node as HTMLCanvasElement;
    const [w, h] = [canvas.width / 8, canvas.height / 8];
    const pixels = canvas.getContext('2d')!.getImageData(7 * w + 3, 3, w - 6, h - 6).data;
    return [...new Set(pixels.filter((_, i) => i % 4 === 0))];
  });
  expect(Math.max(...shades)).toBeGreaterThan(200);
  expect(Math.min(...shades)).toBeLessThan(180);
  const ink = await view
    .locator('.jp-mod-detailPane [data-number^="query:"]')
    .first()
    .evaluate(node => {
      const [r, g, b] = getComputedStyle(node).color.match(/\d+/g)!.map(Number);
      return 0.3 * r + 0.59 * g + 0.11 * b;
    });
  expect(ink).toBeLessThan(120);
  expect((await page.pdf({ format: 'A4' })).length).toBeGreaterThan(10_000);
  await page.emulateMedia({ media: 'screen' });
  await expect(view.locator('.jp-Attention-toolbar')).toBeVisible();
});

test('the example notebook shows every output without a kernel', async ({ page }) => {
  const { cells } = JSON.parse(readFileSync(join(jupyter.folder, 'laboratory.ipynb'), 'utf8')) as {
    cells: { outputs?: { data?: object }[] }[];
  };
  const outputs = cells.flatMap(({ outputs = [] }, at) =>
    outputs.flatMap(({ data = {} }) => (MIME_TYPE in data ? [at] : []))
  );
  expect(outputs.length).toBeGreaterThan(8);
  await openInLab(page, jupyter, 'laboratory.ipynb');
  for (const at of outputs) {
    const cell = page.locator(`.jp-Cell[data-windowed-list-index="${at}"]`);
    await page.evaluate(index => {
      const { content } = window.jupyterapp!.shell.currentWidget as unknown as {
        content: { scrollToItem(index: number, align: string): Promise<void> };
      };
      return content.scrollToItem(index, 'start');
    }, at);
    await expect(cell.locator('.jp-Attention-panes')).toHaveCount(1);
    await expect(cell.locator('.jp-Attention-problems')).toHaveCount(0);
  }
});
