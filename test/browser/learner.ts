// Does on the stage what a learner does, by the keyboard alone.
import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import type { Act, Switch } from '../lessons/plays.ts';

const LABELS: Record<Switch, string> = {
  mask: 'Mask',
  mask_at: 'Where the mask acts',
  softmax: 'Softmax',
  positions: 'Positions',
  heads: 'Number of heads',
  kv_heads: 'Heads of keys and values'
};
const LETTERS = { query: 'Q', key: 'K', value: 'V' } as const;
/** How far an arrow key moves a point. */
const STEP = 0.05;

/** Gives a control the focus, as Tab does: only what Tab comes to takes it. */
export async function to(control: Locator): Promise<void> {
  await expect(control).toBeVisible();
  await control.focus();
  await expect(control).toBeFocused();
}

export async function press(control: Locator): Promise<void> {
  await to(control);
  await control.page().keyboard.press('Enter');
}

/** Does one thing on the stage. */
export async function play(page: Page, view: Locator, act: Act): Promise<void> {
  const rail = view.locator('.jp-mod-lessonPane');
  if ('guess' in act || 'place' in act) {
    await guess(page, view, act);
  } else if ('ask' in act) {
    await press(view.locator('button.jp-Attention-chip').nth(act.ask));
  } else if ('show' in act) {
    await choose(page, view.getByLabel('Layer', { exact: true }), String(act.show[0]));
    await choose(page, view.getByLabel('Head', { exact: true }), String(act.show[1]));
  } else if ('sentence' in act) {
    await type(page, view.getByRole('textbox', { name: 'Sentence' }), act.sentence);
  } else if ('answering' in act) {
    await to(rail.getByRole('checkbox', { name: /a second sequence answers/ }));
    await page.keyboard.press('Space');
    await type(page, rail.getByRole('textbox', { name: 'Second sequence' }), act.answering);
  } else if ('entry' in act) {
    const [matrix, row, column, value] = act.entry;
    const label = `W_${LETTERS[matrix]}, row ${row + 1}, column ${column + 1}`;
    await type(page, rail.getByLabel(label, { exact: true }), String(value));
  } else if ('choose' in act) {
    await choose(page, rail.getByLabel(LABELS[act.choose[0]], { exact: true }), act.choose[1]);
  } else if ('scale' in act) {
    await choose(page, rail.getByLabel('Scale', { exact: true }), 'own');
    await type(page, rail.getByLabel('Own scale'), String(act.scale));
  } else if ('temperature' in act) {
    await type(page, rail.getByLabel('Temperature, as a number'), String(act.temperature));
  } else if ('residual' in act) {
    await to(rail.getByRole('checkbox', { name: 'x + Δ' }));
    await page.keyboard.press('Space');
  } else if ('there' in act) {
    const boxes = rail.getByRole('group', { name: 'Keys that are there' }).getByRole('checkbox');
    for (const [key, there] of act.there.entries()) {
      if (!there) {
        await to(boxes.nth(key));
        await page.keyboard.press('Space');
        await expect(boxes.nth(key)).not.toBeChecked();
      }
    }
  } else if ('move' in act) {
    await move(page, view, act);
  } else {
    await onCell(page, view, act);
  }
}

/** Writes into a field in place of what it says, and takes it. */
async function type(page: Page, field: Locator, text: string): Promise<void> {
  await to(field);
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
}

/** Goes by arrow keys to a choice. */
async function choose(page: Page, select: Locator, value: string): Promise<void> {
  await to(select);
  const values = await select
    .locator('option')
    .evaluateAll(options => options.map(option => (option as HTMLOptionElement).value));
  expect(values).toContain(value);
  for (let at = values.indexOf(await select.inputValue()); values[at] !== value;) {
    const next = at + Math.sign(values.indexOf(value) - at);
    await page.keyboard.press(next > at ? 'ArrowDown' : 'ArrowUp');
    await expect(select).toHaveValue(values[next]);
    at = next;
  }
}

async function guess(
  page: Page,
  view: Locator,
  act: Extract<Act, { guess: number } | { place: unknown }>
): Promise<void> {
  const cover = view.locator('.jp-Attention-cover').first();
  if ('guess' in act) {
    await press(cover.locator('fieldset button').nth(act.guess));
  } else {
    await type(page, cover.getByLabel('Guess, dimension 1'), String(act.place[0]));
    await type(page, cover.getByLabel('Guess, dimension 2'), String(act.place[1]));
  }
  await press(cover.getByRole('button', { name: 'Reveal', exact: true }));
}

async function move(page: Page, view: Locator, act: Extract<Act, { move: unknown }>) {
  const [token, x, y] = act.move;
  const handle = view.locator(`.jp-Attention-handle[data-layer=embeddings][data-token="${token}"]`);
  await to(handle);
  const steps = [
    [x, 'ArrowRight', 'ArrowLeft'],
    [y, 'ArrowUp', 'ArrowDown']
  ] as const;
  for (const [by, more, less] of steps) {
    for (let i = 0; i < Math.round(Math.abs(by) / STEP); i++) {
      await page.keyboard.press(by > 0 ? more : less);
    }
  }
}

async function onCell(
  page: Page,
  view: Locator,
  act: Extract<Act, { forbid: unknown } | { score: unknown }>
): Promise<void> {
  const [query, key] = 'forbid' in act ? act.forbid : act.score;
  const tool = view.getByLabel('What a click on a cell does');
  await choose(page, tool, 'forbid' in act ? 'mask' : 'score');
  await to(view.locator('.jp-Attention-cells'));
  const rows = await view.locator('button.jp-Attention-chip').count(); // not each row has its name
  await page.keyboard.press('Home');
  const keys = [
    ...Array<string>(rows).fill('ArrowUp'),
    ...Array<string>(query).fill('ArrowDown'),
    ...Array<string>(key).fill('ArrowRight'),
    'Enter'
  ];
  for (const name of keys) {
    await page.keyboard.press(name);
  }
  if ('score' in act) {
    await type(page, view.getByLabel('Score set by hand'), String(act.score[2]));
  }
}
