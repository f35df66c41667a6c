import { expect, test } from '@playwright/test';
import type { Locator } from '@playwright/test';
import { Jupyter } from './jupyter.ts';
import { LIONS, notebook, openInLab } from './notebook.ts';

/** In each language: the name of its pack, and what stands over the laboratory's choice of a mask. */
const LANGUAGES = [
  { locale: 'en', mask: 'Mask' },
  { locale: 'de_DE', mask: 'Maske' },
  { locale: 'fr_FR', mask: 'Masque' },
  { locale: 'es_ES', mask: 'Máscara' },
  { locale: 'zh_CN', mask: '掩码' }
];

/** So wide that nothing is cut in English. */
test.use({ viewport: { width: 1700, height: 1200 } });

let jupyter: Jupyter;

test.beforeAll(async () => {
  jupyter = await Jupyter.start('languages');
  jupyter.write('lions.ipynb', notebook([{ payload: LIONS }]));
});
test.afterAll(() => jupyter.stop());

/** What does not fit where it stands: a heading that ends in an ellipsis, and what is chosen in a list. */
const cut = (view: Locator) =>
  view.evaluate(node => {
    const within = node.shadowRoot ?? node;
    const pen = document.createElement('canvas').getContext('2d')!;
    const ARROW = 20; // of a list, which is inside of its width
    const shortened = [...within.querySelectorAll<HTMLElement>('*')].filter(
      element =>
        getComputedStyle(element).textOverflow === 'ellipsis' &&
        element.scrollWidth > element.clientWidth + 1
    );
    const chosen = [
      ...within.querySelectorAll<HTMLSelectElement>('select:not(.jp-Attention-examples)')
    ].filter(select => {
      const { font, paddingLeft, paddingRight } = getComputedStyle(select);
      pen.font = font;
      const room = select.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight) - ARROW;
      return select.clientWidth > 0 && pen.measureText(select.selectedOptions[0].text).width > room;
    });
    return [
      ...shortened.map(({ textContent }) => textContent.trim()),
      ...chosen.map(({ selectedOptions }) => selectedOptions[0].text)
    ];
  });

for (const { locale, mask } of LANGUAGES) {
  test(`a view speaks the language of JupyterLab, and nothing of it is cut: ${locale}`, async ({
    page
  }) => {
    jupyter.set('@jupyterlab/translation-extension:plugin', { locale });
    await openInLab(page, jupyter, 'lions.ipynb');
    const view = page.locator('.jp-Attention');
    await expect(view.getByText(mask, { exact: true }).first()).toBeVisible();
    // A token is the same in every language.
    const labels = (await cut(view)).filter(text => !LIONS.sentence.includes(text));
    expect(labels).toEqual([]);
  });
}
