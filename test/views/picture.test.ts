/** @jest-environment jsdom */
import { percent } from '../../src/figures/index.ts';
import type { Ready } from '../../src/model/index.ts';
import { pictureModel } from '../setup/patches.ts';
import { LIONS, show } from './show.ts';

const tab = (node: Element) =>
  [...node.querySelectorAll('.jp-Attention-tabs button')].find(
    ({ textContent }) => textContent === 'Picture'
  );

/** A view of a picture, with its pane there. */
async function shown(payload: object = pictureModel()) {
  const view = show(payload);
  const { node, model, draw } = view;
  await new Promise<void>(done => {
    const look = () => {
      if (node.querySelector('.jp-Attention-picture')) {
        observer.disconnect();
        done();
      }
    };
    const observer = new MutationObserver(look);
    observer.observe(node, { childList: true, subtree: true });
    look();
  });
  const state = () => model.state as Ready;
  const patches = () => node.querySelector<HTMLElement>('.jp-Attention-patches')!;
  const told = () => node.querySelector('.jp-Attention-patchTold')!.textContent;
  const press = (key: string) => {
    patches().dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    draw();
  };
  const choose = (value: string) => {
    const select = node.querySelector<HTMLSelectElement>('.jp-Attention-picture select')!;
    select.value = value;
    select.dispatchEvent(new Event('change', { bubbles: true }));
    draw();
  };
  return { ...view, state, patches, told, press, choose };
}

test('only what has a picture offers it, and no layer that is about other tokens', () => {
  expect(tab(show(LIONS).node)).toBeUndefined();
  expect(tab(show(pictureModel()).node)).toBeDefined();
  const { tokens, image } = pictureModel();
  const n = (tokens as string[]).length;
  const weights = [Array.from({ length: n }, () => [0.5, 0.5])];
  const cross = { format: 'attention', version: 1, tokens, key_tokens: ['a', 'b'], weights, image };
  expect(tab(show(cross).node)).toBeUndefined();
});

test('arrows walk from patch to patch, each asks, and the most is told with its number', async () => {
  const { patches, press, state, told } = await shown();
  expect(patches().getAttribute('aria-label')).toContain('Picture of 4 × 5 patches');
  press('ArrowRight');
  expect(state().selection.query).toBe(10);
  press('ArrowDown');
  expect(state().trace.tokens[state().selection.query]).toBe('r2c3');
  const row = state().trace.heads[0].weights[state().selection.query];
  const most = Math.max(...row);
  expect(told()).toBe(`r2c3 gives the most, ${percent(most, 1)}, to r2c3.`);
  expect(patches().getAttribute('aria-label')).toContain(told());
  for (const key of ['ArrowUp', 'Home']) {
    patches().dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
  }
  expect(state().trace.tokens[state().selection.query]).toBe('r1c0'); // also before anything is drawn anew
});

test('class token and registers are beside it, with their shares, and ask when they are pressed', async () => {
  const { node, state, draw, told } = await shown();
  const chips = [...node.querySelectorAll('.jp-Attention-notPatches button')];
  const row = state().trace.heads[0].weights[9];
  expect(chips.map(chip => chip.textContent)).toEqual([
    `[CLS] ${percent(row[0], 1)}`,
    `[REG1] ${percent(row[1], 1)}`
  ]);
  (chips[1] as HTMLElement).click();
  draw();
  expect(state().selection.query).toBe(1);
  expect(told()).toMatch(/^\[REG1\] gives the most, [\d.]+%, to \[REG1\]\.$/);
});

test('turned around, it is told what a patch gets and from where', async () => {
  const { choose, told, state, node } = await shown();
  choose('receives');
  const column = state().trace.heads[0].weights.map(row => row[9]);
  const most = Math.max(...column);
  const from = state().trace.tokens[column.indexOf(most)];
  expect(told()).toBe(`r1c2 gets the most, ${percent(most, 1)}, from ${from}.`);
  expect(node.querySelector('.jp-Attention-picture .jp-Attention-hint')!.textContent).toContain(
    'an even share, 4.5%'
  );
});

test('nothing is told of what is covered, nor of rows that have not asked yet', async () => {
  const covered = await shown({
    ...pictureModel(),
    view: { rail: 'picture', covered: ['matrix'] }
  });
  expect(covered.patches()).toBeNull();
  const steps = await shown({ ...pictureModel(), view: { rail: 'picture', step: 'normalise' } });
  expect(steps.patches()).not.toBeNull();
  steps.choose('receives');
  expect(steps.patches()).toBeNull();
});
