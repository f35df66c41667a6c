/** @jest-environment jsdom */
import { decimal, LIGHT, matrixPicture, percent } from '../../src/figures/index.ts';
import { GEOMETRY, LAYERS, PANES } from '../../src/format/index.ts';
import type { PaneName } from '../../src/format/index.ts';
import type { Ready } from '../../src/model/index.ts';
import { plainFallbacks } from '../../src/views/index.ts';
import { LIONS, show } from './show.ts';

const IDENTITY = [
  [1, 0],
  [0, 1]
];
const PAYLOADS: [string, object][] = [
  ['the worked example', LIONS],
  ['heads, W_O and a residual', { ...LIONS, n_heads: 2, residual: true }],
  ['a mask after a cold softmax', { ...LIONS, mask: 'causal', mask_at: 'weights', temperature: 2 }],
  ['a second sequence', { ...LIONS, key_tokens: ['dogs', 'run', 'far'] }]
];
const TRUTH = [
  { question: 'most', head: 0, query: 0, guess: 1, truth: 0 },
  { question: 'output', head: 0, query: 0, guess: [0, 0], truth: [-0.319, -0.58] }
];

function shown(payload: object, covered: readonly PaneName[]) {
  const view = {
    panes: PANES,
    layers: LAYERS,
    geometry: GEOMETRY,
    covered,
    predictions: TRUTH,
    precise: true,
    arithmetic: 'full'
  };
  return show({
    ...payload,
    projections: { query: IDENTITY, key: IDENTITY, value: IDENTITY, output: IDENTITY },
    view
  });
}

/** All that is said in a view: on screen, aloud, beside the pointer, in fields, and drawn by lengths. */
function said(node: Element): string[] {
  const texts: string[] = [];
  const read = () => {
    for (const element of [node, ...node.querySelectorAll('*')]) {
      for (const { name, value } of element.attributes) {
        if (/^(aria-|title$|alt$|value$|style$|placeholder$)/.test(name)) {
          texts.push(value);
        }
      }
      for (const child of element.childNodes) {
        if (child.nodeType === 3) {
          texts.push(child.nodeValue!);
        }
      }
    }
  };
  read();
  for (const number of node.querySelectorAll('[data-number]')) {
    number.dispatchEvent(new Event('pointerover', { bubbles: true }));
    texts.push(node.querySelector('.jp-Attention-why')!.textContent);
  }
  return texts;
}

/** The numbers of the asking token that a question is about, as they may be written. */
function answers({ trace, selection }: Ready, question: 'most' | 'output'): Set<string> {
  const { head, query } = selection;
  const own = trace.heads[head];
  const weighted = Array.from(own.value).flatMap((v, key) =>
    Array.from(v, part => part * own.weights[query][key])
  );
  const most = [
    ...own.scores[query],
    ...own.scaledScores[query],
    ...own.unmaskedScores[query],
    ...own.weights[query]
  ];
  const output = [
    ...weighted,
    ...own.output[query],
    ...trace.mixed[query],
    ...trace.concatenated[query],
    ...trace.output[query]
  ];
  const numbers = question === 'most' ? [...most, ...output] : output;
  return new Set([
    ...written(numbers),
    ...(question === 'most' ? Array.from(own.weights[query], weight => percent(weight)) : [])
  ]);
}

/** What may be said all the same: the inputs, and what is made of them before anybody asks. */
function allowed({ trace, selection }: Ready): Set<string> {
  const own = trace.heads[selection.head];
  const vectors = [
    ...trace.embeddings,
    ...trace.keyEmbeddings,
    ...own.query,
    ...own.key,
    ...own.value
  ];
  return new Set(written([...vectors.flatMap(row => [...row]), trace.scale]));
}

/** Numbers with every digit: so long that no other is written alike. */
function written(numbers: readonly number[]): string[] {
  return numbers.map(n => decimal(n, LIGHT, true)).filter(text => text.length > 8);
}

describe.each(PAYLOADS)('with %s', (_, payload) => {
  test.each<[PaneName, 'most' | 'output']>([
    ['matrix', 'most'],
    ['detail', 'most'],
    ['table', 'most'],
    ['steps', 'most'],
    ['laboratory', 'most'],
    ['notes', 'most'],
    ['plane', 'output'],
    ['outputs', 'output']
  ])('while the %s is covered, nothing anywhere tells the answer', (pane, question) => {
    const { node, model } = shown(payload, [pane]);
    const state = model.state as Ready;
    const free = allowed(state);
    const hidden = [...answers(state, question)].filter(text => !free.has(text));
    expect(hidden.length).toBeGreaterThan(question === 'most' ? 12 : 1);
    const texts = said(node);
    const words = texts.flatMap(text => text.match(/[−\d.]+%?/g) ?? []);
    expect(hidden.filter(text => words.includes(text))).toEqual([]);
    expect(node.querySelector('.jp-Attention-cover')).not.toBeNull();
    expect(node.textContent).not.toContain('−0.32, −0.58');
    expect(texts.join()).not.toMatch(/begins with/);
    if (question === 'most') {
      expect(node.querySelector('.jp-Attention-cells, .jp-Attention-shade')).toBeNull();
      expect(texts.join()).not.toMatch(/attends? (most )?to|saturated|\d%/);
      expect(Object.values(plainFallbacks(state)).join()).not.toContain('%');
      expect(matrixPicture(state.trace, state.selection).data).toEqual([]);
    }
  });

  test('what is revealed says the answer', () => {
    const { node, model } = shown(payload, []);
    const words = said(node).flatMap(text => text.match(/[−\d.]+%?/g) ?? []);
    const told = [...answers(model.state as Ready, 'most')].filter(text => words.includes(text));
    expect(told.length).toBeGreaterThan(15);
    expect(node.textContent).toContain('−0.32, −0.58');
  });
});

test('with the table covered its vectors stand nowhere else', () => {
  const { node, model } = shown(LIONS, ['table']);
  const { trace } = model.state as Ready;
  const embeddings = new Set(
    trace.embeddings.flatMap(row => [...row]).map(n => decimal(n, LIGHT, true))
  );
  const q = [...trace.heads[0].query[0]]
    .map(n => decimal(n, LIGHT, true))
    .filter(n => !embeddings.has(n));
  expect(node.querySelector('[data-number^="query:"], [data-layer=query]')).toBeNull();
  expect(q.filter(n => said(node).join().includes(n))).toEqual([]);
});

test('a guess is of one question: with another token that asks it is made anew', () => {
  const { node, model, draw } = shown(LIONS, ['matrix']);
  const guesses = () =>
    [...node.querySelectorAll<HTMLElement>('.jp-Attention-cover fieldset button')].map(button =>
      button.getAttribute('aria-pressed')
    );
  node.querySelectorAll<HTMLElement>('.jp-Attention-cover fieldset button')[1].click();
  draw();
  expect(guesses()).toContain('true');
  model.select({ query: 2 });
  draw();
  expect(guesses()).not.toContain('true');
});
