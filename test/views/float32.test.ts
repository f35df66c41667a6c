/** @jest-environment jsdom */
import { show } from './show.ts';

test('rows of float32 that sum to 1 but for their rounding are not marked as off', () => {
  const { node } = show({
    format: 'attention',
    version: 1,
    tokens: Array.from({ length: 300 }, (_, t) => `t${t}`),
    view: { panes: ['laboratory'] }
  });
  const sums = [...node.querySelectorAll<HTMLElement>('[data-number^="sum:"]')];
  expect(sums.length).toBeGreaterThan(10);
  expect(sums.filter(({ dataset }) => dataset.off === 'true')).toEqual([]);
});
