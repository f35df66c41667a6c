/** @jest-environment jsdom */
import { LIGHT } from '../../src/figures/index.ts';
import { AttentionView, DEFAULT_SETTINGS } from '../../src/views/index.ts';
import { LIONS, show } from './show.ts';

type Shown = ReturnType<typeof show>;

const line = (node: Element) => {
  const why = node.querySelector<HTMLElement>('.jp-Attention-why')!;
  return why.hidden ? null : why.textContent;
};
const chip = (node: Element, at: number) =>
  node.querySelectorAll<HTMLElement>('button.jp-Attention-chip')[at];
const HUNT = 'hunt keeps 22% of its attention for itself\nexp 0.978 ÷ the row’s sum 4.364 = 0.224';
const point = (element: Element) =>
  element.dispatchEvent(new Event('pointerover', { bubbles: true }));
const lit = (node: Element) =>
  [...node.querySelectorAll<HTMLElement>('[data-lit=source]')].map(({ dataset }) => dataset.number);

/** Waits until something is so; parts that nobody sees are drawn a moment later. */
const until = (isSo: () => boolean) =>
  new Promise<void>(done => {
    const look = () => (isSo() ? done() : requestAnimationFrame(look));
    look();
  });

test('a chip that is clicked while it is pointed at tells its new row', () => {
  const { node, draw } = show(LIONS);
  point(chip(node, 2));
  expect(line(node)).toBe('angry gives 7% of its attention to hunt');
  chip(node, 2).click();
  draw();
  expect(chip(node, 2).textContent).toBe('hunt22%');
  expect(line(node)).toBe(HUNT);
});

describe('words come first', () => {
  beforeEach(() => jest.useFakeTimers({ doNotFake: ['performance'] }));
  afterEach(() => jest.useRealTimers());
  const WORDS = 'angry gives 7% of its attention to hunt';
  const WHOLE = /^angry gives 7% of its attention to hunt\n.*= 0\.075$/;
  const cellOf = (node: Element) =>
    node.querySelectorAll<HTMLElement>('[data-number="weights:0:2"]')[1];
  const move = (element: Element, clientX: number) =>
    element.dispatchEvent(new MouseEvent('pointermove', { clientX, bubbles: true }));

  test('the arithmetic follows when the pointer rests, and what made the number is lit at once', () => {
    const { node } = show(LIONS);
    point(cellOf(node));
    expect(line(node)).toBe(WORDS);
    expect(lit(node)).toContain('exp_sum:0:0');
    for (let x = 1; x < 5; x++) {
      jest.advanceTimersByTime(400);
      move(cellOf(node), x); // a pointer on its way does not rest
    }
    expect(line(node)).toBe(WORDS);
    jest.advanceTimersByTime(600);
    expect(line(node)).toMatch(WHOLE);
  });

  test('a click or a key asks for both at once', () => {
    const { node } = show(LIONS);
    point(cellOf(node));
    cellOf(node).click();
    expect(line(node)).toMatch(WHOLE);
    node.dispatchEvent(new Event('pointerleave'));
    expect(line(node)).toBeNull();
    cellOf(node).focus();
    expect(line(node)).toMatch(WHOLE);
  });

  test('the next number has its words first as well, and so has one that is come back to', () => {
    const { node } = show(LIONS);
    point(cellOf(node));
    jest.advanceTimersByTime(600);
    point(chip(node, 3));
    expect(line(node)).toBe('angry gives 4% of its attention to zebras');
    point(chip(node, 0));
    expect(line(node)).toBe('angry keeps 34% of its attention for itself');
    point(cellOf(node));
    expect(line(node)).toBe(WORDS);
  });

  test('nothing is told later of what is pointed at no longer', () => {
    const { node } = show(LIONS);
    point(cellOf(node));
    node.dispatchEvent(new Event('pointerleave'));
    jest.advanceTimersByTime(600);
    expect(line(node)).toBeNull();
  });

  test('what a mask forbids is said so, and a score is none of the attention', () => {
    const { node } = show({ ...LIONS, mask: 'causal', view: { query: 2 } });
    const told = (name: string) => {
      const element = document.createElement('span');
      element.dataset.number = name;
      node.append(element);
      point(element);
      return line(node);
    };
    expect(told('weights:0:2')).toBe('angry may not look at hunt');
    expect(told('scores:0:2')).toMatch(/^angry asks, hunt answers: the score is −0\.51$/);
    expect(told('sum:0:0')).toMatch(/^\d/);
  });
});

