/** @jest-environment jsdom */
import { percent } from '../../src/figures/index.ts';
import type { Ready } from '../../src/model/index.ts';
import { realModel } from '../setup/recorded.ts';
import { LIONS, show } from './show.ts';

const HEADS = { ...LIONS, n_heads: 2 };
const button = (node: Element, name: string) =>
  [...node.querySelectorAll('button')].find(
    each => (each.getAttribute('aria-label') ?? each.textContent) === name
  )!;

/** Resolves as soon as something is so. */
function until<T>(node: Element, look: () => T | null | false): Promise<T> {
  return new Promise(done => {
    const seen = () => {
      const found = look();
      if (found) {
        observer.disconnect();
        done(found);
      }
    };
    const observer = new MutationObserver(seen);
    observer.observe(node, { childList: true, subtree: true, characterData: true });
    seen();
  });
}

function shown(payload: object) {
  const view = show(payload);
  const { node, model, draw } = view;
  const press = (key: string, target: Element = node) => {
    target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true }));
    draw();
  };
  const pane = () => node.querySelector<HTMLElement>('.jp-Attention-pinned');
  const pair = () => node.querySelector<HTMLElement>('.jp-Attention-pair');
  const told = () => node.querySelector('.jp-Attention-pairTold')?.textContent ?? '';
  const state = () => model.state as Ready;
  return { ...view, press, pane, pair, told, state };
}

test('one head alone is not pinned, neither by a button nor by a key', () => {
  const { node, press, state } = shown(LIONS);
  expect(button(node, 'Pin')).toBeUndefined();
  press('p');
  expect(state().selection.pinned).toBeNull();
});

test('a head is pinned by the button or p, not where letters are typed, and unpinned the same way', async () => {
  const { node, press, pane, state, model } = shown(HEADS);
  button(node, 'Pin').click();
  await until(node, pane);
  expect(pane()!.textContent).toContain('head 1 is on the stage');
  expect(button(node, 'Pin').getAttribute('aria-pressed')).toBe('true');
  expect(model.payload).toMatchObject({ view: { pinned: { head: 0 } } });
  press('p');
  expect(pane()).toBeNull();
  expect(model.payload).not.toHaveProperty('view.pinned');
  press('p', node.querySelector('select')!);
  press('p', node.querySelector('input')!);
  expect(state().selection.pinned).toBeNull();
  press('p');
  button(node, 'Unpin').click();
  expect(state().selection.pinned).toBeNull();
});

test('both heads of a layer are read at a cell, and follow an edit', async () => {
  const { node, press, pane, pair, told, state, model, draw } = shown({
    ...HEADS,
    view: { head: 1, pinned: { head: 0 } }
  });
  await until(node, pair);
  expect(pair()!.querySelectorAll('.jp-Attention-pairOne')).toHaveLength(2);
  press('ArrowDown', pair()!);
  press('ArrowRight', pair()!);
  const expected = () => {
    const [[a], [b]] = [1, 0].map(head => [state().trace.heads[head].weights[1][1]]);
    const digits = Math.abs(a - b) < 0.1 ? 1 : 0;
    const points = Math.abs(100 * (a - b)).toFixed(digits);
    const [one, other] = [a, b].map(share => percent(share, digits + 1));
    return `lions → lions: ${one} here, ${other} in head 1: ${points} points ${a < b ? 'less' : 'more'}`;
  };
  const before = expected();
  expect(told()).toBe(before);
  expect(pair()!.querySelectorAll('.jp-Attention-cursor')).toHaveLength(2);
  model.edit({ type: 'stages', stages: { temperature: 3 } });
  draw();
  expect(expected()).not.toBe(before);
  expect(told()).toBe(expected());
  press('Enter', pair()!);
  expect(state().selection.query).toBe(1);
  button(pane()!, 'Difference').click();
  draw();
  expect(pair()!.querySelectorAll('.jp-Attention-pairOne')).toHaveLength(1);
  expect(pane()!.textContent).toMatch(/more in head 1−.*points/);
  expect(pane()!.textContent).toContain('The most that differs in sight: ');
  expect(model.payload).toMatchObject({ view: { difference: true } });
});

test('a head of another layer is computed beside the page, and comes on the stage in its place', async () => {
  const { node, pane, pair, told, state, draw, press } = shown({
    ...realModel(),
    view: { layer: 1, head: 2, pinned: { head: 1 } }
  });
  await until(node, pair);
  press('ArrowDown', pair()!);
  draw();
  expect(told()).toMatch(/^space word\d → space word0: [\d.]+% here, [\d.]+% in layer 3, head 2: [\d.]+ points (more|less)$/); // prettier-ignore
  button(pane()!, 'Swap').click();
  draw();
  expect(state().selection).toMatchObject({ layer: 0, head: 1, pinned: { layer: 1, head: 2 } });
  expect(pane()!.querySelector('h3')!.textContent).toBe('Pinned: layer 15, head 3');
});

test('where a layer reads other tokens that is said, and no cells are compared', async () => {
  const weights = [
    [
      [1, 0],
      [0.5, 0.5]
    ]
  ];
  const { node, pane, pair } = shown({
    format: 'attention',
    version: 1,
    tokens: ['a', 'b'],
    key_tokens: ['c', 'd'],
    layers: [
      { name: 'one', weights },
      { name: 'two', sequence: 'cross', weights }
    ],
    view: { pinned: { layer: 1, head: 0 } }
  });
  await until(node, pane);
  expect(pane()!.textContent).toContain('two, head 1 reads other tokens');
  expect(pair()).toBeNull();
});

test('nothing is told of what is covered, or not computed yet', async () => {
  for (const view of [{ covered: ['matrix'] }, { covered: ['detail'] }, { step: 'scale' }]) {
    const { node, pane, pair } = shown({
      ...HEADS,
      view: { head: 1, pinned: { head: 0 }, ...view }
    });
    await until(node, pane);
    expect(pair()).toBeNull();
    expect(pane()!.textContent).toMatch(/Covered|Not computed yet/);
  }
});

test('a pinned head that is not there is not shown', () => {
  for (const pinned of [{ head: 2 }, { layer: 1, head: 0 }]) {
    expect(shown({ ...HEADS, view: { pinned } }).state().selection.pinned).toBeNull();
  }
});
