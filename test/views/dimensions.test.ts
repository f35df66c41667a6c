/** @jest-environment jsdom */
import { defaultScale } from '../../src/engine/index.ts';
import { decimal, LIGHT, provenance } from '../../src/figures/index.ts';
import type { NumberName } from '../../src/figures/index.ts';
import { DIMENSIONS, drawnFrom, scalingCurve, scalingsOf } from '../../src/model/index.ts';
import type { Ready } from '../../src/model/index.ts';
import { provenanceWords } from '../../src/views/frame/provenanceWords.ts';
import { english } from '../../src/views/frame/translator.ts';
import { LIONS, show } from './show.ts';

const VIEW = { rail: 'laboratory', panes: ['laboratory', 'matrix'] };

function shown(fields: object = {}) {
  const { node, model, draw, type } = show({ ...LIONS, view: VIEW, ...fields });
  const slider = () =>
    node.querySelector<HTMLInputElement>('[aria-label="Dimensions of q and k"]')!;
  const section = () => slider().closest('.jp-Attention-dimensions')!;
  const turn = (to: number) => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!.set!.call(
      slider(),
      String(DIMENSIONS.findIndex(d => d === to))
    );
    slider().dispatchEvent(new Event('input', { bubbles: true }));
    draw();
  };
  const state = () => model.state as Ready;
  const numbers = () =>
    [...section().querySelectorAll<HTMLElement>('td[data-number]')].map(
      cell => [cell.dataset.number as NumberName, cell.textContent] as const
    );
  const curve = () => section().querySelector('svg');
  const seed = () => section().querySelector<HTMLInputElement>('[aria-label=Seed]');
  return { node, model, draw, type, slider, section, turn, state, numbers, curve, seed };
}

test('turned up, the same tokens are drawn in as many dimensions, and taken back in one', () => {
  const { model, turn, state, slider, section, draw } = shown();
  expect(section().textContent).toContain('undo brings these back');
  for (const d of [8, 64, 2]) {
    turn(d);
    expect(drawnFrom(state().spec)).toEqual({ dimensions: d, seed: 7 });
    expect(slider().getAttribute('aria-valuetext')).toBe(`d_k = ${d}`);
    expect(state().trace.tokens).toHaveLength(8);
  }
  expect(section().textContent).toContain('drawn from seed');
  [1, 2, 3].forEach(() => model.undo());
  draw();
  expect(model.payload).toEqual({ ...LIONS, view: VIEW });
});

test('another seed draws others, and a field takes any', () => {
  const { turn, state, section, seed, type, draw } = shown();
  turn(16);
  const before = state().trace.embeddings;
  [...section().querySelectorAll('button')]
    .find(({ textContent }) => textContent === 'Another seed')!
    .click();
  draw();
  expect(drawnFrom(state().spec)).toEqual({ dimensions: 16, seed: 8 });
  expect(state().trace.embeddings).not.toEqual(before);
  type(seed()!, '7', 'Enter');
  expect(state().trace.embeddings).toEqual(before);
  type(seed()!, '99999999999', 'Enter');
  expect(drawnFrom(state().spec)).toEqual({ dimensions: 16, seed: 2147483647 });
});

test('what a seed does not draw is not said to be drawn from it', () => {
  const { turn, model, draw, section, seed, curve } = shown();
  turn(4);
  expect(curve()).not.toBeNull();
  model.edit({
    type: 'embedding',
    of: 'query',
    token: 0,
    vector: new Array<number>(8).fill(0.5)
  });
  draw();
  expect(section().textContent).not.toContain('drawn from seed');
  expect([seed(), curve()]).toEqual([null, null]);
});

test.each([
  ['the worked example', {}, null],
  ['64 dimensions', {}, 64],
  ['64 dimensions without a scale', { scale: 1 }, 64],
  ['a causal mask', { mask: 'causal' }, 8],
  ['two heads', { n_heads: 2 }, null]
])('what the scale does is computed, and tells where it comes from, with %s', (_, fields, d) => {
  const { turn, state, numbers } = shown({ ...fields, view: { ...VIEW, head: 0 } });
  if (d !== null) {
    turn(d);
  }
  const { trace, selection } = state();
  const { scaled, unscaled } = scalingsOf(trace, selection.head);
  const values = [scaled, unscaled].map(({ spread, entropy, largest, gradient }) =>
    [spread, entropy, largest, gradient].map(value => decimal(value, LIGHT))
  );
  expect(numbers().map(([, text]) => text)).toEqual(
    values[0].flatMap((value, i) => [value, values[1][i]])
  );
  for (const [name, text] of numbers()) {
    const found = provenance(trace, selection, name, LIGHT, provenanceWords(english))!;
    expect(found.text).toMatch(new RegExp(` = ${text}$`));
    const scale = name.endsWith(':0') ? defaultScale(trace.heads[0].query[0].length) : 1;
    const isUsed = scale === trace.scale;
    expect([name, found.sources.length]).toEqual([name, isUsed ? trace.tokens.length ** 2 : 0]);
  }
});

test('the curve stands on what the seed draws, and the table on it where it is', () => {
  const { turn, state, curve, section } = shown();
  turn(32);
  const points = scalingCurve(state().spec, 7);
  const told = curve()!.getAttribute('aria-label')!;
  for (const { dimensions, scaled, unscaled } of points) {
    expect(told).toContain(
      `d_k = ${dimensions}: ${decimal(scaled.entropy, LIGHT)} bits with 1/√d_k, ${decimal(unscaled.entropy, LIGHT)} without`
    );
  }
  const heights = (name: string) =>
    curve()!
      .querySelector(`[data-curve=${name}] polyline`)!
      .getAttribute('points')!
      .split(' ')
      .map(point => Number(point.split(',')[1]));
  expect(heights('scaled')).toHaveLength(DIMENSIONS.length);
  expect(heights('unscaled').at(-1)!).toBeGreaterThan(heights('scaled').at(-1)! + 20); // lower
  expect(section().textContent).toContain(decimal(points[4].unscaled.entropy, LIGHT));
});

test('covered, or before the softmax, nothing of it is told', () => {
  for (const view of [
    { ...VIEW, covered: ['matrix'] },
    { ...VIEW, step: 'scale' }
  ]) {
    const { turn, numbers, curve, state } = shown({ view });
    turn(16);
    expect(drawnFrom(state().spec)).not.toBeNull();
    expect([numbers(), curve()]).toEqual([[], null]);
  }
});

test('of more tokens than are listed at once none are drawn', () => {
  const { slider, section, numbers } = shown({
    sentence: Array.from({ length: 70 }, (_, t) => `w${t}`).join(' ')
  });
  expect(slider().disabled).toBe(true);
  expect(section().textContent).toContain('up to 64 tokens');
  expect(numbers()).toEqual([]);
});
