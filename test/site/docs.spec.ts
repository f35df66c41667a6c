// The built documentation in a browser: axe-core finds nothing, in both themes, also in the live figure; that
// lives; and nothing is asked of any other place.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Frame, Page } from '@playwright/test';
import type axe from 'axe-core';
import { settled } from '../browser/notebook.ts';
import { Site } from './site.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const PAGES = readdirSync(resolve(import.meta.dirname, '../../_docs')).filter(
  name => name.endsWith('.html') && !['genindex.html', 'search.html'].includes(name)
);

type Axe = typeof axe;

let site: Site;
test.beforeAll(async () => {
  site = await Site.start('_docs');
});
test.afterAll(() => site.stop());
test.beforeEach(({ context }) => site.guard(context));
test.afterEach(() => expect(site.left).toEqual([]));

/** What is wrong with a document, by rule and element; what it frames is asked by itself. */
async function violations(frame: Frame): Promise<string[]> {
  await frame.evaluate(AXE); // a script element would not be let in by the figure's own policy
  return frame.evaluate(async () => {
    const { axe } = window as unknown as { axe: Axe };
    const found = await axe.run(
      { exclude: ['iframe.live'] },
      {
        resultTypes: ['violations'],
        // The heading of a figure is that of the page around it.
        rules: { 'page-has-heading-one': { enabled: window === window.top } }
      }
    );
    return found.violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target }) => `${id}: ${JSON.stringify(target)}`)
    );
  });
}

/** Opens a page; its document, and that of its live figure. */
async function open(page: Page, name: string): Promise<Frame[]> {
  await page.goto(site.url + name);
  const figure = page.frames()[1];
  if (figure) {
    await settled(figure.locator('.jp-Attention'));
  }
  return page.frames();
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe-core finds nothing on any page, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    for (const name of PAGES) {
      for (const frame of await open(page, name)) {
        expect.soft([name, frame.url(), await violations(frame)]).toEqual([name, frame.url(), []]);
      }
      await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
    }
  });
}

test('the live figure wears the theme that is chosen on the page', async ({ page }) => {
  await page.emulateMedia({ colorScheme: null });
  await page.goto(`${site.url}start.html`);
  const wears = () =>
    page.frames()[1].evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
  expect(await wears()).toBe(false);
  await page.getByRole('button', { name: /^Color mode/ }).click();
  await page.getByRole('button', { name: 'Dark', exact: true }).click();
  await expect.poll(wears).toBe(true);
});

test('the live figure of the start page follows what is typed', async ({ page }) => {
  await page.goto(`${site.url}start.html`);
  const view = page.frameLocator('iframe.live').locator('.jp-Attention');
  await view.getByRole('textbox', { name: 'Sentence' }).fill('Cats hunt lions');
  await expect(view.locator('.jp-Attention-arithmetic tr[data-line=share] td')).toHaveCount(3);
});