test('a pointer that stands still takes nothing from the focus, whatever moves under it', () => {
  const { node } = show(LIONS);
  const at = (type: string, element: Element, clientX: number) =>
    element.dispatchEvent(
      new MouseEvent(type, { clientX, clientY: 5, bubbles: type !== 'pointerleave' })
    );
  at('pointerover', chip(node, 1), 10);
  at('pointermove', chip(node, 1), 12);
  const told = line(node);
  chip(node, 2).focus();
  expect(line(node)).not.toBe(told);
  const focused = line(node);
  at('pointerover', chip(node, 3), 12); // the page has scrolled
  expect(line(node)).toBe(focused);
  at('pointerleave', node, 12);
  expect(line(node)).toBe(focused);
  at('pointerover', chip(node, 1), 14);
  expect(line(node)).toBe(told);
  at('pointerleave', node, 500);
  expect(line(node)).toBeNull();
});

test('a number that has the focus lights up what makes it now', () => {
  const { node, model, draw } = show(LIONS);
  const cell = node.querySelectorAll<HTMLElement>('[data-number="weights:0:2"]')[1];
  cell.focus();
  expect(lit(node)).toContain('exp_sum:0:0');
  model.select({ query: 2 });
  draw();
  expect(lit(node)).toContain('exp_sum:2:0');
  expect(lit(node)).not.toContain('exp_sum:0:0');
});

describe.each<[string, (shown: Shown) => void]>([
  ['another token asks', ({ model }) => model.select({ query: 2 })],
  ['another stage is shown', ({ model }) => model.select({ stage: 'scores' })],
  ['every digit is wanted', ({ model }) => model.select({ precise: true })],
  ['an edit', ({ model }) => model.edit({ type: 'stages', stages: { temperature: 0.5 } })],
  ['an undo', ({ model }) => model.undo()],
  ['a redo', ({ model }) => (model.undo(), model.redo())],
  ['a reset', ({ model }) => model.reset()],
  ['a change from another view', ({ model }) => model.load({ ...LIONS, scale: 3 }, LIONS)],
  ['other words', ({ model }) => model.edit({ type: 'sentence', sentence: 'cats sleep hunt' })],
  ['what was sent anew', ({ model }) => model.load({ ...LIONS, sentence: 'cats hunt cats' })],
  ['a step that is not reached', ({ model }) => model.select({ step: 'scale' })],
  ['a cover', ({ model }) => model.select({ covered: ['matrix'] })],
  ['more decimals', ({ view }) => view.dress(LIGHT, { ...DEFAULT_SETTINGS, decimals: 4 })]
])('what is told after %s', (name, change) => {
  test.each([
    ['a chip', 'button.jp-Attention-chip:nth-of-type(3)'],
    ['the weight in the table', 'tr[data-line=share] td:nth-of-type(3)'],
    ['a component of q', '.jp-mod-detailPane [data-number^="query:"]'],
    ['the sum', '.jp-Attention-result [data-number^="sum:"]']
  ])('of %s is what a new view tells', (_what, selector) => {
    const shown = show(LIONS);
    const { node, model, draw } = shown;
    model.edit({ type: 'stages', stages: { scale: 2 } });
    draw();
    point(node.querySelector(selector)!);
    expect(line(node)).not.toBeNull();
    change(shown);
    draw();

    const host = document.createElement('div');
    document.body.append(host);
    const fresh = new AttentionView(host, model);
    const other = fresh.content;
    if (name === 'more decimals') {
      fresh.dress(LIGHT, { ...DEFAULT_SETTINGS, decimals: 4 });
    }
    const same = node.querySelector(selector);
    const its = other.querySelector(selector);
    expect(same?.textContent).toBe(its?.textContent);
    if (its) {
      point(its);
    }
    expect([line(node), lit(node)]).toEqual([line(other), lit(other)]);
    fresh.dispose();
  });
});

describe('with a part that nobody sees', () => {
  beforeEach(() => {
    globalThis.IntersectionObserver = class {
      constructor(private readonly _told: (entries: { isIntersecting: boolean }[]) => void) {}
      observe(node: Element) {
        this._told([{ isIntersecting: !node.matches('.jp-mod-detailPane') }]);
      }
      disconnect() {}
    } as unknown as typeof IntersectionObserver;
  });
  afterEach(() => Reflect.deleteProperty(globalThis, 'IntersectionObserver'));

  test('what lights up in it follows when it is drawn, later than the rest', async () => {
    const { node, draw, model } = show(LIONS);
    const detail = node.querySelector('.jp-mod-detailPane')!;
    const asks = () => detail.querySelector('h3 bdi')!.textContent;
    const ask = (query: number) => {
      model.select({ query });
      draw();
    };
    await until(() => {
      ask(asks() === 'angry' ? 1 : 0);
      return asks() !== node.querySelector('[aria-pressed=true] bdi')!.textContent;
    });
    ask(0);
    await until(() => asks() === 'angry');
    point(chip(node, 2));
    ask(2);
    expect(line(node)).toBe(HUNT.split('\n')[0]);
    expect(asks()).toBe('angry');
    await until(() => asks() === 'hunt');
    expect(lit(detail)).toContain('exp_sum:2:0');
    expect(lit(detail)).not.toContain('exp_sum:0:0');
  });
});
