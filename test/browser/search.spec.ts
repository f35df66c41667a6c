import { expect, test } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { Jupyter } from './jupyter.ts';
import { besides, execute, LIONS, notebook, openInLab, settled, views } from './notebook.ts';

let jupyter: Jupyter;
test.beforeAll(async () => {
  jupyter = await Jupyter.start();
});
test.afterAll(() => jupyter.stop());

/** Every pane is open. */
const PAYLOAD = {
  ...LIONS,
  view: { panes: ['plane', 'matrix', 'outputs', 'detail', 'table', 'steps', 'laboratory', 'notes'] }
};

/** Opens the search of the page in what cells have put out, and looks for a text. */
async function search(page: Page, text: string): Promise<void> {
  await execute(page, 'documentsearch:start');
  const outputs = page.getByLabel('Search Cell Outputs');
  if (!(await outputs.isVisible())) {
    await page.getByTitle('Show Search Filters').click();
  }
  await outputs.check();
  await page.locator('.jp-DocumentSearch-input').first().fill(text);
  await expect(page.locator('.jp-DocumentSearch-index-counter')).toHaveText(/\d+\/\d+/);
}

/** All that a view says. */
const text = (view: Locator) =>
  view.evaluate(host => {
    const content = host.shadowRoot?.querySelector('.jp-Attention-content') ?? host;
    const fields = [...content.querySelectorAll('input')].map(({ value }) => value);
    return [content.textContent, ...fields];
  });

test('every number is right while the page searches the outputs, and after', async ({ page }) => {
  const errors: string[] = [];
  page.on('pageerror', error => errors.push(String(error)));
  page.on('console', message => {
    if (message.type() === 'error') {
      errors.push(message.text());
    }
  });
  const sources = ['lions = 10', 'x = 1'];
  jupyter.write(
    'search.ipynb',
    notebook([{ source: sources[0], payload: PAYLOAD }, { source: sources[1] }])
  );
  await openInLab(page, jupyter, 'search.ipynb');
  const view = views(page);
  await settled(view);
  await view.getByRole('button', { name: 'Every line' }).click();
  const errorsBefore = errors.length;
  for (const [sought, token] of [
    ['0', 'lions'],
    ['1', 'zebras'],
    ['lions', 'cats']
  ]) {
    await search(page, sought);
    await view.getByRole('button', { name: token }).first().click();
    await expect(view.locator('.jp-mod-detailPane h3')).toContainText(token);
    await besides(view, 'q k v, W');
    const entry = view.getByLabel('W_Q, row 1, column 1');
    await entry.fill(`0.1${sought.length}`);
    await entry.press('Enter');
    await besides(view, 'Laboratory');
    await view.getByLabel('Scale', { exact: true }).selectOption('none');
    await view.getByLabel('Scale', { exact: true }).selectOption('usual');
    // A formula that the page's typesetter sets while the page searches.
    const step = view.getByLabel('Step', { exact: true });
    await step.selectOption({ label: 'step 4 of 8: scale' });
    await expect(view.locator('.jp-Attention-formula mjx-container')).toHaveCount(1);
    await step.selectOption({ label: 'everything at once' });
  }
  await expect(view.locator('mark')).toHaveCount(0);
  const during = await shownAgain(page, view);
  expect(during.seen).toEqual(during.fresh);

  await page.getByTitle('Close Search Box').click();
  await expect(page.getByTitle('Close Search Box')).toBeHidden();
  await view.getByRole('button', { name: 'hunt' }).first().click();
  await expect(view.locator('.jp-mod-detailPane h3')).toContainText('hunt');
  const after = await shownAgain(page, view);
  expect(after.seen).toEqual(after.fresh);
  expect(errors.slice(errorsBefore)).toEqual([]);
});

/** What a view says, and what a new view of the same output says. */
async function shownAgain(page: Page, view: Locator) {
  await settled(view.first());
  await page.locator('.jp-Cell').first().locator('.jp-InputPrompt').click();
  await execute(page, 'notebook:create-output-view');
  await expect(views(page)).toHaveCount(2);
  await settled(views(page).last());
  const [seen, fresh] = [await text(view.first()), await text(views(page).last())];
  await execute(page, 'application:close');
  await expect(views(page)).toHaveCount(1);
  return { seen, fresh };
}

test('text of a view is selected and copied', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  jupyter.write('copy.ipynb', notebook([{ payload: LIONS }]));
  await openInLab(page, jupyter, 'copy.ipynb');
  await settled(views(page));
  await views(page).getByRole('button', { name: 'Every line' }).click();
  const words = views(page).getByText('Everything is computed in full');
  await words.click({ clickCount: 3 });
  await page.keyboard.press('Control+c');
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toContain((await words.textContent())!.trim().slice(0, 40));
});
