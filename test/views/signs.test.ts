/** @jest-environment jsdom */
import { PANES } from '../../src/format/index.ts';
import { show } from './show.ts';

const TOKENS = [' the', '\u200B', '\u202Eabc', 'می\u200Cخواهم', '', 'lions'];
const payload = { format: 'attention', version: 1, tokens: TOKENS, view: { panes: PANES } };

const chips = (node: HTMLElement) => [
  ...node.querySelectorAll<HTMLElement>('button.jp-Attention-chip')
];

test('A token that is not seen is a sign everywhere, with its name for who listens', () => {
  const { node } = show(payload);
  expect(chips(node).map(chip => chip.querySelector('bdi')!.textContent)).toEqual([
    '␣the',
    '⟨ZWSP⟩',
    '⟨RLO⟩abc',
    'می\u200Cخواهم',
    '∅',
    'lions'
  ]);
  expect(chips(node).map(chip => chip.title.replace(/: its vector.*/, ''))).toEqual([
    '␣the (space)',
    '⟨ZWSP⟩ (zero width space)',
    '⟨RLO⟩abc (right-to-left override)',
    'می\u200Cخواهم (zero width non-joiner)',
    '∅ (empty token)',
    'lions'
  ]);
  const names = [...node.querySelectorAll('.jp-Attention-chip [role="img"]')];
  expect(names.map(sign => sign.getAttribute('aria-label'))).toEqual([
    'space',
    'zero width space',
    'right-to-left override',
    'empty token'
  ]);
});

test('Nothing on the page holds a character that turns or hides its neighbours', () => {
  const { node } = show(payload);
  expect(node.querySelector('.jp-Attention-tokens')).not.toBeNull();
  const walk = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  for (let text = walk.nextNode(); text; text = walk.nextNode()) {
    expect(text.nodeValue).not.toMatch(/[\u202A-\u202E\u200B\u2066-\u2069]/u);
  }
  for (const element of node.querySelectorAll('[aria-label], [title]')) {
    const told = `${element.getAttribute('aria-label')} ${element.getAttribute('title')}`;
    expect(told).not.toMatch(/[\u202A-\u202E\u200B\u2066-\u2069]/u);
  }
});

test('A token is renamed by its own characters, never by its sign', () => {
  const { node, model, type } = show(payload);
  const fields = [...node.querySelectorAll<HTMLInputElement>('.jp-Attention-tokens input')];
  expect(fields.slice(0, TOKENS.length).map(field => field.value)).toEqual(TOKENS);
  type(fields[0], ' then', 'Enter');
  expect(model.payload!['tokens']).toEqual([' then', ...TOKENS.slice(1)]);
});
