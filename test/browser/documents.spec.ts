// Documents, in JupyterLab and in Notebook 7, as someone uses them who never saves by accident.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { Jupyter } from './jupyter.ts';
import { chooseFrom } from './menus.ts';
import { execute, LIONS, openDocument, settled, views } from './notebook.ts';

/** What is used of a document in front. */
interface InFront {
  readonly title: { readonly label: string };
  readonly context: {
    readonly path: string;
    readonly model: { readonly dirty: boolean; toString(): string };
  };
}

const inFront = (page: Page) =>
  page.evaluate(() => {
    const { context } = window.jupyterapp!.shell.currentWidget as unknown as InFront;
    return { path: context.path, dirty: context.model.dirty, text: context.model.toString() };
  });
const isDirty = async (page: Page) => (await inFront(page)).dirty;
const chip = (page: Page, t: number) => views(page).first().locator('.jp-Attention-chip').nth(t);
const asks = (page: Page, t: number) =>
  expect(chip(page, t)).toHaveAttribute('aria-pressed', 'true');
const SETTLED = '{\n  "format": "attention",\n  "version": 1,\n  "sentence": "cats hunt"\n}\n';
/** Makes a document, from the menu. */
const fromFileNew = (page: Page) =>
  chooseFrom(
    () => page.locator('.lm-MenuBar-itemLabel', { hasText: 'File' }).click(),
    [
      page.locator('.lm-Menu-itemLabel', { hasText: /^New$/ }),
      page.locator('#jp-mainmenu-file-new .lm-Menu-itemLabel', { hasText: /^Attention$/ })
    ]
  );

