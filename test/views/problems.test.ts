/** @jest-environment jsdom */
import { LIMITS } from '../../src/format/limits.ts';
import { AttentionModel } from '../../src/model/index.ts';
import type { Failed } from '../../src/model/index.ts';
import { AttentionView } from '../../src/views/index.ts';
import { LIONS } from './show.ts';

const bad = { sentence: 7, tokens: 7, scale: 'much', mask: 'all', temperature: -1, softmax: 'hot' };
const step = (i: number) => ({ name: `${i}`, text: '', start: bad });
const lessonOf = (steps: number) => ({
  ...LIONS,
  lesson: { name: 'careless', steps: Array.from({ length: steps }, (_, i) => step(i)) }
});

const shown = (payload: unknown) => {
  const model = new AttentionModel();
  const node = document.body.appendChild(document.createElement('div'));
  model.load(payload);
  const view = new AttentionView(node, model);
  view.draw();
  const lines = [...view.content.querySelectorAll('.jp-Attention-problems li')];
  return { lines, problems: (model.state as Failed).problems };
};

test('a lesson of many careless steps does not fill the page: the first problems stand for all', () => {
  const { lines, problems } = shown(lessonOf(LIMITS.steps));
  expect(problems.length).toBeGreaterThan(100);
  expect(lines).toHaveLength(21);
  expect(lines[0].textContent).toContain('$.lesson.steps[0]');
  expect(lines[20].textContent).toBe(`… and ${problems.length - 20} more`);
});

test('a few are all listed', () => {
  const { lines, problems } = shown(lessonOf(1));
  expect(lines).toHaveLength(problems.length);
});
