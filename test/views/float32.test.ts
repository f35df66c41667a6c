/** @jest-environment jsdom */
import { show } from './show.ts';

test('rows of float32 that sum to 1 but for their rounding are not marked as off', () => {
  const { node } = show({
    format: 'attention',
    version: 1,
    tokens: Array.from({ length: 300 }, (_, t) => `t${t}`),
    view: { rail: 'measures' }
  });
  const sums = [...node.querySelectorAll<HTMLElement>('[data-number^="sum:"]')];
  expect(sums.length).toBeGreaterThan(10);
  expect(sums.filter(({ dataset }) => dataset.off === 'true')).toEqual([]);
});

test('a head that float32 cannot hold says that it is in float64', () => {
  const tokens = Array.from({ length: 300 }, (_, t) => `t${t}`);
  const note = (large: number) =>
    show({
      format: 'attention',
      version: 1,
      tokens,
      embeddings: tokens.map((_, t) => [t === 3 ? large : 1, t / 300])
    }).node.querySelector('.jp-Attention-toolbar')?.textContent;
  expect(note(1)).toContain('in float32');
  expect(note(1e25)).toContain('this head in float64');
});
