/** @jest-environment jsdom */
import { show } from './show.ts';

const PAYLOAD = {
  format: 'attention',
  version: 1,
  tokens: ['[CLS]', 'angry', 'lions', '[SEP]'],
  token_info: { special: [true, false, false, true] },
  weights: [
    [
      [0.7, 0.1, 0.1, 0.1],
      [0.25, 0.25, 0.25, 0.25],
      [0.1, 0.1, 0.1, 0.7],
      [1, 0, 0, 0]
    ]
  ]
};

/** The tokens of a part of the view that are marked, and how. */
function marked(node: Element, part: string): (string | undefined)[][] {
  return [...node.querySelectorAll<HTMLElement>(`${part} bdi[data-special]`)].map(
    ({ textContent, dataset }) => [textContent ?? '', dataset.special]
  );
}

const PARTS = [
  '.jp-Attention-chips',
  '.jp-Attention-rows',
  '.jp-Attention-columns',
  '.jp-Attention-arithmetic thead'
];

test('what the tokenizer added is told apart in the sentence, beside the matrix and in the row that asks', () => {
  const { node } = show(PAYLOAD);
  for (const part of PARTS) {
    expect([part, marked(node, part)]).toEqual([part, [['[CLS]', 'read'], ['[SEP]', 'read']]]); // prettier-ignore
  }
  const [first, second] = node.querySelectorAll<HTMLElement>('.jp-Attention-chip');
  expect(first.title).toBe('[CLS]: a special token, which the tokenizer added');
  expect(second.title).toBe('angry');
});

test('where it is left out it is struck out, and its chip has no shade', () => {
  const { node, model, draw } = show(PAYLOAD);
  const shades = () => node.querySelectorAll('.jp-Attention-chips .jp-Attention-shade').length;
  expect(shades()).toBe(4);
  model.select({ dimmed: true });
  draw();
  for (const part of PARTS) {
    expect([part, marked(node, part)]).toEqual([part, [['[CLS]', 'dimmed'], ['[SEP]', 'dimmed']]]); // prettier-ignore
  }
  expect(shades()).toBe(2);
  expect(node.querySelector<HTMLElement>('.jp-Attention-chip')!.title).toContain('left out');
});
