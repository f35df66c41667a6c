/** @jest-environment jsdom */
import { decimal, LIGHT, percent } from '../../src/figures/index.ts';
import type { Ready } from '../../src/model/index.ts';
import { LIONS, show } from './show.ts';

type Pane = 'matrix' | 'detail' | 'plane';
const PANES = ['plane', 'matrix', 'detail'];

function covered(panes: readonly Pane[], fields: object = {}) {
  const view = { panes: PANES, query: 0, covered: panes };
  const { node, model, draw, type } = show({ ...LIONS, view, ...fields });
  const cover = (pane: Pane) => node.querySelector(`.jp-mod-${pane}Pane .jp-Attention-cover`)!;
  const press = (pane: Pane, text: string) => {
    [...cover(pane).querySelectorAll('button')].find(b => b.textContent === text)!.click();
    draw();
  };
  const lines = () =>
    [...node.querySelectorAll('.jp-Attention-verdict')].filter(line => line.textContent !== '');
  const said = () => lines().map(({ textContent }) => textContent);
  const place = (pane: Pane) => node.querySelector(`.jp-mod-${pane}Pane .jp-Attention-verdict`);
  const state = () => model.state as Ready;
  const share = (query: number, key: number) => percent(state().trace.heads[0].weights[query][key]);
  return { node, model, draw, type, cover, press, said, place, state, share };
}

test.each(['matrix', 'detail'] as const)('a wrong guess is told in place of the %s', pane => {
  const { press, said, place, share } = covered([pane]);
  press(pane, 'hunt');
  expect(said()).toEqual([]);
  press(pane, 'Reveal');
  expect(said()).toEqual([`You said hunt, ${share(0, 2)}; it is angry, ${share(0, 0)}.`]);
  expect(place(pane)!.textContent).toBe(said()[0]);
  const names = [...place(pane)!.querySelectorAll<HTMLElement>('[data-number]')];
  expect(names.map(({ dataset }) => dataset.number)).toEqual(['weights:0:2', 'weights:0:0']);
});

test('a right guess is told as right, and a tie is as right as the first', () => {
  const one = covered(['matrix']);
  one.press('matrix', 'angry');
  one.press('matrix', 'Reveal');
  expect(one.said()).toEqual([`You said angry, ${one.share(0, 0)}: right.`]);
  const tie = covered(['matrix'], { sentence: 'cats chase zebras cats' });
  const { weights } = tie.state().trace.heads[0];
  expect(weights[0][0]).toBe(weights[0][3]);
  tie.model.edit({ type: 'override', head: 0, query: 0, key: 2, value: -9 });
  tie.draw();
  [...tie.cover('matrix').querySelectorAll<HTMLElement>('fieldset button')][3].click();
  tie.draw();
  tie.press('matrix', 'Reveal');
  expect(tie.said()[0]).toMatch(/^You said cats, \d+%: right\.$/);
});

test('a screen reader hears it: the line is there before it says anything', () => {
  const { press, place } = covered(['matrix']);
  const line = place('matrix')!;
  expect([line.getAttribute('role'), line.textContent]).toEqual(['status', '']);
  press('matrix', 'hunt');
  press('matrix', 'Reveal');
  expect(place('matrix')).toBe(line);
  expect(line.textContent).toContain('You said hunt');
});

test('of an output the distance is told', () => {
  const { node, press, type, said, place, state } = covered(['plane']);
  const field = (c: number) =>
    node.querySelector<HTMLInputElement>(`[aria-label="Guess, dimension ${c}"]`)!;
  type(field(1), '0.5', 'Enter');
  type(field(2), '-0.25', 'Enter');
  press('plane', 'Reveal');
  const [x, y] = state().trace.output[0];
  const away = Math.hypot(x - 0.5, y + 0.25);
  expect(said()).toEqual([
    `You said [0.50, −0.25]; it is [${decimal(x, LIGHT)}, ${decimal(y, LIGHT)}], at a distance of ${decimal(away, LIGHT)}.`
  ]);
  expect(place('plane')!.textContent).toBe(said()[0]);
  const names = [...place('plane')!.querySelectorAll<HTMLElement>('[data-number]')];
  expect(names.map(({ dataset }) => dataset.number)).toEqual(['output:0:0', 'output:0:1']);
});

