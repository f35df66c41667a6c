/** @jest-environment jsdom */
import { LIONS, show } from './show.ts';

function opened() {
  const { node, model, draw, view } = show({ ...LIONS, view: { query: 2 } });
  const chips = () => [...node.querySelectorAll<HTMLElement>('.jp-Attention-chip')];
  const stops = () => chips().flatMap(({ tabIndex }, i) => (tabIndex === 0 ? [i] : []));
  const focused = () =>
    chips().findIndex(chip => chip === (chip.getRootNode() as ShadowRoot).activeElement);
  const press = (key: string) => {
    const event = new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }); // prettier-ignore
    chips()[focused()].dispatchEvent(event);
    draw();
  };
  return { chips, stops, focused, press, model, draw, view };
}

test('the tokens under the sentence are one stop of the keys, which arrows walk', () => {
  const { chips, stops, focused, press, model, draw } = opened();
  expect(stops()).toEqual([2]);
  chips()[2].focus();
  press('ArrowRight');
  expect([focused(), stops()]).toEqual([3, [3]]);
  press('Home');
  press('ArrowLeft');
  expect([focused(), stops()]).toEqual([0, [0]]);
  press('End');
  expect([focused(), stops()]).toEqual([7, [7]]);
  chips()[7].click();
  model.select({ query: 4 });
  draw();
  expect(stops()).toEqual([4]);
});

test('presented, arrows step, and each token is a stop', () => {
  const { chips, stops, focused, press, view } = opened();
  view.present(true);
  expect(stops()).toHaveLength(8);
  chips()[2].focus();
  press('ArrowRight');
  expect(focused()).toBe(2);
});
