// What can be done with views by commands: from the palette, menus and keys, and by another extension.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { Jupyter } from './jupyter.ts';
import { buildListener } from './listener/build.ts';
import { chooseFrom } from './menus.ts';
import {
  execute,
  LIONS,
  MIME_TYPE,
  notebook,
  openDocument,
  openInLab,
  settled,
  views
} from './notebook.ts';

interface Output {
  data: Record<string, unknown>;
  metadata: Record<string, { sent?: unknown } | undefined>;
}

let jupyter: Jupyter;
test.beforeAll(async () => {
  jupyter = await Jupyter.start();
});
test.afterAll(() => jupyter.stop());

const outputs = (name: string): Output[] =>
  (
    JSON.parse(readFileSync(join(jupyter.folder, name), 'utf8')).cells as { outputs: Output[] }[]
  ).flatMap(({ outputs: all }) => all);
const payloads = (name: string) => outputs(name).map(({ data }) => data[MIME_TYPE]);
const save = (page: Page) => execute(page, 'docmanager:save');
const chip = (view: Locator, t: number) => view.locator('.jp-Attention-chip').nth(t);
const choose = (page: Page, view: Locator, label: string) =>
  chooseFrom(
    () => view.locator('.jp-Attention-chip').first().click({ button: 'right' }),
    [
      page.locator('.lm-Menu-itemLabel', { hasText: /^Attention$/ }),
      page.locator('#jp-attention-menu .lm-Menu-item', { hasText: label })
    ]
  );
const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText());

