// Attention as lines and as text, in the notebook of real models and at size.
import { expect, test } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { fixture } from '../fixtures/fixtures.ts';
import { Jupyter } from './jupyter.ts';
import { besides, execute, openDocument, openInLab, views } from './notebook.ts';
import { atSize } from './seen.ts';
import { faults } from './sound.ts';

let jupyter: Jupyter;
test.beforeAll(async () => {
  jupyter = await Jupyter.start();
});
test.afterAll(() => jupyter.stop());

/** The stored output of MiniLM in the notebook of real models, and its first attention view. */
async function minilm(page: Page): Promise<Locator> {
  await page.setViewportSize({ width: 1700, height: 1000 });
  await openInLab(page, jupyter, 'real-model.ipynb');
  const view = views(page).first();
  await view.scrollIntoViewIfNeeded();
  await view.locator('.jp-Attention-panes').waitFor();
  return view;
}

const asking = (view: Locator) => view.getByRole('listbox', { name: /^Tokens that ask/ });
const text = (view: Locator) => view.getByRole('listbox', { name: /^The text/ }).first();
const token = (list: Locator, name: string | RegExp) => list.getByRole('option', { name });

/** How many pixels of the canvas have a colour, between the names of both sides. */
function painted(view: Locator): Promise<number> {
  return view.locator('.jp-Attention-lines > canvas').evaluate(canvas => {
    const { width, height } = canvas as HTMLCanvasElement;
    const image = (canvas as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, width, height);
    return image.data.filter((value, i) => i % 4 === 3 && value > 0).length;
  });
}

test('lines of a real head: a click holds a token’s, a threshold leaves out the weak, several heads are seen together', async ({
  page
}) => {
  const view = await minilm(page);
  await besides(view, 'Lines');
  await expect(asking(view)).toBeVisible();
  await expect.poll(() => painted(view)).toBeGreaterThan(500);
  const all = await painted(view);
  await token(asking(view), 'lions').click();
  await page.mouse.move(0, 0);
  await expect(view.locator('.jp-Attention-chip[aria-pressed=true]')).toContainText('lions');
  await expect(token(asking(view), 'lions gives 23% to [CLS], 14% to zebra and 13% to [SEP].')).toHaveAttribute('aria-selected', 'true'); // prettier-ignore
  await expect.poll(() => painted(view)).toBeLessThan(all / 2);
  const one = await painted(view);
  const shares = view.locator('.jp-Attention-lineShares tbody tr');
  await expect(shares.first()).toContainText('23%');
  const count = await shares.count();
  const least = view.getByLabel('The least share that has a line, in percent');
  await least.fill('10');
  await least.press('Enter');
  await expect.poll(() => shares.count()).toBeLessThan(count);
  await expect.poll(() => painted(view)).toBeLessThan(one);
  await view.getByLabel('Lines of another head').selectOption({ label: 'head 4' });
  await view.getByLabel('Lines of another head').selectOption({ label: 'head 7' });
  await expect(view.locator('.jp-Attention-legend line')).toHaveCount(3);
  await expect.poll(() => painted(view)).toBeGreaterThan(one / 2);
  await token(asking(view), /^head 1: lions gives/).waitFor();
  await asking(view).press('Escape');
  await expect(shares).toHaveCount(0);
});

test('lines by keys alone: one stop, arrows show, Enter holds, Escape lets go and then leaves', async ({
  page
}) => {
  const view = await minilm(page);
  await besides(view, 'Lines');
  await asking(view).focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(token(asking(view), /^lions gives/)).toHaveAttribute('data-at', 'true');
  await expect(view.locator('.jp-Attention-chip[aria-pressed=true]')).not.toContainText('lions');
  await page.keyboard.press('Enter');
  await expect(view.locator('.jp-Attention-chip[aria-pressed=true]')).toContainText('lions');
  await page.keyboard.press('Escape');
  await expect(view.locator('.jp-Attention-lineShares')).toHaveCount(0);
  await expect(asking(view)).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(asking(view)).not.toBeFocused();
});

test('the text itself is shaded; special tokens are left out, and say what they took; words are joined', async ({
  page
}) => {
  const view = await minilm(page);
  const rail = await besides(view, 'Text');
  await expect(text(view)).toHaveText(/\[CLS\] Angry lions hunt zebras, while/);
  await token(text(view), /^lions/).click();
  await page.mouse.move(0, 0);
  await expect(token(text(view), '[CLS]: 23%')).toBeVisible();
  await rail.getByLabel('join words').click();
  await expect(token(text(view), 'zebras: 20%')).toBeVisible();
  await rail.getByLabel('without special tokens').click();
  await expect(token(text(view), '[CLS]: 0%')).toBeVisible();
  await expect(rail).toContainText('Without [CLS] and [SEP], which take 37% of lions');
  await token(text(view), /^zebras/).hover();
  await expect(rail.locator('.jp-Attention-textWords')).toHaveText('lions gives 31% of its attention to zebras'); // prettier-ignore
  await rail.getByLabel('What the text is shaded by').selectOption('receives');
  await token(text(view), 'lions: 7%').waitFor();
  // What is chosen is kept with the notebook: the other view of rail has it as well.
  await besides(view, 'Lines');
  await expect(view.getByLabel('join words')).toBeChecked();
  await expect(token(asking(view), 'zebras')).toBeVisible();
});

