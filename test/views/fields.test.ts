/** @jest-environment jsdom */
import { english } from '../../src/views/index.ts';
import { readNumber } from '../../src/views/parts/numberText.ts';
import { LIONS, show } from './show.ts';

const PANES = ['plane', 'matrix', 'outputs', 'table', 'detail', 'laboratory'];
/** With every field that takes a number on screen. */
const FULL = {
  ...LIONS,
  scale: 3,
  mask: { window: 3 },
  positions: Array.from({ length: 8 }, (_, p) => [p / 10, 0]),
  view: { panes: PANES, covered: ['outputs'] }
};

describe('a number that is typed', () => {
  test.each([
    ['0.5', 0.5],
    ['0,5', 0.5],
    [' −1,5 ', -1.5],
    ['- 2', -2],
    ['–3', -3],
    ['+4', 4],
    ['.5', 0.5],
    ['5.', 5],
    ['1e3', 1000],
    ['1E−3', 0.001],
    ['1 000', 1000],
    ['12\u202f345\u00a0678,5', 12345678.5],
    ['0', 0],
    ['-0.0', -0],
    ['0e9', 0],
    ['1e308', 1e308],
    ['5e-324', 5e-324]
  ])('%j is %d', (text, value) => {
    expect(readNumber(text, {}, english)).toEqual({ value });
  });

  test.each([
    ['', /Nothing was typed/],
    ['  ', /Nothing was typed/],
    ['abc', /“abc” is not understood/],
    ['½', /not understood/],
    ['1,5,5', /not understood/],
    ['1.234,5', /not understood/],
    ['1 5', /not understood/],
    ['0x10', /not understood/],
    ['.', /not understood/],
    ['e5', /not understood/],
    ['--1', /not understood/],
    ['Infinity', /not understood/],
    ['NaN', /not understood/],
    ['50%', /not understood/],
    ['1/2', /not understood/],
    ['1e400', /too large/],
    ['−1e309', /too large/],
    ['1e-400', /too close to 0/]
  ])('%j is none, and is told why', (text, words) => {
    expect(readNumber(text, {}, english)).toEqual({ problem: expect.stringMatching(words) });
  });

  test('a field takes what its rule says', () => {
    expect(readNumber('2.5', { whole: true }, english)).toHaveProperty('problem');
    expect(readNumber('0', { whole: true, least: 1 }, english)).toHaveProperty('problem');
    expect(readNumber('0', { above: 0 }, english)).toHaveProperty('problem');
    expect(readNumber('1e-9', { above: 0 }, english)).toEqual({ value: 1e-9 });
  });
});

describe('every field for a number', () => {
  const labels = [...show(FULL).node.querySelectorAll('.jp-Attention-number')].map(field =>
    field.getAttribute('aria-label')!
  );
  expect(labels.length).toBeGreaterThan(30);
  const some = labels.filter((label, i) => !/row|Position/.test(label) || i % 7 === 0);

  test.each(some)('%s says what it does not understand, in its place', label => {
    const { node, model, type } = show(FULL);
    const field = () => node.querySelector<HTMLInputElement>(`[aria-label="${label}"]`)!;
    const alert = () => field().parentElement!.querySelector('[role=alert]');
    for (const text of ['abc', '1e400', '', '1,5,5', '½']) {
      const before = model.payload;
      type(field(), text, 'Enter');
      expect([field().value, alert()?.textContent]).toEqual([text, expect.stringMatching(/./)]);
      expect(field().getAttribute('aria-invalid')).toBe('true');
      expect(field().getAttribute('aria-describedby')).toBe(alert()!.id);
      expect(model.payload).toEqual(before);
    }
    const { title } = field();
    type(field(), 'abc', 'Escape');
    expect(alert()).toBeNull();
    expect(Number(field().value.replace('−', '-'))).toBeCloseTo(Number(title), 1);
  });

  test('keeps what was typed when it is left, until it is understood', () => {
    const { node, type, draw } = show(LIONS);
    const field = node.querySelector<HTMLInputElement>('[aria-label="W_Q, row 1, column 1"]')!;
    type(field, 'one', 'a');
    field.dispatchEvent(new FocusEvent('focusout', { bubbles: true }));
    draw();
    expect([field.value, field.getAttribute('aria-invalid')]).toEqual(['one', 'true']);
    expect(field.parentElement!.textContent).toContain('“one” is not understood');
    type(field, '1,5', 'Enter');
    expect([field.value, field.getAttribute('aria-invalid')]).toEqual(['1.50', 'false']);
    expect(field.parentElement!.querySelector('[role=alert]')).toBeNull();
  });

  test.each([
    ['Temperature, as a number', '0', /above 0/],
    ['Temperature, as a number', '−1', /above 0/],
    ['Width of the window', '2.5', /whole number/],
    ['Width of the window', '0', /from 1 on/],
    ['Shift the sentence by', '0.5', /whole number/],
    ['W_Q, stretch', '−1', /above 0/]
  ])('%s: %s is not taken, and is told why', (label, text, words) => {
    const { node, model, type } = show(FULL);
    const field = node.querySelector<HTMLInputElement>(`[aria-label="${label}"]`)!;
    const before = model.payload;
    type(field, text, 'Enter');
    expect(field.parentElement!.textContent).toMatch(words);
    expect([model.payload, field.value]).toEqual([before, text]);
  });
});

describe('the line of words', () => {
  const shown = (payload: object = LIONS) => {
    const { node, type, model } = show(payload);
    const pane = node.querySelector('.jp-mod-sentencePane')!;
    const field = pane.querySelector('input')!;
    const said = () =>
      [...pane.querySelectorAll('.jp-Attention-hint, [role=alert]')].map(e => e.textContent).join();
    return { pane, field, type, model, said };
  };

  test('says while it is typed that Enter takes it', () => {
    const { field, type, said } = shown();
    expect(said()).toBe('');
    type(field, 'cats sleep', 's');
    expect(said()).toMatch(/Not taken yet.*Enter takes/);
    expect(field.getAttribute('aria-describedby')).not.toBeNull();
    type(field, 'cats sleep', 'Enter');
    expect(said()).toBe('');
  });

  test.each([
    ['a sentence', LIONS],
    ['tokens', { format: 'attention', version: 1, tokens: ['<s>', 'cats'] }]
  ])('with no word in it says what was wanted, with %s', (_, payload) => {
    for (const text of ['', '   ']) {
      const { pane, field, type, model, said } = shown(payload);
      const before = model.payload;
      type(field, text, 'Enter');
      expect(said()).toMatch(/No word.*Type one word or more/);
      expect(pane.querySelector('[role=alert]')?.textContent).toMatch(/wanted at least one/);
      expect([model.payload, field.value]).toEqual([before, text]);
      type(field, text, 'Escape');
      expect(said()).toBe('');
    }
  });

  test('a token that is emptied says so, and stays', () => {
    const { node, type, model } = show(FULL);
    const field = node.querySelector<HTMLInputElement>('[aria-label="Token 2"]')!;
    const before = model.payload;
    type(field, ' ', 'Enter');
    expect(field.parentElement!.querySelector('[role=alert]')?.textContent).toMatch(
      /wanted a word/
    );
    expect(model.payload).toEqual(before);
    type(field, ' ', 'Escape');
    expect(field.parentElement!.querySelector('[role=alert]')).toBeNull();
  });
});
