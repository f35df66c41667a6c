/** @jest-environment jsdom */
import { LIMITS } from '../../src/format/limits.ts';
import { AttentionModel } from '../../src/model/index.ts';
import type { Failed } from '../../src/model/index.ts';
import { whyNot } from '../../src/views/overview/measureWords.ts';
import { AttentionView, english, problemText } from '../../src/views/index.ts';
import type { Translator } from '../../src/views/index.ts';
import { speaking } from '../catalogue.ts';
import { LIONS } from './show.ts';

const bad = { sentence: 7, tokens: 7, scale: 'much', mask: 'all', temperature: -1, softmax: 'hot' };
const step = (i: number) => ({ name: `${i}`, text: '', start: bad });
const lessonOf = (steps: number) => ({
  ...LIONS,
  lesson: { name: 'careless', steps: Array.from({ length: steps }, (_, i) => step(i)) }
});

const shown = (payload: unknown, trans?: Translator) => {
  const model = new AttentionModel();
  const node = document.body.appendChild(document.createElement('div'));
  model.load(payload);
  const view = new AttentionView(node, model, trans);
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

test.each([
  ['de_DE', 'Gefunden: 1 Zeile; erwartet: 8, eine für jedes Token.'],
  ['es_ES', 'Encontrado: 1 fila; se espera: 8, una por token.'],
  ['fr_FR', 'Trouvé : 1 ligne ; attendu : 8, une par token.'],
  ['zh_CN', '发现：1 行；应为：8，即每个词元一个。']
])('in %s what is wrong is told in its words, down to what is filled in', (language, wanted) => {
  const { lines, problems } = shown({ ...LIONS, embeddings: [[1, 2]] }, speaking(language));
  expect(lines.map(({ textContent }) => textContent)).toEqual([`$.embeddings ${wanted}`]);
  expect(problems.map(({ message }) => message)).toEqual([
    'Found 1 row; wanted 8, one for each token.'
  ]);
});

test('why nothing is known of a head of another layer is told in the same words, after it was told by a worker', () => {
  const { problems } = shown({ ...LIONS, embeddings: [[1, 2]] });
  const told = JSON.parse(JSON.stringify(problems[0])) as (typeof problems)[0];
  expect(whyNot(told, speaking('de_DE'))).toBe(
    '$.embeddings Gefunden: 1 Zeile; erwartet: 8, eine für jedes Token.'
  );
  expect(whyNot(null, english)).toBe('not computed yet');
});

test('large numbers are grouped as the sentence around them is', () => {
  const { problems } = shown({ ...LIONS, sentence: 'ab'.repeat(600_000) });
  expect(problems[0].message).toContain('1,200,000');
  expect(problemText(problems[0], speaking('de_DE'))).toContain('1\u202f200\u202f000 Zeichen');
  expect(problemText(problems[0], english)).toBe(problems[0].message);
});

test('why an edit is not made is told in the same words', () => {
  const model = new AttentionModel();
  model.load({ ...LIONS, n_heads: 2 });
  const view = new AttentionView(document.createElement('div'), model, speaking('de_DE'));
  model.edit({ type: 'stages', stages: { positions: 'rope' } });
  view.draw();
  expect(view.content.querySelector('.jp-Attention-refused')?.textContent).toContain(
    'RoPE dreht Dimensionen paarweise, und d_k ist 1'
  );
});
