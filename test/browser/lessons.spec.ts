// Each lesson, opened as its notebook and played from its start to its end by the keyboard alone: wrong ways get
// their own hints, right answers pass, and what is handed in is graded from the file.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Locator } from '@playwright/test';
import type { Lesson } from '../../src/format/index.ts';
import { gradesOf } from '../../src/hosts/grading.ts';
import { PLAYS } from '../lessons/plays.ts';
import { Jupyter } from './jupyter.ts';
import { play, press } from './learner.ts';
import { execute, MIME_TYPE, openInLab, settled, views } from './notebook.ts';

const folder = join(import.meta.dirname, '../../lessons/en');

let jupyter: Jupyter;
test.beforeAll(async () => {
  jupyter = await Jupyter.start();
});
test.afterAll(() => jupyter.stop());

/** Parts beside the rail that are longer than their room on a laptop, or end below it, and by how much. */
function cut(view: Locator): Promise<string[]> {
  return view.evaluate(({ shadowRoot }) => {
    const root = shadowRoot!.querySelector('.jp-Attention-content')!;
    const room = root.getBoundingClientRect().top + 600;
    return ['.jp-Attention-line', '.jp-mod-planePane', '.jp-mod-matrixPane', '.jp-mod-detailPane']
      .flatMap(name => [...root.querySelectorAll(name)])
      .map(part => {
        const { bottom } = part.getBoundingClientRect();
        const over = Math.max(part.scrollHeight - part.clientHeight, bottom - room);
        return over > 1 ? `${part.className}: ${over} px` : '';
      })
      .filter(text => text);
  });
}

interface Notebook {
  readonly cells: readonly {
    readonly outputs?: readonly { readonly data?: { readonly [MIME_TYPE]?: { lesson: Lesson } } }[];
  }[];
}

for (const name of readdirSync(folder).filter(name => name.endsWith('.ipynb'))) {
  test(`${name} is played to its end`, async ({ page }) => {
    const notebook = JSON.parse(readFileSync(join(folder, name), 'utf8')) as Notebook;
    const [payload] = notebook.cells.flatMap(({ outputs = [] }) =>
      outputs.flatMap(({ data }) => data?.[MIME_TYPE] ?? [])
    );
    const { lesson } = payload;
    jupyter.write(name, notebook);
    await page.setViewportSize({ width: 1366, height: 720 });
    await openInLab(page, jupyter, name);
    await execute(page, 'application:toggle-left-area'); // three columns
    const view = views(page);
    await settled(view);
    const rail = view.locator('.jp-mod-lessonPane');
    const said = rail.locator('.jp-Attention-check [role=status]');
    const check = () => press(rail.getByRole('button', { name: 'Check', exact: true }));
    for (const [at, step] of lesson.steps.entries()) {
      const { right, wrong = [] } = PLAYS[lesson.name][step.name];
      await expect(rail.locator('h4').first()).toContainText(`Step ${at + 1} of`);
      await check();
      await expect(said).toContainText('Nothing has been done yet');
      for (const [hint, ...acts] of wrong) {
        for (const act of acts) {
          await play(page, view, act);
        }
        await check();
        await expect(said).toHaveText(step.hints![hint].text);
        // Who asks, and which head is shown, is chosen, not edited: there is nothing to be reset.
        if (acts.some(act => !('ask' in act || 'show' in act))) {
          await press(view.getByRole('button', { name: 'Reset', exact: true }));
        }
      }
      for (const act of right) {
        await play(page, view, act);
      }
      await check();
      await expect(said).toHaveText(step.reached!);
      await expect.poll(() => cut(view), `${step.name} on a laptop`).toEqual([]);
      if (at < lesson.steps.length - 1) {
        await press(rail.getByRole('button', { name: 'Next step' }));
      }
    }
    await execute(page, 'docmanager:save');
    const saved = () => JSON.parse(readFileSync(join(jupyter.folder, name), 'utf8')) as unknown;
    await expect
      .poll(() => gradesOf(saved()).grades.map(({ step, reached }) => [step, reached]))
      .toEqual(lesson.steps.map(({ name }) => [name, true]));
  });
}
