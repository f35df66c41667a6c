/** @jest-environment jsdom */
import type { AttentionModel, Ready } from '../../src/model/index.ts';
import { LIONS, show } from './show.ts';

const words = (count: number, word: string) =>
  Array.from({ length: count }, (_, i) => (i % 50 === 7 ? `Lion${i}` : `${word}${i}`));
const vectors = (count: number) => Array.from({ length: count }, (_, i) => [Math.sin(i), 1]);
const ofTokens = (tokens: string[]) => ({
  format: 'attention',
  version: 1,
  tokens,
  embeddings: vectors(tokens.length),
  view: { query: 0 }
});
const withKeys = (payload: object, keys: string[]) => ({
  ...payload,
  key_tokens: keys,
  key_embeddings: vectors(keys.length)
});
const selection = (model: AttentionModel) => (model.state as Ready).selection;

/** The search of a payload's view: its field, what it says, and the steps through it. */
function searchIn(payload: object) {
  const { node, model, draw, type } = show(payload);
  const field = node.querySelector<HTMLInputElement>('.jp-Attention-search input')!;
  const press = (key: string, shiftKey = false) => {
    field.dispatchEvent(
      new KeyboardEvent('keydown', { key, shiftKey, bubbles: true, cancelable: true })
    );
    draw();
  };
  const says = () => node.querySelector('.jp-Attention-search [role=status]')!.textContent;
  const marked = () =>
    [...node.querySelectorAll('li.jp-Attention-chip[aria-current=true] bdi')].map(
      ({ textContent }) => textContent
    );
  return { model, field, type, press, says, marked };
}

test('within one sequence a search lets tokens ask, one after the other', () => {
  const { model, field, type, press, says, marked } = searchIn(ofTokens(words(120, 'w')));
  type(field, 'lion', 'ArrowLeft');
  expect(says()).toBe('3 found');
  press('Enter');
  expect(says()).toBe('1 of 3: token 8, Lion7');
  press('Enter', true);
  expect(says()).toBe('3 of 3: token 108, Lion107');
  expect(selection(model).query).toBe(107);
  expect(marked()).toEqual([]);
});

test('across two sequences keys are found after the tokens, and brought into the columns', () => {
  const payload = withKeys(ofTokens(words(10, 'w')), words(200, 'k'));
  const { model, field, type, press, says, marked } = searchIn(payload);
  type(field, 'LION', 'ArrowLeft');
  expect(says()).toBe('5 found, 4 of them among the keys');
  press('Enter');
  expect(says()).toBe('1 of 5: token 8, Lion7');
  expect(selection(model)).toMatchObject({ query: 7, window: { query: [0, 10], key: [0, 200] } });
  press('Enter');
  press('Enter');
  press('Enter');
  expect(says()).toBe('4 of 5: key 108, Lion107');
  const { query, window, listed } = selection(model);
  expect([query, window.query, window.key]).toEqual([7, [0, 10], [75, 64]]);
  expect(listed.key).toEqual([75, 64]);
  expect(marked()).toEqual(['Lion107']);
  press('Enter', true);
  expect([says(), marked()]).toEqual(['3 of 5: key 58, Lion57', ['Lion57']]);
});

test('from a token past the last one that is found a search goes on to the keys', () => {
  const payload = withKeys({ ...ofTokens(words(10, 'w')), view: { query: 9 } }, words(60, 'k'));
  const { model, field, type, press, says, marked } = searchIn(payload);
  type(field, 'lion', 'Enter');
  expect(says()).toBe('2 of 3: key 8, Lion7');
  press('Enter', true);
  expect([says(), selection(model).query]).toEqual(['1 of 3: token 8, Lion7', 7]);
  expect(marked()).toEqual([]);
  press('Enter');
  press('Escape');
  expect([says(), marked(), field.value]).toEqual(['', [], '']);
  type(field, 'k1', 'ArrowLeft');
  expect(says()).toBe('11 found, 11 of them among the keys');
});

test('few tokens are not searched, however they attend', () => {
  expect(searchIn(LIONS).field).toBeNull();
  expect(searchIn(withKeys(ofTokens(['a']), ['b', 'c'])).field).toBeNull();
});
