import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { Jupyter } from '../browser/jupyter.ts';
import { openInLab, percentages, settled, views } from '../browser/notebook.ts';

/** The built wheel in one version of JupyterLab and Notebook: `npm run versions` goes through all. */

const EXAMPLE = 'angry-lions.ipynb';

/**
 * What hosts get wrong by themselves, in a notebook of any cells: Notebook 7.2 looks at checkpoints of files that
 * have none; JupyterLab 4.6's shortcuts look at their settings when those of another plugin were read first.
 */
const NOT_OURS = [/reading 'last_modified'[^]*static\/notebook\//, /reading 'schema'[^]*_core\./];

const HOSTS = [
  { app: 'lab', open: (page: Page, jupyter: Jupyter) => openInLab(page, jupyter, EXAMPLE) },
  {
    app: 'notebook',
    open: (page: Page, jupyter: Jupyter) => page.goto(`${jupyter.url}/notebooks/${EXAMPLE}`)
  }
] as const;

for (const { app, open } of HOSTS) {
  test(`${app} opens the example, draws it, and takes an edit`, async ({ page }) => {
    const errors: string[] = [];
    page.on('pageerror', ({ stack, message }) => {
      if (!NOT_OURS.some(known => known.test(`${stack}`))) {
        errors.push(stack ?? message);
      }
    });
    page.on('console', message => {
      if (message.type() === 'error') {
        errors.push(`${message.text()} ${message.location().url}`);
      }
    });
    const jupyter = await Jupyter.start(app);
    try {
      await open(page, jupyter);
      const view = views(page).first();
      await settled(view);
      const before = await percentages(view);
      expect(before).toHaveLength(8);

      await view.getByRole('button', { name: 'lions' }).first().click();
      await expect(view.locator('.jp-mod-detailPane h3')).toContainText('lions');
      await view.getByRole('button', { name: 'angry' }).first().click();
      await expect.poll(() => percentages(view)).toEqual(before);

      const field = view.getByLabel('W_Q, angle in degrees');
      await field.fill('90');
      await field.press('Enter');
      await expect.poll(() => percentages(view)).not.toEqual(before);
      await settled(view);
      await view.getByRole('button', { name: 'Undo' }).click();
      await expect.poll(() => percentages(view)).toEqual(before);
      expect(errors).toEqual([]);
    } finally {
      await jupyter.stop();
    }
  });
}
