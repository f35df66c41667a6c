/** @jest-environment jsdom */
import { judge } from '../../src/model/index.ts';
import type { Ready } from '../../src/model/index.ts';
import { overviewOf } from '../../src/model/overview/index.ts';
import { realModel } from '../setup/recorded.ts';
import { LIONS, show } from './show.ts';

const button = (node: Element, name: string) =>
  [...node.querySelectorAll('button')].find(({ textContent }) => textContent === name)!;

/** A view of four layers of six heads, all of which are looked at. */
async function opened(payload: object = realModel()) {
  const shown = show(payload);
  const { node, model, draw } = shown;
  button(node, 'All heads').click();
  draw();
  const overview = overviewOf(model, null);
  await new Promise<void>(done => {
    const look = () => {
      const isDrawn = node.querySelector('[role=grid]') && !node.querySelector('.jp-Attention-overview progress'); // prettier-ignore
      if (isDrawn && overview.state.total > 0) {
        observer.disconnect();
        done();
      }
    };
    const observer = new MutationObserver(look);
    observer.observe(node, { childList: true, subtree: true, attributes: true });
    look();
  });
  draw();
  const press = (key: string) => {
    grid().dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    draw();
  };
  const grid = () => node.querySelector<HTMLElement>('[role=grid]')!;
  const cells = () => [...node.querySelectorAll('[role=gridcell]')];
  return { ...shown, press, grid, cells };
}

test('one head alone has no overview; more have, closed until it is asked for', () => {
  expect(button(show(LIONS).node, 'All heads')).toBeUndefined();
  const { node, model } = show({ ...LIONS, n_heads: 2 });
  expect(button(node, 'All heads').getAttribute('aria-expanded')).toBe('false');
  expect(node.querySelector('[role=grid]')).toBeNull();
  expect(overviewOf(model, null).state.total).toBe(0);
});

test('every head is a cell that says what it is called; Enter puts it on the stage', async () => {
  const { model, grid, cells, press, draw } = await opened();
  expect(grid().getAttribute('aria-rowcount')).toBe('4');
  expect(cells()[1].getAttribute('aria-label')).toMatch(/^layer 3, head 2: first token 0\.\d\d$/);
  const at = () => cells().find(({ id }) => id === grid().getAttribute('aria-activedescendant'))!;
  press('ArrowDown');
  press('End');
  expect(at().getAttribute('aria-label')).toMatch(/^layer 15, head 6/);
  expect(at().getAttribute('aria-selected')).toBe('false');
  press('Enter');
  draw();
  expect(model.state).toMatchObject({ selection: { layer: 1, head: 5 } });
  expect(at().getAttribute('aria-selected')).toBe('true');
  (cells()[2] as HTMLElement).click();
  expect(model.state).toMatchObject({ selection: { layer: 0, head: 2 } });
});

test('the table sorts by each measure, and says which', async () => {
  const { node, draw } = await opened();
  button(node, 'Table').click();
  draw();
  const entropies = () =>
    [...node.querySelectorAll('.jp-Attention-headTable tbody tr')].map(row =>
      Number(row.querySelector('td')!.textContent)
    );
  const before = entropies();
  expect(before).toHaveLength(24);
  button(node, 'entropy, bits').click();
  draw();
  expect(entropies()).toEqual([...before].sort((a, b) => b - a));
  expect(node.querySelector('[aria-sort=descending]')!.textContent).toBe('entropy, bits');
  button(node, 'entropy, bits').click();
  draw();
  expect(entropies()).toEqual([...before].sort((a, b) => a - b));
});

test('what a payload says of its model and text is text', async () => {
  const text = '<img src=x onerror=alert(1)>';
  const { node } = await opened({ ...realModel(), model: { name: '<b>m</b>', text } });
  const pane = node.querySelector('.jp-Attention-overview')!;
  expect(pane.querySelector('img, b > b')).toBeNull();
  expect(pane.textContent).toContain(text);
  expect(pane.textContent).toContain('<b>m</b>');
});

