// What axe-core finds of views: nothing, whatever stands beside the figures, in both themes.
import { createRequire } from 'node:module';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import type { RunOptions } from 'axe-core';
import { Jupyter } from './jupyter.ts';
import { execute, LIONS, openDocument, settled } from './notebook.ts';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const RAILS = ['laboratory', 'lines', 'text', 'table', 'outputs', 'measures', 'notes'];
const STATES: [name: string, fields: object][] = [
  ...RAILS.map((rail): [string, object] => [rail, { view: { rail, arithmetic: 'full' } }]),
  ['a step', { view: { step: 'scale' } }],
  ['a cover', { view: { covered: ['matrix'] } }],
  ['heads and a mask', { n_heads: 2, mask: 'causal', view: { head: 1, rail: 'table' } }],
  [
    'a lesson',
    {
      mask: 'causal',
      lesson: {
        name: 'masks',
        steps: [
          {
            name: 'causal',
            title: 'No look ahead',
            text: 'Let no word look ahead.',
            start: { sentence: LIONS.sentence },
            touch: ['tokens', 'mask', 'scale', 'positions', 'heads'],
            goal: [{ about: 'mask', is: 'equal', than: 'causal' }]
          },
          { name: 'read', text: 'Go on.', start: { sentence: LIONS.sentence } }
        ]
      }
    }
  ],
  ['words that are not known', { sentence: 'blorf sleeps' }]
];

let jupyter: Jupyter;
test.beforeAll(async () => {
  jupyter = await Jupyter.start();
});
test.afterAll(() => jupyter.stop());

/** What is wrong with the views on a page, by rule and element. */
async function violations(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: AXE });
  return page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: {
        run(
          selector: string,
          options: RunOptions
        ): Promise<{ violations: { id: string; nodes: { target: unknown }[] }[] }>;
      };
    };
    const { violations } = await axe.run('.jp-Attention', { resultTypes: ['violations'] });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target }) => `${id}: ${JSON.stringify(target)}`)
    );
  });
}

for (const theme of ['JupyterLab Light', 'JupyterLab Dark']) {
  test(`nothing is found, in ${theme}`, async ({ page }) => {
    for (const [name, fields] of STATES) {
      const view = await openDocument(page, jupyter, 'axe.attention.json', { ...LIONS, ...fields });
      await execute(page, 'apputils:change-theme', { theme });
      await expect(page.locator('body')).toHaveAttribute(
        'data-jp-theme-light',
        String(theme.endsWith('Light'))
      );
      await settled(view);
      expect([name, await violations(page)]).toEqual([name, []]);
    }
    await execute(page, 'attention:present');
    expect(['presented', await violations(page)]).toEqual(['presented', []]);
  });
}
