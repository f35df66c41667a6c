/** @jest-environment jsdom */
import type { Ready } from '../../src/model/index.ts';
import { LIONS, show } from './show.ts';

const tabsOf = (node: Element) =>
  [...node.querySelectorAll('.jp-Attention-tabs button')].map(({ textContent }) => textContent);

test('a short row of one head has lines and text under “More”, and their tab while they are shown', () => {
  const { node, draw, model } = show({ ...LIONS, view: { rail: 'none' } });
  const press = (button: HTMLButtonElement) => {
    button.click();
    draw();
  };
  const open = () => {
    press(node.querySelector<HTMLButtonElement>('[aria-label=More]')!);
    return [...node.querySelectorAll<HTMLButtonElement>('[role=menuitemcheckbox]')];
  };
  const entry = (name: string) => open().find(({ textContent }) => textContent === name)!;
  expect(tabsOf(node)).not.toContain('Lines');
  press(entry('Lines'));
  expect((model.state as Ready).selection.rail).toBe('lines');
  expect(tabsOf(node)).toContain('Lines');
  expect(tabsOf(node)).not.toContain('Text');
  const lines = entry('Lines');
  expect(lines.getAttribute('aria-checked')).toBe('true');
  press(lines);
  expect(tabsOf(node)).not.toContain('Lines');
});

test.each([
  ['several heads', { n_heads: 2 }],
  ['many tokens', { sentence: Array.from({ length: 21 }, (_, t) => `w${t}`).join(' ') }]
])('%s have them beside the others', (_, more) => {
  const { node } = show({ ...LIONS, ...more, view: { rail: 'none' } });
  expect(tabsOf(node)).toEqual(expect.arrayContaining(['Lines', 'Text']));
});