/** The columns of shares, in hundredths. */
const sharesIn = (node: Element) =>
  [...node.querySelectorAll('.jp-Attention-overTable tbody tr')].map(row =>
    [...row.querySelectorAll('td')].map(({ textContent }) => Number.parseFloat(textContent))
  );

test('over the layers: this layer alone beside rollout and flow, each of which sums to all', async () => {
  const { node, model, draw } = await opened();
  model.select({ query: 3 });
  button(node, 'Over the layers').click();
  draw();
  const columns = () => [0, 1, 2].map(c => sharesIn(node).reduce((sum, row) => sum + row[c], 0));
  columns().forEach(sum => expect(Math.abs(sum - 100)).toBeLessThan(2));
  // One layer: half of the token stays, and it can come by no other way.
  const [alone, rolled, flown] = sharesIn(node)[3];
  expect(Math.abs(rolled - (50 + alone / 2))).toBeLessThan(0.11);
  expect(flown).toBe(rolled);
  const slider = node.querySelector<HTMLInputElement>('[aria-label="After which layer"]')!;
  expect([slider.max, slider.getAttribute('aria-valuetext')]).toEqual(['3', 'layer 3']);
  model.select({ layer: 2 });
  draw();
  expect(slider.getAttribute('aria-valuetext')).toBe('layer 18');
  columns().forEach(sum => expect(Math.abs(sum - 100)).toBeLessThan(2));
  const state = model.state as Ready;
  const { found } = judge(state, { about: 'rollout', query: 3, key: 0, is: 'above', than: 0 });
  expect(Math.abs(sharesIn(node)[0][1] - 100 * (found as number))).toBeLessThan(0.051);
});

test('between two sequences nothing is rolled out, and that is said', async () => {
  const { tokens, layers, ...fields } = realModel();
  const cross = layers
    .slice(0, 2)
    .map(({ mask: _, ...layer }) => ({ ...layer, sequence: 'cross' }));
  const { node, draw } = await opened({ ...fields, tokens, key_tokens: tokens, layers: cross });
  button(node, 'Over the layers').click();
  draw();
  expect(node.querySelector('.jp-Attention-overLayers')!.textContent).toContain('not to another');
  expect(sharesIn(node)).toEqual([]);
});

test('a long name of a layer has its number before it, which is seen where the name is cut', () => {
  const { layers, ...rest } = realModel();
  const names = ['encoder.layer.0.attention.self', 'encoder.layer.1.attention.self', 'short'];
  const { node } = show({ ...rest, layers: layers.slice(0, 3).map((each, i) => ({ ...each, name: names[i] })) }); // prettier-ignore
  const layer = node.querySelector<HTMLSelectElement>('select[aria-label=Layer]')!;
  expect([...layer.options].map(({ text }) => text)).toEqual([
    `layer 1 of 3: ${names[0]}`,
    `layer 2 of 3: ${names[1]}`,
    'short'
  ]);
});

test('brackets go from head to head, braces from layer to layer, and stop at the ends', () => {
  const { node, model, draw } = show(realModel());
  const press = (key: string, target: Element = node) => {
    target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true }));
    draw();
  };
  const at = () => (model.state.status === 'ready' ? model.state.selection : null);
  press('[');
  expect(at()).toMatchObject({ layer: 0, head: 0 });
  press(']');
  press('}');
  expect(at()).toMatchObject({ layer: 1, head: 1 });
  const layer = node.querySelector<HTMLSelectElement>('select[aria-label=Layer]')!;
  expect([...layer.options].map(({ text }) => text)).toEqual(realModel().layers.map(({ name }) => name)); // prettier-ignore
  expect(layer.value).toBe('1');
  '}}}'.split('').forEach(key => press(key));
  press('{');
  expect(at()).toMatchObject({ layer: 2, head: 1 });
  const field = document.createElement('input');
  node.append(field);
  press(']', field);
  expect(at()).toMatchObject({ head: 1 });
});
