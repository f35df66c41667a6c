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
  /** The fields of each part that can stand beside the figures. */
  const labelsIn = (rail: string) =>
    [
      ...show({ ...FULL, view: { ...FULL.view, rail } }).node.querySelectorAll(
        '.jp-Attention-number'
      )
    ].map(field => field.getAttribute('aria-label')!);

  test.each(['laboratory', 'table'])(
    'in the %s says what it does not understand, in its place',
    rail => {
      const labels = labelsIn(rail);
      expect(labels.length).toBeGreaterThan(10);
      for (const label of labels.filter((label, i) => !/row|Position/.test(label) || i % 7 === 0)) {
        const { node, model, type } = show({ ...FULL, view: { ...FULL.view, rail } });
        const field = () => node.querySelector<HTMLInputElement>(`[aria-label="${label}"]`)!;
        const alert = () => field().parentElement!.querySelector('[role=alert]');
        for (const text of ['abc', '1e400', '', '1,5,5', '½']) {
          const before = model.payload;
          type(field(), text, 'Enter');
          const told = alert()?.textContent;
          expect([label, field().value, told]).toEqual([label, text, expect.stringMatching(/./)]);
          expect(field().getAttribute('aria-invalid')).toBe('true');
          expect(field().getAttribute('aria-describedby')).toBe(alert()!.id);
          expect(model.payload).toEqual(before);
        }
        const { title } = field();
        type(field(), 'abc', 'Escape');
        expect([label, alert()]).toEqual([label, null]);
        expect(Number(field().value.replace('−', '-'))).toBeCloseTo(
          Number(title.replace('−', '-')),
          1
        );
      }
    }
  );

  test('keeps what was typed when it is left, until it is understood', () => {
    const { node, type, draw } = show({ ...LIONS, view: { rail: 'table' } });
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
    const rail = label.startsWith('W_') ? 'table' : 'laboratory';
    const { node, model, type } = show({ ...FULL, view: { ...FULL.view, rail } });
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
    const said = () => pane.querySelector('.jp-Attention-sentence [role=status]')!.textContent;
    return { pane, field, type, model, said };
  };
  const payloads: [string, object][] = [
    ['a sentence', LIONS],
    ['tokens', { format: 'attention', version: 1, tokens: ['<s>', 'cats'] }]
  ];

  test.each(payloads)('is followed as it is typed, with %s', (_, payload) => {
    const { pane, field, type, said } = shown(payload);
    const chips = () =>
      [...pane.querySelectorAll('.jp-Attention-chip bdi')].map(({ textContent }) => textContent);
    type(field, 'cats  sle', 'e');
    expect(chips()).toEqual(['cats', 'sle']);
    expect(pane.querySelectorAll('.jp-Attention-madeUp')).toHaveLength(1);
    expect(field.value).toBe('cats  sle');
    type(field, 'cats  sleep', 'p');
    expect(chips()).toEqual(['cats', 'sleep']);
    expect(pane.querySelector('.jp-Attention-madeUp')).toBeNull();
    expect(said()).toMatch(/follows as you type/);
  });

  test.each(payloads)('comes back as it was by Escape, with %s', (_, payload) => {
    const { field, type, model } = shown(payload);
    const before = [model.payload, field.value];
    type(field, 'dogs', 'a');
    type(field, 'dogs run', 'Escape');
    expect([model.payload, field.value]).toEqual(before);
    expect(model.state).toMatchObject({ canUndo: false });
  });

  test.each(payloads)('with no word in it says what to do, with %s', (_, payload) => {
    for (const text of ['', '   ', '!']) {
      const isWord = text === '!' && 'tokens' in payload;
      const { field, type, model, said } = shown(payload);
      const before = model.payload;
      type(field, text, 'Enter');
      expect(said()).toMatch(isWord ? /follows/ : /No word yet: type one or more/);
      if (!isWord) {
        expect([model.payload, field.value]).toEqual([before, text]);
        type(field, text, 'Escape');
        expect(said()).toMatch(/follows/);
        expect(field.value).not.toBe(text);
      }
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
