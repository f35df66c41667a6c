/** @jest-environment jsdom */
import { show } from './show.ts';

const SENTENCE = ['<pad>', 'cats', '<pad>', 'sleep'];

/** What the controls of a laboratory are called. */
function names(node: Element, selector: string): readonly string[] {
  return [...node.querySelectorAll(`.jp-mod-laboratoryPane ${selector}`)].map(
    control => control.getAttribute('aria-label') ?? control.closest('label')!.textContent
  );
}

test('controls of tokens that are the same word have names of their own', () => {
  const payload = { format: 'attention', version: 1, tokens: SENTENCE };
  const mask = { padding: [false, true, false, true] };
  const { node } = show({ ...payload, mask, view: { panes: ['laboratory'], rail: 'laboratory' } });
  const boxes = names(node, '[role=group] input[type=checkbox]');
  expect(boxes).toEqual(expect.arrayContaining(['<pad>, token 1', 'cats', '<pad>, token 3']));
  expect(new Set(boxes).size).toBe(boxes.length);
  const buttons = names(node, '.jp-Attention-tokens button');
  expect(buttons).toContain('Remove <pad>, token 3');
  expect(new Set(buttons).size).toBe(buttons.length);
});

test('numbers of a row at a temperature near nothing are as short as their columns', () => {
  const sentence = 'Angry lions hunt zebras, while cats sleep peacefully';
  const { node } = show({ format: 'attention', version: 1, sentence, temperature: 0.001 });
  const row = [...node.querySelectorAll('tr[data-line=tempered] td')].map(
    ({ textContent }) => textContent
  );
  expect(row).toHaveLength(8);
  expect(Math.max(...row.map(text => Math.abs(Number(text.replace('−', '-')))))).toBeGreaterThan(
    1000
  );
  expect(Math.max(...row.map(text => text.length))).toBeLessThanOrEqual(6);
});
