/** @jest-environment jsdom */
import { act } from 'react';
import { LIONS, show } from './show.ts';

const at = (type: string, clientX: number, clientY: number) =>
  new MouseEvent(type, { clientX, clientY, bubbles: true });

/** A page without a layout has no pointers and no boxes: the cells are 80 px wide and high. */
function cellsOf(node: HTMLElement) {
  const cells = node.querySelector<HTMLElement>('.jp-Attention-cells')!;
  const box = { left: 0, top: 0, width: 80, height: 80 };
  jest.spyOn(cells, 'getBoundingClientRect').mockImplementation(() => box as DOMRect);
  const tell = (...events: readonly Event[]) => {
    Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
    act(() => events.forEach(event => cells.dispatchEvent(event)));
    Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: false });
  };
  const words = () => node.querySelector('.jp-mod-matrixPane [aria-live=polite]')!.textContent;
  return {
    words,
    /** What is drawn moves on the page. */
    scroll: (by: number) => (box.top -= by),
    point: (clientX: number, clientY: number) => tell(at('pointermove', clientX, clientY)),
    /** A press: what follows a drag covers the page for a moment, and the pointer is told to leave. */
    click: (clientX: number, clientY: number) =>
      tell(at('pointermove', clientX, clientY), at('pointerout', clientX, clientY)),
    press: (key: string) => tell(new KeyboardEvent('keydown', { key, bubbles: true }))
  };
}

test('keys go on from a cell under a pointer that stands still, whatever moves under it', () => {
  const { node } = show(LIONS);
  const { words, scroll, point, press } = cellsOf(node);
  point(15, 5);
  expect(words()).toContain('row angry, column lions');
  press('ArrowRight');
  expect(words()).toContain('row angry, column hunt');
  // The page tells of the pointer again whenever something is laid out anew.
  point(15, 5);
  scroll(20);
  point(15, 5);
  expect(words()).toContain('row angry, column hunt');
  point(16, 5);
  expect(words()).toContain('row hunt, column lions');
});

test('a pointer that stands still is told of the cell that comes to lie under it', () => {
  const { node } = show(LIONS);
  const { words, scroll, point } = cellsOf(node);
  point(15, 5);
  scroll(10);
  point(15, 5);
  expect(words()).toContain('row lions, column lions');
});

test('keys go on from a cell that was clicked, however quickly', () => {
  const { node } = show(LIONS);
  const { words, point, click, press } = cellsOf(node);
  click(15, 5);
  expect(words()).toContain('row angry, column lions');
  press('ArrowRight');
  expect(words()).toContain('row angry, column hunt');
  point(15, 5);
  expect(words()).toContain('row angry, column hunt');
});
