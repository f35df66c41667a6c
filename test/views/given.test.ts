/** @jest-environment jsdom */
import type { Ready } from '../../src/model/index.ts';
import { fixture } from '../fixtures/fixtures.ts';
import { LIONS, show } from './show.ts';

/** What a user does in one pane beside the figures, by what things are called there. */
function hands(payload: object, rail: string) {
  const { node, model, draw, type } = show({ ...payload, view: { ...VIEW, rail } });
  const find = <E extends Element>(label: string) =>
    node.querySelector<E>(`[aria-label="${label}"]`);
  const box = (label: string) =>
    find<HTMLInputElement>(label) ??
    [...node.querySelectorAll('label')]
      .find(({ textContent }) => textContent === label)!
      .querySelector('input')!;
  return {
    node,
    find,
    trace: () => (model.state as Ready).trace,
    spec: () => (model.state as Ready).spec,
    model,
    draw,
    choose: (label: string, value: string) => {
      const select = find<HTMLSelectElement>(label)!;
      select.value = value;
      select.dispatchEvent(new Event('change', { bubbles: true }));
      draw();
    },
    check: (label: string) => {
      box(label).click();
      draw();
    },
    type: (label: string, text: string) => type(find<HTMLInputElement>(label)!, text, 'Enter'),
    lines: () =>
      [...node.querySelectorAll<HTMLElement>('.jp-Attention-arithmetic tr[data-line]')].map(
        ({ dataset }) => dataset.line
      )
  };
}
const VIEW = { arithmetic: 'full' };
const HEADS = fixture<object>('valid/recorded-heads.json');

test.each([
  ['computed', LIONS],
  ['recorded', HEADS]
])('a softcap of a %s layer is begun, set, and left again', (_, payload) => {
  const { softcap: __, ...plain } = payload as { softcap?: number };
  const { choose, type, lines, trace, model, find } = hands(plain, 'laboratory');
  expect([lines().includes('capped'), find('Softcap, as a number')]).toEqual([false, null]);
  choose('Softcap', 'own');
  expect(lines()).toContain('capped');
  type('Softcap, as a number', '0.5');
  expect(trace().softcap).toBe(0.5);
  expect(trace().heads[0].cappedScores![0].every(score => Math.abs(score) < 0.5)).toBe(true);
  choose('Softcap', 'none');
  expect(model.changes).toEqual([]);
});

test.each([
  ['computed', LIONS],
  ['recorded', HEADS]
])('a sink of a %s layer takes weight, and the row says how much', (_, payload) => {
  const { choose, type, trace, node } = hands(payload, 'laboratory');
  choose('Sink', 'own');
  type('Logit of the sink of head 1', '20');
  expect(trace().sinks![0]).toBe(20);
  const [row] = trace().heads[0].weights;
  expect(row.reduce((sum, weight) => sum + weight, 0)).toBeLessThan(0.01);
  expect(
    node.querySelector('.jp-mod-detailPane, .jp-mod-rowPane')?.textContent ?? node.textContent
  ).toContain('The sink takes');
  choose('Sink', 'none');
  expect(trace().sinks).toBeNull();
});

test('a bias of scores begins with zeros, and one pair of it is set beside its score', () => {
  const { choose, node, trace, type, lines, find, draw } = hands(LIONS, 'laboratory');
  const before = trace().heads[0].weights.map(row => [...row]);
  choose('Bias of scores', 'own');
  expect(trace().heads[0].weights.map(row => [...row])).toEqual(before);
  expect(lines()).toContain('bias');
  choose('What a click on a cell does', 'score');
  expect(find('Bias of this pair')).toBeNull();
  const cells = node.querySelector<HTMLElement>('.jp-Attention-cells')!;
  cells.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
  draw();
  type('Bias of this pair', '2');
  expect(trace().givenBias![0][0][0]).toBe(2);
  expect(trace().heads[0].weights[0][0]).toBeGreaterThan(before[0][0]);
});

test('b_Q is added and changed beside W_Q', () => {
  const { check, type, trace, spec, model } = hands(LIONS, 'table');
  check('Add a bias, b_Q');
  expect(spec().biases).toEqual({ query: [0, 0] });
  type('b_Q, component 2', '1.5');
  expect(trace().biases).toEqual({ query: [0, 1.5] });
  check('Add a bias, b_V');
  check('Add a bias, b_Q');
  expect(spec().biases).toEqual({ value: [0, 0] });
  check('Add a bias, b_V');
  expect(model.changes).toEqual([]);
});

test('q and k are brought to one size; over all heads the weights are as many', () => {
  const { check, choose, spec, trace, model } = hands({ ...LIONS, n_heads: 2 }, 'laboratory');
  check('of q');
  expect(spec().norms).toEqual({ query: { weight: [1], over: 'head', eps: 1e-6 } });
  expect([...trace().heads[0].normedQuery[0]].map(Math.abs)).toEqual([expect.closeTo(1, 4)]);
  choose('The mean is over', 'all');
  expect(spec().norms!.query!.weight).toEqual([1, 1]);
  check('of k');
  expect(Object.keys(spec().norms!)).toEqual(['query', 'key']);
  check('of q');
  expect(Object.keys(spec().norms!)).toEqual(['key']);
  check('of k');
  expect(model.changes).toEqual([]);
});

test('the weights of a norm stand below the matrix', () => {
  const identity = [
    [1, 0],
    [0, 1]
  ];
  const projections = { query: identity, key: identity, value: identity };
  const payload = { ...LIONS, projections, norms: { key: { weight: [1, 2] } } };
  const { type, trace } = hands(payload, 'table');
  type('norm of k, component 2', '3');
  expect(trace().norms!.key!.weight).toEqual([1, 3]);
});

test('rotary positions turn as slowly, and as many, as is said', () => {
  const { choose, type, spec, model } = hands(LIONS, 'laboratory');
  choose('Positions', 'rope');
  expect(spec().positions).toBe('rope');
  type('Base of the wavelengths', '500');
  choose('Which components turn together', 'neighbours');
  expect(spec().positions).toEqual({ rope: { base: 500, pairs: 'neighbours' } });
  type('How many components are turned', '4');
  expect((model.state as Ready).refused[0].path).toBe('$.positions.rope.dims');
  type('Base of the wavelengths', '10000');
  choose('Which components turn together', 'halves');
  expect(spec().positions).toBe('rope');
});

test('frequencies that were given are kept until somebody wants a base', () => {
  const payload = { ...LIONS, positions: { rope: { frequencies: [0.3] } } };
  const { node, spec, find, model } = hands(payload, 'laboratory');
  expect(find('Base of the wavelengths')).toBeNull();
  [...node.querySelectorAll('button')]
    .find(({ textContent }) => textContent === 'From a base again')!
    .click();
  expect(spec().positions).toBe('rope');
  model.undo();
  expect(spec().positions).toEqual({ rope: { frequencies: [0.3] } });
});