test('what a model wrote is gone through token by token', async ({ page }) => {
  const written = fixture<{ view: object }>('valid/written-by-a-model.json');
  const payload = { ...written, view: { rail: 'text', query: 3 } };
  const view = await openDocument(page, jupyter, 'written.attention.json', payload);
  const status = view.locator('.jp-Attention-written [role=status]');
  await expect(status).toHaveText('2 tokens generated');
  await expect(text(view)).toHaveText('<s> unlikely it!');
  await view.getByRole('button', { name: 'The token after' }).press('Enter');
  await expect(status).toHaveText('token 1 of 2 generated');
  await expect(text(view)).toHaveText('<s> unlikely it');
  await expect(view.locator('.jp-Attention-chip[aria-pressed=true]')).toContainText('it');
  await page.keyboard.press('Enter');
  await expect(status).toHaveText('token 2 of 2 generated');
  await expect(view.getByRole('button', { name: 'The token after' })).toBeFocused();
});

test('at 1,024 tokens lines and text are there for what is in sight, and follow the keys', async ({
  page
}) => {
  const tokens = Array.from({ length: 1024 }, (_, t) => ` word${t % 97}`);
  const payload = { format: 'attention', version: 1, tokens, n_heads: 2, mask: 'causal', view: { rail: 'lines' } }; // prettier-ignore
  const view = await openDocument(page, jupyter, 'long.attention.json', payload);
  await atSize(page, view, 1400, 900);
  await asking(view).focus();
  await page.keyboard.press('End');
  await expect(token(asking(view), /^␣word53 \(1024\) gives about/)).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(view.locator('.jp-Attention-chip[aria-pressed=true]')).toContainText('word53');
  await expect.poll(() => asking(view).getByRole('option').count()).toBeLessThan(40);
  // Shares are even here: what has no line at five percent has one at none.
  const least = view.getByLabel('The least share that has a line, in percent');
  await expect.poll(() => painted(view)).toBe(0);
  await least.fill('0');
  await least.press('Enter');
  await expect.poll(() => painted(view)).toBeGreaterThan(100);
  await besides(view, 'Text');
  await expect(text(view)).toBeVisible();
  const count = await text(view).getByRole('option').count();
  expect(count).toBeGreaterThan(20);
  expect(count).toBeLessThan(200);
  await expect(text(view).locator('[aria-selected=true]')).toBeInViewport();
  // No line is wider than its place, whatever the page's letters are.
  const over = await view.locator('.jp-Attention-text').evaluate(node => node.scrollWidth - node.clientWidth); // prettier-ignore
  expect(over).toBeLessThanOrEqual(0);
});

/** Opens a part; of a few tokens and one head it stands under “More”. */
async function reading(view: Locator, rail: 'Lines' | 'Text'): Promise<void> {
  const tab = view.locator('.jp-Attention-tabs').getByRole('button', { name: rail, exact: true });
  if ((await tab.count()) > 0) {
    await besides(view, rail);
    return;
  }
  await view.getByRole('button', { name: 'More', exact: true }).click();
  await view.getByRole('menuitemcheckbox', { name: rail, exact: true }).click();
  await expect(tab).toHaveAttribute('aria-pressed', 'true');
}

for (const width of [360, 1400]) {
  for (const theme of ['JupyterLab Light', 'JupyterLab Dark']) {
    test(`at ${width} pixels in ${theme} nothing is wrong with either, and nothing leaves the view`, async ({
      page
    }) => {
      await page.setViewportSize({ width: 1700, height: 1000 });
      const cross = fixture<object>('valid/cross-attention-of-words.json');
      const encoder = fixture<object>('valid/written-by-a-model.json');
      for (const [name, payload] of [
        ['cross', cross],
        ['written', encoder]
      ] as const) {
        const at = `${name}-${width}-${theme.slice(-4)}.attention.json`;
        const view = await openDocument(page, jupyter, at, payload);
        await execute(page, 'apputils:change-theme', { theme });
        await atSize(page, view, width, 900);
        for (const rail of ['Lines', 'Text'] as const) {
          await reading(view, rail);
          const list = rail === 'Lines' ? asking(view) : text(view);
          await list.getByRole('option').last().click();
          expect(await faults(page)).toEqual([]);
          const over = await view.evaluate(host => {
            const content = host.shadowRoot!.querySelector('.jp-Attention-content')!;
            return content.scrollWidth - content.clientWidth;
          });
          expect(over).toBeLessThanOrEqual(1);
        }
      }
    });
  }
}