test('where a part that is not on screen is asked about, its verdict stands there too', () => {
  const view = { panes: PANES, query: 0, rail: 'none', covered: ['notes'] };
  const { press, said, place } = covered([], { view });
  press('matrix', 'hunt');
  press('matrix', 'Reveal');
  expect(said()).toHaveLength(1);
  expect(place('matrix')!.textContent).toBe(said()[0]);
});

test('without a guess nothing is said', () => {
  const { press, said, model } = covered(['matrix']);
  press('matrix', 'Reveal without a guess');
  expect(said()).toEqual([]);
  expect(model.payload).toEqual({
    ...LIONS,
    view: { panes: PANES, query: 0, covered: [] }
  });
});

test('it stays while numbers change, and says the shares as they are then', () => {
  const { press, said, share, model, draw } = covered(['matrix']);
  press('matrix', 'hunt');
  press('matrix', 'Reveal');
  const before = said();
  model.edit({ type: 'stages', stages: { temperature: 0.2 } });
  draw();
  expect(said()).toEqual([`You said hunt, ${share(0, 2)}; it is angry, ${share(0, 0)}.`]);
  expect(said()).not.toEqual(before);
});

test('it goes while another token or other words are there, and comes back with its own', () => {
  const { press, said, model, draw } = covered(['matrix']);
  press('matrix', 'hunt');
  press('matrix', 'Reveal');
  const own = said();
  model.select({ query: 1 });
  draw();
  expect(said()).toEqual([]);
  model.select({ query: 0 });
  draw();
  expect(said()).toEqual(own);
  model.edit({ type: 'sentence', sentence: 'Angry lions chase zebras' });
  draw();
  expect(said()).toEqual([]);
  model.undo();
  draw();
  expect(said()).toEqual(own);
});

test('it goes with the predictions, and is not told before its step, nor while another part is covered', () => {
  const { press, said, model, draw } = covered(['matrix', 'detail']);
  press('matrix', 'hunt');
  press('matrix', 'Reveal');
  expect(said()).toEqual([]); // the row would tell it too, and is still covered
  press('detail', 'Reveal without a guess');
  expect(said()).toHaveLength(1);
  model.select({ step: 'dot_products' });
  draw();
  expect(said()).toEqual([]);
  model.select({ step: 'normalise' });
  draw();
  expect(said()).toHaveLength(1);
  model.select({ predictions: [] });
  draw();
  expect(said()).toEqual([]);
});

test('kept in the payload, it is told again where that is opened, by the same token', () => {
  const { press, said, model } = covered(['matrix'], {
    sentence: 'time love food bread milk apple house',
    view: { panes: PANES, covered: ['matrix'] }
  });
  press('matrix', 'food');
  press('matrix', 'Reveal');
  const again = covered([], JSON.parse(JSON.stringify(model.payload)) as object);
  expect(again.said()).toEqual(said());
  expect(again.said()).toHaveLength(1);
  expect(again.place('matrix')!.textContent).toBe(said()[0]);
});

test('a guess that nobody has seen the truth of, or of a key that is not there, is no verdict', () => {
  const told = (prediction: object) => {
    const view = { panes: PANES, query: 0, predictions: [prediction] };
    return covered([], { view }).said();
  };
  const guess = { question: 'most', head: 0, query: 0, guess: 2 };
  expect(told({ ...guess, truth: 0 })).toHaveLength(1);
  expect(told(guess)).toEqual([]);
  const { model, draw, said } = covered([], {
    view: { panes: PANES, query: 0, predictions: [{ ...guess, guess: 7, truth: 0 }] }
  });
  expect(said()).toHaveLength(1);
  model.edit({ type: 'sentence', sentence: 'Angry lions' });
  draw();
  expect(said()).toEqual([]);
});
