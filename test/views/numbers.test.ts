/** @jest-environment jsdom */
import { provenance } from '../../src/figures/index.ts';
import type { NumberName } from '../../src/figures/index.ts';
import type { AttentionModel, Ready } from '../../src/model/index.ts';
import { LIONS, show } from './show.ts';

const PANES = ['matrix', 'table', 'detail', 'laboratory'];
const IDENTITY = [
  [1, 0],
  [0, 1]
];
const HEADS = {
  n_heads: 2,
  projections: { query: IDENTITY, key: IDENTITY, value: IDENTITY, output: IDENTITY },
  residual: true
};
const LEARNED = Array.from({ length: 8 }, (_, p) => [p / 10, 0]);

const numbersOf = (node: Element) =>
  [...node.querySelectorAll<HTMLElement>('[data-number]')].map(
    number => number.dataset.number as NumberName
  );
const explain = (model: AttentionModel, name: NumberName) => {
  const { trace, selection } = model.state as Ready;
  return provenance(trace, selection, name, 2);
};

describe.each<[string, object]>([
  ['the worked example', {}],
  ['heads, W_O and a residual', HEADS],
  ['one head with a residual', { residual: true }],
  ['a mask after the softmax', { mask: 'causal', mask_at: 'weights', temperature: 0.5 }],
  ['a causal mask', { mask: 'causal' }],
  ['a naive softmax that overflows', { softmax: 'naive', scale: 1000 }],
  ['sinusoids', { positions: 'sinusoidal', position_offset: 2 }],
  ['learned positions', { positions: LEARNED, position_offset: 20 }],
  ['RoPE', { positions: 'rope' }],
  ['ALiBi', { positions: 'alibi' }],
  ['a second sequence', { key_tokens: ['dogs', 'run'], positions: 'sinusoidal' }]
])('with %s', (_, fields) => {
  const view = { panes: PANES, geometry: ['norms'], query: 1 };
  const { node, model } = show({ ...LIONS, ...fields, view });

  test('every number on screen has a name, and every name an origin', () => {
    expect(numbersOf(node).length).toBeGreaterThan(50);
    for (const name of numbersOf(node)) {
      expect([name, explain(model, name)]).not.toEqual([name, null]);
    }
    for (const cell of node.querySelectorAll('.jp-Attention-scroll td')) {
      const named = cell.matches('[data-number]') || cell.querySelector('[data-number]') !== null;
      expect([cell.textContent, named || !/\d/.test(cell.textContent)]).toContain(true);
    }
  });

  test('what made a number stands on screen, or is told in its words', () => {
    const names = new Set(numbersOf(node));
    const shown = (source: string) =>
      names.has(source as NumberName) || source.startsWith('weights:'); // a cell of the matrix
    for (const name of names) {
      const { sources, text } = explain(model, name)!;
      expect([name, sources.length === 0 || sources.some(shown)]).toEqual([name, true]);
      expect(text).not.toMatch(/undefined|\[object/);
    }
  });
});

test('after the heads each vector stands only once its step is reached', () => {
  const { node, model, draw } = show({ ...LIONS, ...HEADS, view: { step: 'sum' } });
  const kinds = () => [
    ...new Set(numbersOf(node.querySelector('.jp-Attention-vectors')!).map(n => n.split(':')[0]))
  ];
  const all = [
    'embeddings',
    'query',
    'key',
    'value',
    'output',
    'concatenated',
    'mixed',
    'residual'
  ];
  expect(kinds()).toEqual(all.slice(0, 5));
  (['concatenate', 'mix', 'residual'] as const).forEach((step, i) => {
    model.select({ step });
    draw();
    expect(kinds()).toEqual(all.slice(0, 6 + i));
  });
});

test('a head is told by its number beside its colour, and alone by neither', () => {
  const { node } = show({ ...LIONS, ...HEADS, view: { head: 1, panes: PANES } });
  const marks = [...node.querySelectorAll<HTMLElement>('h3 .jp-Attention-headMark')];
  expect(marks.map(mark => mark.textContent)).toEqual(['head 2', 'head 2']);
  expect(marks[0].style.borderColor).not.toBe('');
  const runs = node.querySelectorAll('.jp-Attention-runs .jp-Attention-headMark');
  expect([...runs].map(run => run.textContent)).toEqual(['head 1', 'head 2']);
  expect(show(LIONS).node.querySelector('.jp-Attention-headMark')).toBeNull();
});

test('weights that made a number light up in the matrix, and go out again', () => {
  const { node } = show({ ...LIONS, view: { panes: PANES } });
  const lights = () => node.querySelectorAll('.jp-Attention-lights > span');
  const measure = node.querySelector('.jp-Attention-measures [data-number="sum:3:0"]')!;
  measure.dispatchEvent(new Event('pointerover', { bubbles: true }));
  expect(lights()).toHaveLength(8);
  expect((lights()[1] as HTMLElement).style.top).toBe('37.5%');
  node.dispatchEvent(new Event('pointerleave'));
  expect(lights()).toHaveLength(0);
});

test('measures are not told before there are weights', () => {
  const { node } = show({ ...LIONS, view: { panes: PANES, step: 'scale' } });
  expect(node.querySelector('.jp-Attention-measures')).toBeNull();
});
