// A lesson, played from its start to its end in a document: by the keyboard alone, and graded from its file.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { gradesOf } from '../../src/hosts/grading.ts';
import { Jupyter } from './jupyter.ts';
import { execute, LIONS, openDocument, openInLab, settled, views } from './notebook.ts';

const LESSON = {
  name: 'no-look-ahead',
  title: 'Who may look at whom',
  steps: [
    {
      name: 'guess',
      title: 'Predict',
      text: 'Who gets most of the attention of angry? Say it first.',
      start: { sentence: LIONS.sentence, view: { query: 0, covered: ['matrix'] } },
      goal: [{ about: 'guess', query: 'angry', is: 'made' }],
      reached: 'That is what a prediction is for: right or wrong, it is yours.'
    },
    {
      name: 'causal',
      title: 'No look ahead',
      text: 'Let no word look at what comes after it.\nThe shares of lions shall still sum to 1.',
      start: { sentence: LIONS.sentence, view: { query: 1 } },
      touch: ['mask', 'mask_at'],
      goal: [
        { about: 'weights', query: 'lions', key: 'sleep', is: 'equal', than: 0 },
        { about: 'sum', query: 'lions', is: 'equal', than: 1 }
      ],
      hints: [
        {
          when: [{ about: 'mask_at', is: 'equal', than: 'weights' }],
          text: 'After the softmax nothing is shared out anew.'
        }
      ],
      reached: 'The future has nothing to say.'
    }
  ]
};

let jupyter: Jupyter;
test.beforeAll(async () => {
  jupyter = await Jupyter.start();
});
test.afterAll(() => jupyter.stop());

/** Goes on by Tab until something has the focus. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(async () => {
    await page.keyboard.press('Tab');
    await expect(target).toBeFocused({ timeout: 50 });
  }).toPass({ intervals: [0] });
}

test('a lesson is played by the keyboard alone, is kept with the file, and graded from it', async ({
  page
}) => {
  const start = { ...LIONS, lesson: LESSON, view: { query: 0, covered: ['matrix'] } };
  const view = await openDocument(page, jupyter, 'played.attention.json', start);
  await settled(view);
  const rail = view.locator('.jp-mod-lessonPane');
  const said = rail.locator('.jp-Attention-check [role=status]');
  const check = rail.getByRole('button', { name: 'Check' });
  await expect(rail.getByRole('heading', { level: 3 })).toHaveText('Who may look at whom');
  await expect(rail.locator('.jp-Attention-goal li')).toHaveText(
    '○ your guess for angry: none yet'
  );

  await view.getByRole('textbox', { name: 'Sentence' }).focus();
  await tabTo(page, view.locator('.jp-Attention-cover').getByRole('button', { name: 'hunt' }));
  await page.keyboard.press('Enter');
  await tabTo(page, view.locator('.jp-Attention-cover').getByRole('button', { name: 'Reveal' }));
  await page.keyboard.press('Enter');
  await expect(rail.locator('.jp-Attention-goal li')).toHaveText(
    '✓ your guess for angry is made: hunt'
  );
  await tabTo(page, check);
  await page.keyboard.press('Enter');
  await expect(said).toHaveText(LESSON.steps[0].reached);
  await tabTo(page, rail.getByRole('button', { name: 'Next step' }));
  await page.keyboard.press('Enter');

  await expect(rail.locator('h4').first()).toHaveText('Step 2 of 2: No look ahead');
  const goal = rail.locator('.jp-Attention-goal li');
  await expect(goal).toHaveText([
    '○ what lions gives to sleep: 10%; wanted: 0%',
    '✓ sum of row lions: 1.00; wanted: 1'
  ]);
  await check.focus();
  await page.keyboard.press('Enter');
  await expect(said).toContainText('Nothing has been done yet');
  await tabTo(page, rail.getByRole('combobox', { name: 'Mask', exact: true }));
  await page.keyboard.press('ArrowDown');
  await expect(goal.first()).toHaveText('✓ what lions gives to sleep: 0%; wanted: 0%');
  await check.focus();
  await page.keyboard.press('Enter');
  await expect(said).toHaveText('The future has nothing to say.');
  await view.getByRole('button', { name: 'Reset' }).click();
  await expect(goal.first()).toContainText('10%');
  await expect(rail.getByRole('button', { name: 'Step 2, No look ahead: reached' })).toBeVisible();

  await execute(page, 'docmanager:save');
  const saved = () =>
    JSON.parse(readFileSync(join(jupyter.folder, 'played.attention.json'), 'utf8')) as unknown;
  await expect
    .poll(() => gradesOf(saved()).grades.map(({ step, reached }) => [step, reached]))
    .toEqual([
      ['guess', true],
      ['causal', true]
    ]);
});

test('what a screen reader hears of a step', async ({ page }) => {
  const view = await openDocument(page, jupyter, 'heard.attention.json', {
    ...LIONS,
    lesson: { ...LESSON, step: 1 },
    view: { query: 1 }
  });
  await settled(view);
  await expect(view.locator('.jp-mod-lessonPane')).toMatchAriaSnapshot(`
    - heading "Who may look at whom" [level=3]
    - list "Steps of the lesson":
      - listitem:
        - button "Step 1, Predict"
      - listitem:
        - button "Step 2, No look ahead"
    - 'heading "Step 2 of 2: No look ahead" [level=4]'
    - paragraph: Let no word look at what comes after it.
    - paragraph: The shares of lions shall still sum to 1.
    - list "The goal":
      - listitem:
        - img "does not hold yet"
        - text: /what lions gives to sleep/
      - listitem:
        - img "holds"
        - text: /sum of row lions/
    - button "Check"
  `);
});

test('in one column what is asked stands above the figures', async ({ page }) => {
  await page.setViewportSize({ width: 620, height: 900 });
  const view = await openDocument(page, jupyter, 'narrow.attention.json', {
    ...LIONS,
    lesson: LESSON
  });
  await settled(view);
  const top = async (part: string) => (await view.locator(part).boundingBox())!.y;
  expect(await top('.jp-mod-lessonPane')).toBeLessThan(await top('.jp-mod-planePane'));
  expect(await top('.jp-mod-sentencePane')).toBeLessThan(await top('.jp-mod-lessonPane'));
});

test('on a laptop the question stands beside the matrix, and all texts of a step with two matrices are seen', async ({
  page
}) => {
  await page.setViewportSize({ width: 1280, height: 600 });
  const text = readFileSync(resolve('lessons/en/03-why-two-matrices.ipynb'), 'utf8');
  jupyter.write('laptop.ipynb', text);
  await openInLab(page, jupyter, 'laptop.ipynb');
  const view = views(page).first();
  await settled(view);
  const rail = view.locator('.jp-mod-lessonPane');
  const topOf = async (place: Locator) => (await place.boundingBox())!.y;
  const matrix = view.locator('.jp-mod-matrixPane');
  expect(await topOf(rail)).toBeCloseTo(await topOf(matrix), -1);
  expect(await topOf(rail)).toBeLessThan(await topOf(view.locator('.jp-mod-planePane')));

  await execute(page, 'application:toggle-left-area'); // three columns
  await rail.getByRole('button', { name: /^Step 2/ }).press('Enter');
  await expect(rail.locator('.jp-Attention-projection')).toHaveCount(2);
  const hidden = () =>
    view
      .locator('.jp-Attention-rail')
      .evaluate(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight);
  await expect.poll(hidden).toBeLessThanOrEqual(0);
});