test.describe('JupyterLab', () => {
  let jupyter: Jupyter;
  test.beforeAll(async () => {
    jupyter = await Jupyter.start();
  });
  test.afterAll(() => jupyter.stop());
  const onDisk = (name: string) => readFileSync(join(jupyter.folder, name), 'utf8');
  const put = (name: string, text: string) => writeFileSync(join(jupyter.folder, name), text);
  const save = async (page: Page) => {
    await execute(page, 'docmanager:save');
    await expect.poll(() => isDirty(page)).toBe(false);
  };

  test('a double click opens it as the stage; an edit makes it dirty, a save writes it, and nothing else does', async ({
    page
  }) => {
    put('cats.attention.json', SETTLED);
    await page.goto(`${jupyter.url}/lab?reset`);
    await page.locator('.jp-DirListing-item', { hasText: 'cats.attention.json' }).dblclick();
    await settled(views(page));
    const tab = page.locator('.lm-TabBar-tab.lm-mod-current', { hasText: 'cats.attention.json' });
    await expect(tab.locator('svg[data-icon="jupyterlab-attention:icon"]')).toBeVisible();
    expect(await isDirty(page)).toBe(false);
    await chip(page, 1).click();
    expect(await isDirty(page)).toBe(true);
    await expect(tab).toHaveClass(/jp-mod-dirty/);
    await expect.poll(async () => (await inFront(page)).text).toContain('"query": 1');
    expect(onDisk('cats.attention.json')).toBe(SETTLED);
    await page.keyboard.press('Control+s');
    await expect.poll(() => isDirty(page)).toBe(false);
    expect(onDisk('cats.attention.json')).toBe(
      SETTLED.replace('hunt"', 'hunt",\n  "view": {\n    "query": 1\n  }')
    );
  });

  test('what was done is undone with a key, and reverted from the file', async ({ page }) => {
    put('undo.attention.json', SETTLED);
    await page.goto(`${jupyter.url}/lab/tree/undo.attention.json?reset`);
    await settled(views(page));
    const field = views(page).getByRole('textbox', { name: 'Sentence' });
    await field.fill('dogs sleep');
    await expect.poll(async () => (await inFront(page)).text).toContain('dogs sleep');
    await chip(page, 0).click();
    await page.keyboard.press('Control+z');
    await expect(field).toHaveValue('cats hunt');
    await expect.poll(async () => (await inFront(page)).text).toContain('cats hunt');
    await field.fill('lions sleep');
    await expect.poll(async () => (await inFront(page)).text).toContain('lions sleep');
    const reverted = execute(page, 'docmanager:reload');
    await page.locator('.jp-Dialog .jp-mod-accept').click();
    await reverted;
    await expect(field).toHaveValue('cats hunt');
    // JupyterLab itself leaves the flag as it was: it is of no editor, and not for us to take back.
    expect((await inFront(page)).text).toBe(SETTLED);
    expect(onDisk('undo.attention.json')).toBe(SETTLED);
  });

  test('the editor beside it and the stage are in step, both ways, and half-typed text leaves the stage as it was', async ({
    page
  }) => {
    put('beside.attention.json', SETTLED);
    await page.goto(`${jupyter.url}/lab/tree/beside.attention.json?reset`);
    await settled(views(page));
    await page.evaluate(async () => {
      const { commands, shell } = window.jupyterapp!;
      const ref = (shell.currentWidget as unknown as { id: string }).id;
      const path = 'beside.attention.json';
      const options = { mode: 'split-right', ref };
      await commands.execute('docmanager:open', { path, factory: 'Editor', options });
    });
    const editor = page.locator('.jp-FileEditor .cm-content');
    await expect(editor).toContainText('cats hunt');
    // From the stage into the text.
    await chip(page, 1).click();
    await expect(editor).toContainText('"query": 1');
    // From the text into the stage, a letter at a time; what is no JSON in between changes nothing.
    await editor.locator('.cm-line', { hasText: 'sentence' }).click();
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowLeft'); // before the comma
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.type(' mice');
    await expect(chip(page, 2)).toHaveText(/mice/);
    await expect(editor).toBeFocused();
    await page.keyboard.press('Delete'); // the quotation mark
    const line = page.locator('.jp-AttentionDocument-line');
    await expect(line).toContainText('This is not JSON, line 4');
    await expect(chip(page, 2)).toHaveText(/mice/);
    const half = (await inFront(page)).text;
    await chip(page, 2).click();
    await asks(page, 2);
    await expect(line).toContainText('This is not JSON, line 4');
    expect((await inFront(page)).text).toBe(half);
    await editor.locator('.cm-line', { hasText: 'sentence' }).click();
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.type('"');
    await expect(line).toBeHidden();
    await expect(editor).toContainText('"query": 2');
    await asks(page, 2);
    // Undo in the editor takes back what the stage wrote too, as anything in its text.
    await editor.locator('.cm-line', { hasText: 'sentence' }).click();
    await expect
      .poll(async () => {
        await page.keyboard.press('Control+z');
        return (await inFront(page)).text;
      })
      .toBe(SETTLED);
    await expect(views(page).locator('.jp-Attention-chip')).toHaveCount(2);
    await expect(line).toBeHidden();
    expect(onDisk('beside.attention.json')).toBe(SETTLED);
  });

  test('the layout is there again after a reload, and nothing of it was written', async ({
    page
  }) => {
    put('layout.attention.json', SETTLED);
    await page.goto(`${jupyter.url}/lab/tree/layout.attention.json?reset`);
    await settled(views(page));
    // The layout is saved a moment after it has changed.
    const kept = page.waitForResponse(
      response => response.request().method() === 'PUT' && response.url().includes('/workspaces')
    );
    await execute(page, 'application:toggle-left-area');
    await kept;
    await page.goto(`${jupyter.url}/lab`);
    await settled(views(page));
    expect((await inFront(page)).path).toBe('layout.attention.json');
    expect(onDisk('layout.attention.json')).toBe(SETTLED);
  });

  for (const [name, text] of [
    ['half', '{"format": "attention",\n "version": 1,'],
    ['newer', '{"format": "attention", "version": 7}'],
    ['list', '[1, 2, 3]'],
    ['many', '{"format":"attention","version":1,"sentence":5,"scale":"x"}'],
    ['empty', '']
  ]) {
    test(`a bad file (${name}) says what is wrong, and stays byte for byte as it was`, async ({
      page
    }) => {
      const file = `${name}.attention.json`;
      put(file, text);
      await page.goto(`${jupyter.url}/lab/tree/${file}?reset`);
      const said = page.locator('.jp-AttentionDocument-empty, .jp-Attention-problems');
      await expect(said).toContainText(name === 'empty' ? 'There is nothing in this file' : '$');
      for (const theme of ['JupyterLab Dark', 'JupyterLab Light']) {
        await execute(page, 'apputils:change-theme', { theme });
        await expect(page.locator('body')).toHaveAttribute('data-jp-theme-name', theme);
      }
      expect(await isDirty(page)).toBe(false);
      await execute(page, 'application:close');
      await expect(said).toHaveCount(0);
      expect(onDisk(file)).toBe(text);
    });
  }

  test('looking at it, scrolling, themes and closing write nothing', async ({ page }) => {
    const text =
      '{"version":1,  "format":"attention","temperature":1.0, "tokens":["a","b"],"later":{"x":[1]}}';
    put('look.attention.json', text);
    await page.goto(`${jupyter.url}/lab/tree/look.attention.json?reset`);
    await settled(views(page));
    for (const theme of ['JupyterLab Dark', 'JupyterLab Light']) {
      await execute(page, 'apputils:change-theme', { theme });
      await settled(views(page));
    }
    await page.mouse.wheel(0, 2000);
    await page.emulateMedia({ media: 'print' });
    await page.emulateMedia({ media: 'screen' });
    expect(await inFront(page)).toMatchObject({ dirty: false, text });
    await execute(page, 'application:close');
    await expect(views(page)).toHaveCount(0);
    expect(onDisk('look.attention.json')).toBe(text);
  });

  test('a file that is renamed while it is open is saved under its new name', async ({ page }) => {
    put('before.attention.json', SETTLED);
    await page.goto(`${jupyter.url}/lab/tree/before.attention.json?reset`);
    await settled(views(page));
    await chip(page, 1).click();
    await page.evaluate(() => {
      const { context } = window.jupyterapp!.shell.currentWidget as unknown as {
        context: { rename(name: string): Promise<void> };
      };
      return context.rename('after.attention.json');
    });
    await save(page);
    expect(existsSync(join(jupyter.folder, 'before.attention.json'))).toBe(false);
    expect(onDisk('after.attention.json')).toContain('"query": 1');
  });

  test('a document of 1,024 tokens opens, and its selection is kept', async ({ page }) => {
    const tokens = Array.from({ length: 1024 }, (_, t) => `w${t}`);
    const view = await openDocument(page, jupyter, 'long.attention.json', {
      format: 'attention',
      version: 1,
      tokens
    });
    await settled(view);
    await view.locator('.jp-Attention-chip').nth(3).click();
    await save(page);
    expect(JSON.parse(onDisk('long.attention.json'))).toMatchObject({ tokens, view: {} });
  });

  test('the launcher has a card, and File has an entry, for a new document: the worked example', async ({
    page
  }) => {
    await page.goto(`${jupyter.url}/lab?reset`);
    await page.locator('.jp-LauncherCard', { hasText: /^Attention$/ }).click();
    await settled(views(page));
    expect((await inFront(page)).path).toBe('untitled.attention.json');
    await expect(page.locator('.jp-Launcher')).toHaveCount(0); // in its place
    expect(JSON.parse(onDisk('untitled.attention.json'))).toEqual(LIONS);
    await fromFileNew(page);
    await expect.poll(async () => (await inFront(page)).path).toBe('untitled1.attention.json');
    expect(JSON.parse(onDisk('untitled1.attention.json'))).toEqual(LIONS);
  });

  test('the launcher opens copies of lessons, and writes over nothing', async ({ page }) => {
    const name = '00-who-listens-to-whom';
    await page.goto(`${jupyter.url}/lab?reset`);
    for (const copy of [`${name}.ipynb`, `${name}-1.ipynb`]) {
      if (copy !== `${name}.ipynb`) {
        await execute(page, 'launcher:create');
      }
      await page.locator('.jp-LauncherCard', { hasText: 'Attention lessons' }).click();
      await expect(page.locator('.jp-Dialog')).toContainText('A copy of the lesson');
      await expect(page.locator('.jp-Dialog option')).toHaveCount(11);
      await page.locator('.jp-Dialog').getByRole('button', { name: 'Open' }).click();
      await expect(page.locator('.jp-NotebookPanel:visible')).toHaveCount(1);
      await expect.poll(async () => (await inFront(page)).path).toBe(copy);
      await expect(
        page
          .locator('.jp-NotebookPanel:visible')
          .locator(views(page))
          .locator('.jp-mod-lessonPane h3')
      ).toHaveText('Who listens to whom?');
      expect(JSON.parse(onDisk(copy))).toMatchObject({ nbformat: 4 });
    }
  });

  test("a document's rail can be put elsewhere, shares its state, and comes back", async ({
    page
  }) => {
    await openDocument(page, jupyter, 'rail.attention.json', LIONS);
    await settled(views(page));
    await expect(views(page).locator('.jp-Attention-rail')).toHaveCount(1);
    await execute(page, 'attention:dock-rail');
    await expect(views(page)).toHaveCount(2);
    const rail = page.locator('.jp-AttentionRail .jp-Attention-content, .jp-AttentionRail');
    await expect(rail.locator('.jp-Attention-rail')).toHaveCount(1);
    await expect(page.locator('.jp-AttentionDocument .jp-Attention-rail')).toHaveCount(0);
    await rail
      .getByRole('spinbutton')
      .first()
      .or(rail.getByRole('slider').first())
      .first()
      .waitFor();
    const scale = rail.getByLabel('Scale', { exact: true });
    await scale.selectOption('none');
    await scale.press('Control+s');
    await expect
      .poll(() => JSON.parse(onDisk('rail.attention.json')) as unknown)
      .toMatchObject({ scale: 1 });
    await page
      .locator('.lm-TabBar-tab', { hasText: 'Rail of' })
      .locator('.lm-TabBar-tabCloseIcon')
      .click();
    await expect(page.locator('.jp-AttentionDocument .jp-Attention-rail')).toHaveCount(1);
    await expect
      .poll(() =>
        page.evaluate(
          () => !!document.activeElement?.closest('.jp-AttentionDocument, .jp-Document')
        )
      )
      .toBe(true);
  });
});

test.describe('Notebook 7', () => {
  test('opens a document as the stage, saves it, and makes new ones', async ({ page, context }) => {
    const jupyter = await Jupyter.start('notebook');
    try {
      writeFileSync(join(jupyter.folder, 'seven.attention.json'), SETTLED);
      await page.goto(`${jupyter.url}/tree`);
      const opened = context.waitForEvent('page');
      await page.locator('.jp-DirListing-item', { hasText: 'seven.attention.json' }).dblclick();
      const tab = await opened;
      await settled(views(tab));
      await views(tab).locator('.jp-Attention-chip').nth(1).click();
      await tab.keyboard.press('Control+s');
      const text = () => readFileSync(join(jupyter.folder, 'seven.attention.json'), 'utf8');
      await expect.poll(text).toContain('"query": 1');
      const made = context.waitForEvent('page');
      await fromFileNew(page);
      await settled(views(await made));
      expect(existsSync(join(jupyter.folder, 'untitled.attention.json'))).toBe(true);
    } finally {
      await jupyter.stop();
    }
  });
});
