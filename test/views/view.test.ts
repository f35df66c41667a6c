/** @jest-environment jsdom */
import { AttentionModel } from '../../src/model/index.ts';
import type { Ready } from '../../src/model/index.ts';
import { AttentionView } from '../../src/views/index.ts';
import { LIONS, shares, show } from './show.ts';

const ready = (model: AttentionModel) => model.state as Ready;

test('the tokens, the matrix and the query detail stand before Plotly has been loaded', () => {
  const { node } = show(LIONS);
  expect(node.querySelectorAll('.jp-Attention-chip')).toHaveLength(8);
  expect(node.querySelector('.jp-Attention-cells canvas')).not.toBeNull();
  expect(shares(node)).toEqual(['34%', '3%', '7%', '4%', '9%', '4%', '8%', '30%']);
  expect(node.querySelector('.js-plotly-plot')).toBeNull();
});

test('the view says what reckoning by hand gives', () => {
  const { node } = show({ ...LIONS, view: { arithmetic: 'full' } });
  const text = node.querySelector('.jp-mod-detailPane')?.textContent;
  expect(text).toContain('[−0.316, −0.577]');
  expect(text).toContain('add up to 99');
  expect(text).toMatch(/0\.37 × k₁0\.04.*−1\.25 × k₂−1\.31.*q · k1\.65/);
});

test('full precision shows every digit', () => {
  const { node, model, draw } = show(LIONS);
  model.select({ precise: true });
  draw();
  const { output } = ready(model).trace.heads[0];
  const text = node.querySelector('.jp-mod-detailPane')?.textContent;
  expect(text).toContain(String(output[0][0]).replace('-', '−'));
});

test('tokens are text and nothing else', () => {
  const { node } = show({
    format: 'attention',
    version: 1,
    tokens: ['<img src=x>', '&amp;', '<s>']
  });
  expect(node.querySelector('img')).toBeNull();
  expect([...node.querySelectorAll('.jp-Attention-chip bdi')].map(bdi => bdi.textContent)).toEqual([
    '<img src=x>',
    '&amp;',
    '<s>'
  ]);
});

test('a bad payload is shown with every problem, its path, and the payload itself', () => {
  const { node } = show({ format: 'attention', version: 1, tokens: ['a', 2], scale: 'x' });
  const text = node.textContent;
  expect(text).toContain('$.tokens[1]');
  expect(text).toContain('$.scale');
  expect(node.querySelector('pre')?.textContent).toContain('"scale": "x"');
});

test('a word with a made-up vector is marked', () => {
  const view = { rail: 'table' };
  const { node } = show({ format: 'attention', version: 1, sentence: 'blorf sleeps', view });
  expect(node.querySelectorAll('.jp-Attention-madeUp')).toHaveLength(1);
  expect(node.textContent).toContain('made up from its letters');
});

test('a line that cannot be read is refused beside it, and stays to be mended', () => {
  const { node, type, draw } = show(LIONS);
  const field = node.querySelector<HTMLInputElement>('.jp-mod-sentencePane input')!;
  const alert = () => node.querySelector('[role=alert]')?.textContent;
  type(field, '!', 'Enter');
  expect(node.querySelector('.jp-mod-sentencePane')?.contains(field)).toBe(true);
  expect(node.querySelector('.jp-Attention-sentence [role=status]')!.textContent).toContain(
    'No word'
  );
  expect(alert()).toBeUndefined();
  expect(node.querySelectorAll('.jp-Attention-chip')).toHaveLength(8);
  type(field, 'cats sleep', 'Enter');
  draw();
  expect(alert()).toBeUndefined();
  expect(node.querySelectorAll('.jp-Attention-chip')).toHaveLength(2);
});

test('a number too large to compute with is refused beside the matrices', () => {
  const { node, type } = show({ ...LIONS, view: { rail: 'table' } });
  const entry = node.querySelector<HTMLInputElement>('[aria-label="W_Q, row 1, column 1"]')!;
  type(entry, '1e300', 'Enter');
  expect(node.querySelector('.jp-mod-tablePane [role=alert]')).toBeNull();
  type(entry, '1e308', 'Enter');
  const key = node.querySelector<HTMLInputElement>('[aria-label="W_K, row 1, column 1"]')!;
  type(key, '1e308', 'Enter');
  expect(node.querySelector('.jp-mod-tablePane [role=alert]')).not.toBeNull();
  expect(node.querySelectorAll('.jp-Attention-chip')).toHaveLength(8);
});

test('Ctrl-Z undoes and stops there; other keys with Ctrl are the page’s', () => {
  const { host, node, model, draw } = show(LIONS);
  model.edit({ type: 'sentence', sentence: 'cats sleep' });
  draw();
  const chip = node.querySelector('.jp-Attention-chip')!;
  const press = (key: string, ctrlKey = false) => {
    const init = { key, ctrlKey, bubbles: true, cancelable: true, composed: true };
    const event = new KeyboardEvent('keydown', init);
    chip.dispatchEvent(event);
    return event.defaultPrevented;
  };
  expect(press('s', true)).toBe(false);
  expect(host.hasAttribute('data-lm-suppress-shortcuts')).toBe(false);
  expect(press('a')).toBe(false);
  expect(host.hasAttribute('data-lm-suppress-shortcuts')).toBe(true);
  expect(press('z', true)).toBe(true);
  expect(model.payload).toEqual(LIONS);
});

test('every control has a name', () => {
  const { node } = show({ ...LIONS, mask: 'causal' });
  const controls = node.querySelectorAll('button, input, select, [tabindex], [role=figure]');
  expect(controls.length).toBeGreaterThan(30);
  for (const control of controls) {
    const name =
      control.getAttribute('aria-label') ||
      control.textContent ||
      control.closest('label')?.textContent;
    expect(name).not.toBe('');
  }
});

test('cross-attention shows keys of their own', () => {
  const { node } = show({ ...LIONS, key_tokens: ['dogs', 'run'] });
  expect(shares(node)).toHaveLength(2);
  expect(node.querySelector('.jp-Attention-columns')?.textContent).toBe('dogsrun');
});

test('disposing twice is safe and leaves the element empty', () => {
  const node = document.createElement('div');
  const model = new AttentionModel();
  model.load(LIONS);
  const view = new AttentionView(node, model);
  view.dispose();
  view.dispose();
  expect(node.childElementCount).toBe(0);
  expect(view.content.childElementCount).toBe(0);
});

test('fields that nobody knows are named, as text, and stay named after an edit', () => {
  const { node, model, draw } = show({ ...LIONS, mask: { casual: true }, '<b>': 1 });
  const told = () => node.querySelector('.jp-Attention-unknown')?.textContent;
  expect(told()).toBe('Not known here, kept and not used: mask.casual, <b>.');
  model.edit({ type: 'stages', stages: { scale: 2 } });
  draw();
  expect(told()).toContain('mask.casual');
  expect(show(LIONS).node.querySelector('.jp-Attention-unknown')).toBeNull();
});
