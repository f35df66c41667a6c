import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { Jupyter } from './jupyter.ts';
import { execute, LIONS, MIME_TYPE, notebook, percentages, settled, views } from './notebook.ts';

interface Output {
  data: Record<string, unknown>;
  metadata: Record<string, unknown>;
}

/** What is used of the notebook in front. */
interface InFront {
  context: {
    model: {
      dirty: boolean;
      stateChanged: { connect(slot: (_: unknown, change: { name: string }) => void): void };
      sharedModel: { metadata: { language_info?: { version?: string } } };
    };
  };
}
declare global {
  interface Window {
    /** What has changed of the state of the notebook in front, since that is recorded. */
    changes?: string[];
  }
}

const isDirty = (page: Page) =>
  page.evaluate(
    () => (window.jupyterapp!.shell.currentWidget as unknown as InFront).context.model.dirty
  );

/** Where a point of the plane is, by what is told of it. */
const placeOf = (label: string | null) =>
  (label?.replaceAll('−', '-').match(/-?\d+\.\d+/g) ?? []).map(Number);

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

    const urlOf = (name: string) =>
      `${jupyter.url}/${app === 'lab' ? `lab/tree/${name}?reset` : `notebooks/${name}`}`;
    const open = async (page: Page, name: string, payload: unknown = LIONS) => {
      jupyter.write(name, notebook([{ payload }, { source: 'after = 1' }]));
      await page.goto(urlOf(name));
      await settled(views(page));
      return views(page);
    };
    const saved = (name: string, cell = 0): Output =>
      JSON.parse(readFileSync(join(jupyter.folder, name), 'utf8')).cells[cell].outputs[0];

    test('three arrow keys and a save at once: the file has what is on screen, and nothing is left over', async ({
      page
    }) => {
      const view = await open(page, 'keys.ipynb');
      const handle = view.locator('.jp-Attention-handle[data-token="1"]').first();
      await handle.focus();
      const [before] = placeOf(await handle.getAttribute('aria-label'));
      const done = nextSave(page);
      for (const key of [...Array<string>(3).fill('ArrowRight'), 'Control+s']) {
        await page.keyboard.press(key);
      }
      await done;
      const shown = await handle.getAttribute('aria-label');
      // Three steps of 0.05, too small for some weights to change by a whole percent.
      expect(placeOf(shown)[0] - before).toBeCloseTo(0.15, 1);
      const percents = await percentages(view);
      await expect.poll(() => isDirty(page)).toBe(false);
      await page.goto('about:blank');
      const kept = saved('keys.ipynb');
      expect(kept.metadata[MIME_TYPE]).toEqual({ sent: LIONS });
      expect(kept.data[MIME_TYPE]).toHaveProperty('projections');
      await open(page, 'keys-again.ipynb', kept.data[MIME_TYPE]);
      await expect(handle).toHaveAttribute('aria-label', shown!);
      expect(await percentages(views(page))).toEqual(percents);
    });

    test('an edit that waits makes the notebook dirty at once, and is in a cell that is copied or cut', async ({
      page
    }) => {
      const view = await open(page, 'copy.ipynb');
      // In one task of the page, so that nothing is written by itself in between.
      const dirty = await view
        .locator('.jp-Attention-chip')
        .nth(5)
        .evaluate((chip: HTMLElement) => {
          const { commands, shell } = window.jupyterapp!;
          const { model } = (shell.currentWidget as unknown as InFront).context;
          model.dirty = false; // what a kernel says of itself may have made it so
          chip.click();
          void commands.execute('notebook:cut-cell');
          void commands.execute('notebook:paste-cell-below');
          return model.dirty;
        });
      expect(dirty).toBe(true);
      await expect(views(page)).toHaveCount(1);
      const done = nextSave(page);
      await execute(page, 'docmanager:save');
      await done;
      const { cells } = JSON.parse(readFileSync(join(jupyter.folder, 'copy.ipynb'), 'utf8')) as {
        cells: { outputs: Output[] }[];
      };
      const payloads = cells.flatMap(({ outputs }) => outputs.map(({ data }) => data[MIME_TYPE]));
      expect(payloads).toEqual([{ ...LIONS, view: { query: 5 } }]);
    });

    test('a notebook that is only looked at is never changed, and its file stays byte for byte as it was', async ({
      page
    }) => {
      // In the form of a notebook that is saved: written by the server, with what the kernel says of itself.
      jupyter.write('bare.ipynb', notebook([{ source: '1' }]));
      await page.goto(urlOf('bare.ipynb'));
      const language = await page.waitForFunction(() => {
        const widget = window.jupyterapp?.shell.currentWidget as unknown as InFront | null;
        const info = widget?.context?.model.sharedModel.metadata.language_info;
        return info?.version ? info : null;
      });
      const content = notebook([
        {
          payload: LIONS,
          html: '<p>as it was once written: <img src="data:image/png;base64,AA=="></p>'
        },
        { payload: { ...LIONS, remark: { steps: [1, { of: 2 }] } } },
        { payload: { ...LIONS, temperature: 1.0, view: { query: 0 } } }
      ]) as { metadata: object; cells: { outputs: Output[] }[] };
      content.metadata = { ...content.metadata, language_info: await language.jsonValue() };
      content.cells[2].outputs[0].data['image/png'] = 'iVBORw0KGgo=';
      content.cells[2].outputs[0].metadata = { [MIME_TYPE]: { sent: LIONS } };
      await page.request.put(`${jupyter.url}/api/contents/look.ipynb`, {
        data: { type: 'notebook', format: 'json', content }
      });
      const read = () => readFileSync(join(jupyter.folder, 'look.ipynb'), 'utf8');
      const before = read();

      await page.goto(urlOf('look.ipynb'));
      await settled(views(page).first());
      await page.evaluate(() => {
        const { model } = (window.jupyterapp!.shell.currentWidget as unknown as InFront).context;
        window.changes = model.dirty ? ['dirty'] : [];
        model.stateChanged.connect((_, { name }) => window.changes!.push(name));
      });
      // What was above it gets its height meanwhile: out of sight again, it would not be drawn.
      await expect(async () => {
        await views(page).last().scrollIntoViewIfNeeded();
        const live = views(page).last().locator('.jp-Attention-figure[data-live=true]');
        await expect(live).toHaveCount(0, { timeout: 5_000 });
      }).toPass();
      for (const theme of ['JupyterLab Dark', 'JupyterLab Light']) {
        await execute(page, 'apputils:change-theme', { theme });
        await expect(page.locator('body')).toHaveAttribute('data-jp-theme-name', theme);
        // The notebook may have scrolled meanwhile: what is out of sight has no size, and is not drawn.
        await expect(page.locator('.jp-Attention-figure[data-live=true]:visible')).toHaveCount(0);
      }
      await page.emulateMedia({ media: 'print' });
      await page.emulateMedia({ media: 'screen' });
      await views(page).first().scrollIntoViewIfNeeded();
      await settled(views(page).first());
      expect(await page.evaluate(() => window.changes)).toEqual([]);
      // To trust a notebook saves it, which is not for us to add something.
      const done = nextSave(page);
      const trusted = execute(page, 'notebook:trust');
      await page.locator('.jp-Dialog .jp-mod-accept').click();
      await Promise.all([trusted, done]);
      await settled(views(page).first());
      await page.goto('about:blank');
      expect(read()).toBe(before);
    });

    test('a picture that is missing is added by a save of the reader', async ({ page }) => {
      await open(page, 'picture.ipynb');
      expect(saved('picture.ipynb').data['image/png']).toBeUndefined();
      await expect
        .poll(async () => {
          await execute(page, 'docmanager:save');
          return saved('picture.ipynb').data;
        })
        .toMatchObject({ [MIME_TYPE]: LIONS, 'image/png': expect.stringMatching(/^iVBOR/) });
    });

    test('moving the cell, undo in the notebook and cleared outputs lose nothing and are no error', async ({
      page
    }) => {
      const errors: string[] = [];
      page.on('pageerror', error => errors.push(String(error)));
      await open(page, 'move.ipynb');
      errors.length = 0; // Notebook 7 has one of its own while it starts, without this extension too
      await views(page).locator('.jp-Attention-chip').nth(2).click();
      await execute(page, 'notebook:move-cell-down');
      await expect(views(page).locator('.jp-Attention-chip').nth(2)).toHaveAttribute(
        'aria-pressed',
        'true'
      );
      await execute(page, 'notebook:delete-cell');
      await expect(views(page)).toHaveCount(0);
      await execute(page, 'notebook:undo-cell-action');
      await expect(views(page).locator('.jp-Attention-chip').nth(2)).toHaveAttribute(
        'aria-pressed',
        'true'
      );
      await views(page).locator('.jp-Attention-chip').nth(4).click();
      await execute(page, 'notebook:clear-all-cell-outputs');
      await expect(views(page)).toHaveCount(0);
      await expect
        .poll(async () => {
          await execute(page, 'docmanager:save');
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
          return (isKept || (await isDirty(page))) && JSON.stringify(now).includes('projections');
        })
        .toBe(true);
    });
  });
}
