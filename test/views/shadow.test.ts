/** @jest-environment jsdom */
import { AttentionView } from '../../src/views/index.ts';
import { LIONS, show } from './show.ts';

test('who walks the text of the page finds none of the view', () => {
  const { host, node, model, draw } = show(LIONS);
  model.edit({ type: 'stages', stages: { temperature: 2 } });
  draw();
  expect(node.textContent).toContain('angry');
  expect(document.createTreeWalker(host, NodeFilter.SHOW_TEXT).nextNode()).toBeNull();
});

test('an element takes another view when the first has been disposed', () => {
  const { host, view, model } = show(LIONS);
  view.dispose();
  expect(host.shadowRoot?.querySelector('.jp-Attention-chip')).toBeNull();
  const { content } = new AttentionView(host, model);
  expect(content.querySelectorAll('.jp-Attention-chip')).toHaveLength(8);
  expect(host.shadowRoot?.children).toHaveLength(1);
});

/** A button of the toolbar by its name. */
const button = (node: HTMLElement, text: string) =>
  [...node.querySelectorAll('button')].find(each => each.getAttribute('aria-label') === text)!;
const active = (host: HTMLElement) => {
  const element = host.shadowRoot!.activeElement;
  return element?.getAttribute('aria-label') ?? element?.textContent;
};

test('what runs out keeps the focus and does nothing; what goes leaves it to what comes next', async () => {
  const { host, node, model, draw } = show(LIONS);
  model.edit({ type: 'sentence', sentence: 'cats sleep' });
  draw();
  button(node, 'Undo').focus();
  button(node, 'Undo').click();
  draw();
  await Promise.resolve(); // the page tells of changes when the script has ended
  expect(active(host)).toBe('Undo');
  const undone = model.state;
  button(node, 'Undo').click();
  expect(model.state).toBe(undone);
  expect(button(node, 'Undo').getAttribute('aria-disabled')).toBe('true');

  const last = node.querySelectorAll<HTMLElement>('.jp-Attention-chip')[7];
  last.focus();
  model.edit({ type: 'sentence', sentence: 'cats sleep' });
  draw();
  await Promise.resolve();
  expect(active(host)).toContain('sleep');
});

test('Escape hands the focus to what holds the view; so does its end', () => {
  const cell = document.createElement('div');
  cell.tabIndex = -1;
  const { host, node, view } = show(LIONS);
  document.body.append(cell);
  cell.append(host);
  const chip = node.querySelector<HTMLElement>('.jp-Attention-chip')!;
  chip.focus();
  expect(document.activeElement).toBe(host);
  const init = { key: 'Escape', bubbles: true, composed: true, cancelable: true };
  chip.dispatchEvent(new KeyboardEvent('keydown', init));
  expect(document.activeElement).toBe(cell);
  chip.focus();
  view.dispose();
  expect(document.activeElement).toBe(cell);
});

test('Escape in the menu closes it, and gives the focus back to its button; the view keeps it', () => {
  const { host, node, draw } = show(LIONS);
  button(node, 'More').click();
  draw();
  const entry = node.querySelector('[role=menuitem]')!;
  const init = { key: 'Escape', bubbles: true, composed: true, cancelable: true };
  entry.dispatchEvent(new KeyboardEvent('keydown', init));
  draw();
  expect(node.querySelector('[role=menu]')).toBeNull();
  expect(active(host)).toBe('More');
});

test('what had the focus before the view filled the window has it afterwards', () => {
  const { host, node, view } = show(LIONS);
  node.querySelectorAll<HTMLElement>('.jp-Attention-chip')[3].focus();
  view.present(true);
  expect(host.shadowRoot!.activeElement).toBe(view.content);
  view.present(false);
  expect(active(host)).toContain('zebras');
});

test('Escape takes back what is being typed before it leaves', () => {
  const { host, node, type, draw } = show(LIONS);
  const field = node.querySelector<HTMLInputElement>('.jp-mod-sentencePane input')!;
  field.focus();
  const init = { key: 'Escape', bubbles: true, composed: true, cancelable: true };
  type(field, 'dogs', 'a');
  field.dispatchEvent(new KeyboardEvent('keydown', init));
  draw();
  expect(document.activeElement).toBe(host);
  field.dispatchEvent(new KeyboardEvent('keydown', init));
  expect(document.activeElement).not.toBe(host);
});

test.each([
  ['x', {}, true],
  ['Delete', {}, true],
  ['Enter', {}, true],
  ['Escape', {}, true],
  ['Enter', { shiftKey: true }, false],
  ['Enter', { altKey: true }, false],
  ['Enter', { ctrlKey: true }, false],
  ['s', { metaKey: true }, false],
  ['z', { metaKey: true }, true],
  ['x', { altKey: true }, true]
])('%s with %j is kept from the page: %s', (key, modifiers, kept) => {
  const { host, node } = show(LIONS);
  const chip = node.querySelector('.jp-Attention-chip')!;
  const init = { key, ...modifiers, bubbles: true, composed: true, cancelable: true };
  chip.dispatchEvent(new KeyboardEvent('keydown', init));
  expect(host.hasAttribute('data-lm-suppress-shortcuts')).toBe(kept);
});
