// What a view must be, whatever stands in it: nothing for axe to find, and nothing past its edge.
import { createRequire } from 'node:module';
import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

interface Axe {
  run(
    what: object,
    how: object
  ): Promise<{
    violations: { id: string; nodes: { target: unknown; failureSummary: string }[] }[];
  }>;
}

/** What axe has to say of the views of a page. */
export async function faults(page: Page): Promise<readonly string[]> {
  await page.addScriptTag({ path: AXE });
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: Axe };
    const found = await axe.run({ include: [['.jp-Attention']] }, { resultTypes: ['violations'] });
    return found.violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${JSON.stringify(target)} ${failureSummary}`)
    );
  });
}

/** Nothing in a view is past its edge, and axe has nothing to say. */
export async function expectSound(page: Page, view: Locator): Promise<void> {
  const over = await view.evaluate(host => {
    const content = host.shadowRoot!.querySelector('.jp-Attention-content')!;
    return content.scrollWidth - content.clientWidth;
  });
  expect(over).toBeLessThanOrEqual(1);
  expect(await faults(page)).toEqual([]);
}
