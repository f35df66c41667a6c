import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { Jupyter } from './jupyter.ts';
import { LIONS, notebook, settled, views } from './notebook.ts';

/** The width of A4 between margins of one centimetre, in pixels, and its height. */
const A4 = { width: 718, height: 1047 };

const WIDE = {
  ...LIONS,
  view: { panes: ['plane', 'matrix', 'outputs', 'table', 'detail', 'laboratory', 'notes'] }
};

/** What of the views is beyond the right edge of the paper, or cut by an element around it. */
const cut = (page: Page) =>
  page.evaluate(() => {
    const found: string[] = [];
    const visit = (node: Element, right: number) => {
      const style = getComputedStyle(node);
      const box = node.getBoundingClientRect();
      if (box.width === 0 || style.visibility === 'hidden') {
        return;
      }
      const isPart = node.matches('.jp-Attention-pane, .jp-Attention-figure, th, td, button');
      if (isPart && box.right > right + 1) {
        found.push(`${node.className || node.tagName}: ${box.right} of ${right}`);
      }
      const clips = style.overflowX !== 'visible' && !(node instanceof SVGElement);
      const inner = clips ? Math.min(right, box.right) : right;
      [...node.children, ...(node.shadowRoot?.children ?? [])].forEach(child =>
        visit(child, inner)
      );
    };
    visit(document.documentElement, document.documentElement.clientWidth);
    return found;
  });

/** What each view has on paper: whether its figures hold ink, and how far its labels are from level with the cells. */
const onPaper = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('.jp-Attention')].map(({ shadowRoot }) => {
      const all = (selector: string) => [...shadowRoot!.querySelectorAll(selector)];
      const box = (node: Element) => node.getBoundingClientRect();
      const isSeen = (node: Element) => node.checkVisibility({ visibilityProperty: true });
      const [canvas] = all('.jp-Attention-cells canvas') as HTMLCanvasElement[];
      const { data } = canvas
        .getContext('2d')!
        .getImageData(0, 0, Math.max(1, canvas.width), Math.max(1, canvas.height));
      const cells = box(all('.jp-Attention-cells')[0]);
      const middle = ({ top, height }: DOMRect) => top + height / 2;
      const rows = all('.jp-Attention-rows li');
      const askew = rows.map((row, i) =>
        Math.abs(middle(box(row)) - cells.top - ((i + 0.5) / rows.length) * cells.height)
      );
      const titles = all('.jp-mod-plane .jp-Attention-axes > text');
      const plane = box(all('.jp-mod-plane')[0]);
      return {
        cells: isSeen(canvas) && data.some(byte => byte > 0),
        words: all('.jp-mod-plane .jp-Attention-marks text').filter(isSeen).length,
        titles: titles.filter(
          title => box(title).left >= plane.left && box(title).bottom <= plane.bottom
        ).length,
        askew: Math.round(Math.max(...askew))
      };
    })
  );

/** Prints a notebook as a browser does: the page is laid out anew, but no window is resized. */
async function print(page: Page): Promise<void> {
  await page.emulateMedia({ media: 'print' });
  await page.setViewportSize(A4);
}

for (const app of ['lab', 'notebook'] as const) {
  test(`the browser's print of a notebook is not cut: ${app}`, async ({ page }) => {
    const jupyter = await Jupyter.start(app);
    try {
      const cells = [{ payload: WIDE }, { source: 'print(1)' }, { payload: WIDE }];
      jupyter.write('print.ipynb', notebook(cells));
      const path = app === 'lab' ? 'lab/tree/print.ipynb?reset' : 'notebooks/print.ipynb';
      await page.goto(`${jupyter.url}/${path}`);
      await settled(views(page).first());
      // Nothing that listens to the window's size helps on paper.
      await page.evaluate(() =>
        window.addEventListener('resize', event => event.stopImmediatePropagation(), true)
      );
      await print(page);
      await expect(views(page).first()).toBeVisible();
      expect(await cut(page)).toEqual([]);
      // All of it is on the paper, one below the other, and nothing of the program around it.
      await expect(async () => {
        const [boxes, end] = await page.evaluate(() => [
          [...document.querySelectorAll('.jp-AttentionRenderer')].map(
            node => node.getBoundingClientRect().toJSON() as DOMRect
          ),
          document.documentElement.scrollHeight - window.scrollY
        ]);
        expect(boxes).toHaveLength(2);
        expect(boxes[0].height).toBeGreaterThan(A4.height);
        expect(boxes[1].top).toBeGreaterThan(boxes[0].bottom);
        expect(end).toBeGreaterThanOrEqual(Math.floor(boxes[1].bottom));
      }).toPass({ timeout: 20_000 });
      expect(await cut(page)).toEqual([]);
      // Each view's figures are drawn, also of one that nobody has scrolled to, and each label is at its row.
      await expect(async () => {
        for (const { words, ...rest } of await onPaper(page)) {
          expect(words).toBeGreaterThan(5);
          expect(rest).toEqual({ cells: true, titles: 2, askew: 0 });
        }
      }).toPass({ timeout: 20_000 });
      // What could be pressed is not on paper.
      await expect(page.locator('.jp-Attention select:visible')).toHaveCount(0);
      await expect(page.locator('.jp-cell-toolbar:visible')).toHaveCount(0);
      await expect(page.locator('.jp-Toolbar:visible, .lm-MenuBar:visible')).toHaveCount(0);
    } finally {
      await jupyter.stop();
    }
  });
}