test('the palette has the commands, and what they copy is what is in front', async ({
  page,
  context
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  jupyter.write('palette.ipynb', notebook([{ payload: LIONS }, { source: '1' }]));
  await openInLab(page, jupyter, 'palette.ipynb');
  await settled(views(page));
  let ids: (string | undefined)[] = [];
  const open = async () => {
    await execute(page, 'apputils:activate-command-palette');
    await page.locator('.lm-CommandPalette-input').fill('attention', { timeout: 2000 });
    ids = await page
      .locator('.lm-CommandPalette-item[data-command^="attention:"]')
      .evaluateAll(nodes => nodes.map(node => (node as HTMLElement).dataset.command));
  };
  await chooseFrom(open, [
    page.locator('.lm-CommandPalette-item[data-command="attention:copy-fence"]')
  ]);
  expect(ids.sort()).toEqual([
    'attention:copy-fence',
    'attention:copy-json',
    'attention:copy-lesson',
    'attention:copy-python',
    'attention:dock-rail',
    'attention:export',
    'attention:lessons',
    'attention:make-start',
    'attention:new',
    'attention:next-step',
    'attention:open-output',
    'attention:present',
    'attention:previous-step',
    'attention:reset',
    'attention:reset-all'
  ]);
  await expect.poll(() => clipboard(page)).toBe(`\`\`\`attention\n${LIONS.sentence}\n\`\`\`\n`);
  await execute(page, 'attention:copy-python');
  await expect.poll(() => clipboard(page)).toContain(`Attention("${LIONS.sentence}")`);
  await execute(page, 'attention:copy-json');
  await expect.poll(async () => JSON.parse(await clipboard(page))).toEqual(LIONS);
});

test('a state is made the start from the menu of an output, is saved, and is what Reset returns to', async ({
  page
}) => {
  jupyter.write('start.ipynb', notebook([{ payload: LIONS }]));
  await openInLab(page, jupyter, 'start.ipynb');
  const view = views(page);
  await settled(view);
  const field = view.getByRole('textbox', { name: 'Sentence' });
  await field.fill('cats sleep');
  await field.press('Enter');
  await choose(page, view, 'Make this state the start');
  await expect
    .poll(async () => {
      await save(page);
      return outputs('start.ipynb')[0].metadata[MIME_TYPE]?.sent;
    })
    .toMatchObject({ sentence: 'cats sleep' });
  await page.reload();
  await settled(view);
  await field.fill('dogs sleep');
  await field.press('Enter');
  await choose(page, view, 'Reset this view');
  await expect(field).toHaveValue('cats sleep');
});

test('all views of a notebook are reset, those in sight and those that nobody has scrolled to', async ({
  page
}) => {
  const edited = (scale: number) => ({ ...LIONS, scale });
  const content = notebook([
    { payload: edited(2) },
    ...Array.from({ length: 30 }, () => ({ source: 'x = 1\n'.repeat(30) })),
    { payload: edited(3) },
    { payload: { ...LIONS, sentence: 'as it was sent' } }
  ]) as { cells: { outputs: Output[] }[] };
  for (const {
    outputs: [output]
  } of content.cells) {
    if (output && (output.data[MIME_TYPE] as { scale?: number }).scale) {
      output.metadata = { [MIME_TYPE]: { sent: LIONS } };
    }
  }
  jupyter.write('all.ipynb', content);
  await openInLab(page, jupyter, 'all.ipynb');
  await settled(views(page).first());
  await expect(views(page)).toHaveCount(1);
  await choose(page, views(page).first(), 'Reset all views of the notebook');
  await expect
    .poll(async () => {
      await save(page);
      return payloads('all.ipynb');
    })
    .toEqual([LIONS, LIONS, { ...LIONS, sentence: 'as it was sent' }]);
});

test('an output in a tab of its own and the output are in step, also when the cell is run again', async ({
  page
}) => {
  jupyter.write(
    'tab.ipynb',
    notebook([
      {
        source: 'from jupyterlab_attention import Attention\nAttention("cats hunt mice")',
        payload: LIONS
      }
    ])
  );
  await openInLab(page, jupyter, 'tab.ipynb');
  await settled(views(page));
  await choose(page, views(page), 'Open output in a tab');
  const tab = page.locator('.jp-MainAreaWidget > .jp-AttentionRenderer');
  await settled(tab);
  await chip(tab, 3).click();
  const inNotebook = page.locator('.jp-Notebook .jp-Attention');
  await expect(chip(inNotebook, 3)).toHaveAttribute('aria-pressed', 'true');
  await page.locator('.lm-DockPanel .lm-TabBar-tab', { hasText: /^tab\.ipynb/ }).click();
  await chip(inNotebook, 5).click();
  await expect(chip(tab, 5)).toHaveAttribute('aria-pressed', 'true');
  await page.waitForFunction(
    () => window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'
  );
  await execute(page, 'notebook:run-all-cells');
  await expect(chip(tab, 2)).toHaveText(/mice/);
  await page.locator('.lm-DockPanel .lm-TabBar-tab', { hasText: 'Output of tab.ipynb' }).click();
  await chip(tab, 2).click();
  await page.locator('.lm-DockPanel .lm-TabBar-tab', { hasText: /^tab\.ipynb/ }).click();
  await expect
    .poll(async () => {
      await save(page);
      return payloads('tab.ipynb')[0];
    })
    .toMatchObject({ sentence: 'cats hunt mice', view: { query: 2 } });
});

test('keys step and present in a document, and can be changed; in a field they take no letter', async ({
  page
}) => {
  const shortcuts = 'lab/api/settings/@jupyterlab/shortcuts-extension:shortcuts';
  const own = { command: 'attention:next-step', keys: ['F7'], selector: '.jp-AttentionDocument' };
  await page.request.put(`${jupyter.url}/${shortcuts}`, {
    data: { raw: JSON.stringify({ shortcuts: [own] }) }
  });
  const view = await openDocument(page, jupyter, 'keys.attention.json', LIONS);
  await settled(view);
  await page.locator('.jp-AttentionDocument').focus();
  const said = async () =>
    page.evaluate(() => {
      const { context } = window.jupyterapp!.shell.currentWidget as unknown as {
        context: { model: { toString(): string } };
      };
      return JSON.parse(context.model.toString()) as { view?: { step?: string } };
    });
  await page.keyboard.press('F7');
  await expect.poll(async () => (await said()).view?.step).toBe('embed');
  const field = view.getByRole('textbox', { name: 'Sentence' });
  await field.focus();
  await page.keyboard.press('Control+F9');
  await expect.poll(async () => (await said()).view?.step).toBe('project');
  await page.keyboard.press('Control+F8');
  await expect.poll(async () => (await said()).view?.step).toBe('embed');
  await field.press('End');
  await page.keyboard.type(', . npx');
  await expect(field).toHaveValue(`${LIONS.sentence}, . npx`);
  await page.keyboard.press('Control+F10');
  await expect(view.locator('[data-presenting]')).toHaveCount(1);
  await page.keyboard.press('Control+F10');
  await expect(view.locator('[data-presenting]')).toHaveCount(0);
});

test("the view's own menu has what the page can do with it", async ({ page }) => {
  jupyter.write('more.ipynb', notebook([{ payload: LIONS }]));
  await openInLab(page, jupyter, 'more.ipynb');
  await settled(views(page));
  await views(page).getByRole('button', { name: 'More' }).click();
  await views(page).getByRole('menuitem', { name: 'Open output in a tab' }).click();
  await settled(page.locator('.jp-MainAreaWidget > .jp-AttentionRenderer'));
});

test('another extension, built by itself, opens a view and hears what is selected in it', async ({
  page
}) => {
  jupyter.install('attention-listener', buildListener());
  await page.goto(`${jupyter.url}/lab?reset`);
  const widget = page.locator('#attention-listener');
  await expect(widget).toBeAttached();
  const title = () =>
    page.evaluate(() => {
      const shell = window.jupyterapp!.shell as unknown as {
        widgets(area: string): Iterable<{ id: string; title: { label: string; caption: string } }>;
      };
      const { label, caption } = [...shell.widgets('right')].find(
        ({ id }) => id === 'attention-listener'
      )!.title;
      return { label, caption };
    });
  await expect.poll(async () => (await title()).label).toBe('token 2, head 0, weights, scale');
  await page.evaluate(() =>
    (window.jupyterapp!.shell as unknown as { activateById(id: string): void }).activateById(
      'attention-listener'
    )
  );
  await chip(widget, 1).click();
  await expect.poll(async () => (await title()).label).toBe('token 1, head 0, weights, scale');
  expect(JSON.parse((await title()).caption)).toMatchObject({ view: { query: 1, step: 'scale' } });
});
