import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { Jupyter } from './jupyter.ts';
import { LIONS, MIME_TYPE, notebook, percentages, settled, views } from './notebook.ts';

interface Output {
  data: Record<string, unknown>;
  metadata: Record<string, unknown>;
}

const isDirty = (page: Page) =>
  page.evaluate(
    () =>
      (
        window.jupyterapp!.shell.currentWidget as unknown as {
          context: { model: { dirty: boolean } };
        }
      ).context.model.dirty
  );

const command = (page: Page, id: string) =>
  page.evaluate(async id => {
    await window.jupyterapp!.commands.execute(id);
  }, id);

/** Waits for the next save of the notebook in front. */
const nextSave = (page: Page) =>
  page.waitForResponse(
    response => response.request().method() === 'PUT' && response.url().includes('/api/contents/')
  );

for (const app of ['lab', 'notebook'] as const) {
  test.describe(app, () => {
    let jupyter: Jupyter;
    test.beforeAll(async () => {
      jupyter = await Jupyter.start(app);
    });
    test.afterAll(() => jupyter.stop());

    const open = async (page: Page, name: string, payload: unknown = LIONS) => {
      jupyter.write(name, notebook([{ payload }, { source: 'after = 1' }]));
      const path = app === 'lab' ? `lab/tree/${name}?reset` : `notebooks/${name}`;
      await page.goto(`${jupyter.url}/${path}`);
      await settled(views(page));
      return views(page);
    };
    const saved = (name: string, cell = 0): Output =>
      JSON.parse(readFileSync(join(jupyter.folder, name), 'utf8')).cells[cell].outputs[0];

    test('three arrow keys and a save at once: the file has what is on screen, and nothing is left over', async ({
      page
    }) => {
      const view = await open(page, 'keys.ipynb');
      await view.locator('.jp-Attention-handle[data-token="1"]').first().focus();
      const before = await percentages(view);
      const done = nextSave(page);
      for (const key of [...Array<string>(3).fill('Shift+ArrowRight'), 'Control+s']) {
        await page.keyboard.press(key);
      }
      await done;
      await expect.poll(() => percentages(view)).not.toEqual(before);
      const shown = await percentages(view);
      await expect.poll(() => isDirty(page)).toBe(false);
      await page.goto('about:blank');
      const kept = saved('keys.ipynb');
      expect(kept.metadata[MIME_TYPE]).toEqual({ sent: LIONS });
      await open(page, 'keys-again.ipynb', kept.data[MIME_TYPE]);
      expect(await percentages(views(page))).toEqual(shown);
    });

    test('an edit that waits makes the notebook dirty at once, and is in a cell that is copied or cut', async ({
      page
    }) => {
      const view = await open(page, 'copy.ipynb');
      expect(await isDirty(page)).toBe(false);
      // In one task of the page, so that nothing is written by itself in between.
      const dirty = await view
        .locator('.jp-Attention-chip')
        .nth(5)
        .evaluate((chip: HTMLElement) => {
          chip.click();
          const { commands, shell } = window.jupyterapp!;
          void commands.execute('notebook:cut-cell');
          void commands.execute('notebook:paste-cell-below');
          return (shell.currentWidget as unknown as { context: { model: { dirty: boolean } } })
            .context.model.dirty;
        });
      expect(dirty).toBe(true);
      await expect(views(page)).toHaveCount(1);
      const done = nextSave(page);
      await command(page, 'docmanager:save');
      await done;
      const { cells } = JSON.parse(readFileSync(join(jupyter.folder, 'copy.ipynb'), 'utf8')) as {
        cells: { outputs: Output[] }[];
      };
      const payloads = cells.flatMap(({ outputs }) => outputs.map(({ data }) => data[MIME_TYPE]));
      expect(payloads).toEqual([{ ...LIONS, view: { query: 5 } }]);
    });

    test('merely looking leaves the notebook clean, and a save of the reader adds the picture', async ({
      page
    }) => {
      await open(page, 'look.ipynb');
      await page.emulateMedia({ media: 'print' });
      await page.emulateMedia({ media: 'screen' });
      const trusted = command(page, 'notebook:trust');
      await page.locator('.jp-Dialog .jp-mod-accept').click();
      await trusted;
      await expect(views(page)).toHaveCount(1);
      expect(saved('look.ipynb').data['image/png']).toBeUndefined();
      await expect
        .poll(async () => {
          await command(page, 'docmanager:save');
          return saved('look.ipynb').data;
        })
        .toMatchObject({ [MIME_TYPE]: LIONS, 'image/png': expect.stringMatching(/^iVBOR/) });
    });

    test('moving the cell, undo in the notebook and cleared outputs lose nothing and are no error', async ({
      page
    }) => {
      const errors: string[] = [];
      page.on('pageerror', error => errors.push(String(error)));
      await open(page, 'move.ipynb');
      await views(page).locator('.jp-Attention-chip').nth(2).click();
      await command(page, 'notebook:move-cell-down');
      await expect(views(page).locator('.jp-Attention-chip').nth(2)).toHaveAttribute(
        'aria-pressed',
        'true'
      );
      await command(page, 'notebook:delete-cell');
      await expect(views(page)).toHaveCount(0);
      await command(page, 'notebook:undo-cell-action');
      await expect(views(page).locator('.jp-Attention-chip').nth(2)).toHaveAttribute(
        'aria-pressed',
        'true'
      );
      await views(page).locator('.jp-Attention-chip').nth(4).click();
      await command(page, 'notebook:clear-all-cell-outputs');
      await expect(views(page)).toHaveCount(0);
      await expect
        .poll(async () => {
          await command(page, 'docmanager:save');
          return saved('move.ipynb', 1);
        })
        .toBeUndefined();
      expect(errors).toEqual([]);
    });

    test('at 300 tokens a save takes what is shown, and what comes later makes the notebook dirty', async ({
      page
    }) => {
      const tokens = Array.from({ length: 300 }, (_, t) => `w${t}`);
      const view = await open(page, 'large.ipynb', { format: 'attention', version: 1, tokens });
      await view.locator('.jp-Attention-handle').first().focus();
      const done = nextSave(page);
      for (const key of [...Array<string>(3).fill('Shift+ArrowRight'), 'Control+s']) {
        await page.keyboard.press(key);
      }
      await done;
      // Either everything was shown then, or the rest leaves the notebook dirty: the next save has it.
      const newest = () =>
        page.evaluate(() => {
          const { model } = (
            window.jupyterapp!.shell.currentWidget as unknown as {
              content: { model: { toJSON(): { cells: { outputs: Output[] }[] } } };
            }
          ).content;
          return model.toJSON().cells[0].outputs[0].data;
        });
      await expect(view.getByRole('progressbar')).toHaveCount(0);
      await expect
        .poll(async () => {
          const now = await newest();
          const isKept = isDeepStrictEqual(saved('large.ipynb').data[MIME_TYPE], now[MIME_TYPE]);
          return (isKept || (await isDirty(page))) && JSON.stringify(now).includes('embeddings');
        })
        .toBe(true);
    });
  });
}
