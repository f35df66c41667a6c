/** @jest-environment jsdom */
import { LIGHT, provenance } from '../../src/figures/index.ts';
import type { NumberName } from '../../src/figures/index.ts';
import type { AttentionModel, Ready } from '../../src/model/index.ts';
import { provenanceWords } from '../../src/views/frame/provenanceWords.ts';
import { english } from '../../src/views/frame/translator.ts';
import { LIONS, show } from './show.ts';

const ALL = { arithmetic: 'full' };
/** What stands beside the figures, one at a time. */
const RAILS = ['table', 'measures', 'laboratory'];
const IDENTITY = [
  [1, 0],
  [0, 1]
];
const HEADS = {
  n_heads: 2,
  projections: { query: IDENTITY, key: IDENTITY, value: IDENTITY, output: IDENTITY },
  residual: true
};
const GIVEN = Array.from({ length: 8 }, (_, q) =>
  Array.from({ length: 8 }, (_k, k) => (q - k) / 5)
);
const LEARNED = Array.from({ length: 8 }, (_, p) => [p / 10, 0]);

const numbersOf = (node: Element) =>
  [...node.querySelectorAll<HTMLElement>('[data-number]')].map(
    number => number.dataset.number as NumberName
  );
const explain = (model: AttentionModel, name: NumberName) => {
  const { trace, selection } = model.state as Ready;
  return provenance(trace, selection, name, LIGHT, provenanceWords(english));
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
  ['biases', { ...HEADS, biases: { query: [0.5, -1], value: [1, 2], output: [3, 4] } }],
  [
    'norms, turned',
    {
      projections: { query: IDENTITY, key: IDENTITY, value: IDENTITY },
      norms: { query: { weight: [1.5, 0.5] }, key: { weight: [1, 2], eps: 0.1 } },
      positions: { rope: { base: 100, factor: 1.5 } }
    }
  ],
  ['norms of all heads', { ...HEADS, norms: { key: { weight: [2, 3], over: 'all' } } }],
  ['a bias', { bias: [GIVEN], positions: 'alibi', temperature: 2 }],
  ['a softcap', { softcap: 0.5, bias: [GIVEN], mask: 'causal' }],
  ['a sink', { sinks: [3], temperature: 0.5 }],
  ['a second sequence', { key_tokens: ['dogs', 'run'], positions: 'sinusoidal' }]
])('with %s', (_, fields) => {
  const view = { ...ALL, geometry: ['norms'], query: 1 };
  const shown = RAILS.map(rail => show({ ...LIONS, ...fields, view: { ...view, rail } }));
  const { model } = shown[0];
  const nodes = shown.map(({ node }) => node);
  const all = () => [...new Set(nodes.flatMap(numbersOf))];

  test('every number on screen has a name, and every name an origin', () => {
    expect(all().length).toBeGreaterThan(50);
    for (const name of all()) {
      expect([name, explain(model, name)]).not.toEqual([name, null]);
    }
    const cells = '.jp-Attention-scroll td, .jp-Attention-arithmetic td';
    for (const cell of nodes.flatMap(node => [...node.querySelectorAll(cells)])) {
      const named = cell.matches('[data-number]') || cell.querySelector('[data-number]') !== null;
      expect([cell.textContent, named || !/\d/.test(cell.textContent)]).toContain(true);
    }
  });

  test('what made a number stands on screen, or is told in its words', () => {
    const names = new Set(all());
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
  const { node, model, draw } = show({ ...LIONS, ...HEADS, view: { ...ALL, step: 'sum' } });
  const kinds = () => [
    ...new Set(
      numbersOf(node.querySelector('.jp-Attention-result .jp-Attention-vectors')!).map(
        n => n.split(':')[0]
      )
    )
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
  const { node } = show({ ...LIONS, ...HEADS, view: { ...ALL, head: 1, rail: 'table' } });
  const marks = [...node.querySelectorAll<HTMLElement>('h3 .jp-Attention-headMark')];
  expect(marks.map(mark => mark.textContent)).toEqual(['head 2', 'head 2']);
  expect(marks[0].style.borderColor).not.toBe('');
  const runs = node.querySelectorAll('.jp-Attention-runs .jp-Attention-headMark');
  expect([...runs].map(run => run.textContent)).toEqual(['head 1', 'head 2']);
  expect(show(LIONS).node.querySelector('.jp-Attention-headMark')).toBeNull();
});

test('weights that made a number light up in the matrix, and go out again', () => {
  const { node } = show({ ...LIONS, view: { rail: 'measures' } });
  const lights = () => node.querySelectorAll('.jp-Attention-lights > span');
  const measure = node.querySelector('.jp-Attention-measures [data-number="sum:3:0"]')!;
  measure.dispatchEvent(new Event('pointerover', { bubbles: true }));
  expect(lights()).toHaveLength(8);
  expect((lights()[1] as HTMLElement).style.top).toBe('37.5%');
  node.dispatchEvent(new Event('pointerleave'));
  expect(lights()).toHaveLength(0);
});

test('measures are not told before there are weights', () => {
  const { node } = show({ ...LIONS, view: { rail: 'measures', step: 'scale' } });
  expect(node.querySelector('.jp-Attention-measures')).toBeNull();
});
