/** @jest-environment jsdom */
import { LIONS, show } from './show.ts';

const cells = (node: HTMLElement, line: string) =>
  [...node.querySelectorAll(`tr[data-line=${line}] td`)].map(({ textContent }) => textContent);

test('a masked score is minus infinity, and a masked share nothing', () => {
  const view = { query: 2 };
  const before = show({ ...LIONS, mask: 'causal', view }).node;
  expect(cells(before, 'tempered').slice(3)).toEqual(Array.from({ length: 5 }, () => '−∞'));
  const after = show({ ...LIONS, mask: 'causal', mask_at: 'weights', view }).node;
  expect(cells(after, 'late').slice(3)).toEqual(Array.from({ length: 5 }, () => '0%'));
});

test('a scale that was recorded is called the usual one where it is, an own one keeps its field', () => {
  const field = (spec: object) => {
    const { node } = show({ ...spec, view: { rail: 'laboratory' } });
    const choice = node.querySelector<HTMLSelectElement>('select[aria-label="Scale"]')!;
    const own = node.querySelector<HTMLInputElement>('input[aria-label="Own scale"]');
    return [choice.value, own?.value];
  };
  const usual = 1 / Math.sqrt(2);
  const rows = [
    [1, 0],
    [0, 1]
  ];
  const recorded = {
    format: 'attention',
    version: 1,
    tokens: ['one', 'two'],
    query: [rows],
    key: [rows],
    value: [rows]
  };
  expect(field({ ...recorded, scale: usual })).toEqual(['usual', undefined]);
  expect(field({ ...recorded, scale: Math.fround(usual) })).toEqual(['usual', undefined]);
  expect(field({ ...recorded, scale: 0.125 })).toEqual(['own', '0.125']);
  expect(field({ ...LIONS, scale: usual })).toEqual(['own', '0.707']);
});

test('where keys are left out those that are called alike are told apart by their numbers', () => {
  const tokens = ['one', 'two', 'one', ...Array.from({ length: 30 }, (_, t) => `t${t}`)];
  const embeddings = tokens.map((_, t) => [t < 3 ? 1 : 0, t / 300]);
  const { node } = show({ format: 'attention', version: 1, tokens, embeddings });
  const numbers = [...node.querySelectorAll('.jp-Attention-arithmetic thead small')];
  const seen = numbers.filter(({ className }) => className !== 'jp-Attention-aloud');
  expect(numbers.length).toBe(12);
  expect(seen.map(({ textContent }) => textContent)).toEqual(['1 ', '3 ']);
});
