/** @jest-environment jsdom */
import { figureSvg } from '../../src/figures/export/figures.ts';
import { DEFAULT_FIGURE } from '../../src/figures/export/options.ts';
import { decimal, LIGHT, percent, PRINT, ticksOf } from '../../src/figures/index.ts';
import { planeFigure, planeScene, provenance, separator } from '../../src/figures/index.ts';
import type { NumberName } from '../../src/figures/index.ts';
import type { Ready } from '../../src/model/index.ts';
import { DEFAULT_SETTINGS, hasComma } from '../../src/views/index.ts';
import { themed } from '../../src/views/frame/settings.ts';
import { provenanceWords } from '../../src/views/frame/provenanceWords.ts';
import { english } from '../../src/views/frame/translator.ts';
import { LIONS, show } from './show.ts';

const german = { ...DEFAULT_SETTINGS, comma: true };
const GERMAN = themed(LIGHT, german);

test.each([
  ['de', ','],
  ['de-DE', ','],
  ['fr-FR', ','],
  ['es-ES', ','],
  ['zh-CN', '.'],
  ['en', '.'],
  ['', '.'],
  ['no language', '.'],
  ['ar-EG', '.']
])('decimals in %j begin with %j', (language, sign) => {
  expect(hasComma(language)).toBe(sign === ',');
});

test.each([
  [0.5, false, '0.50', '0,50'],
  [-1.25, true, '−1.25', '−1,25'],
  [123456.7, false, '1.23e+5', '1,23e+5'],
  [1234.5, false, '1234.50', '1234,50'],
  [-Infinity, false, '−∞', '−∞'],
  [NaN, false, 'NaN', 'NaN']
])('%s is written as it is read', (value, precise, english, words) => {
  expect(decimal(value, LIGHT, precise)).toBe(english);
  expect(decimal(value, GERMAN, precise)).toBe(words);
});

test('a percentage has no decimals, and a list whose numbers have commas has none between them', () => {
  expect(percent(0.224)).toBe('22%');
  expect([separator(LIGHT), separator(GERMAN)]).toEqual([', ', '; ']);
  expect(ticksOf(1, GERMAN).map(({ text }) => text)).toContain('−0,5');
});

/** All that is read, aloud or by eye. */
function texts(node: Element): readonly string[] {
  const own = [...node.querySelectorAll('*')].flatMap(element => [
    ...['aria-label', 'aria-valuetext', 'title', 'alt'].map(name => element.getAttribute(name)),
    element instanceof HTMLInputElement && element.type !== 'range' ? element.value : null,
    ...[...element.childNodes].map(child => (child.nodeType === 3 ? child.textContent : null))
  ]);
  return own.filter(text => text !== null);
}

const POINT = /\d\.\d/;
const COMMA = /\d,\d/;

const STATES: [string, object][] = [
  ['laboratory', { temperature: 1.5 }],
  ['laboratory, of scores', { softmax: 'naive', mask: 'causal' }],
  ['table', {}],
  ['measures', { mask: 'causal' }],
  ['notes', {}],
  ['outputs', { positions: 'rope' }]
];

describe.each(STATES)('%s', (rail, fields) => {
  const view = { rail: rail.split(',')[0], arithmetic: 'full' };
  const payload = { ...LIONS, ...fields, view };
  const plain = show(payload);
  const { node, view: shown, model } = show(payload);
  shown.dress(LIGHT, german);

  test('every number on screen has a comma in German, and a point in English', () => {
    shown.draw();
    plain.draw();
    expect(texts(node).filter(text => POINT.test(text))).toEqual([]);
    expect(texts(node).filter(text => COMMA.test(text)).length).toBeGreaterThan(5);
    expect(texts(plain.node).filter(text => COMMA.test(text))).toEqual([]);
  });

  test('so has what is told of each, whose name stays as it is', () => {
    const { trace, selection } = model.state as Ready;
    const names = [...node.querySelectorAll<HTMLElement>('[data-number]')].map(
      ({ dataset }) => dataset.number as NumberName
    );
    expect(names).not.toHaveLength(0);
    for (const name of names) {
      expect(
        provenance(trace, selection, name, GERMAN, provenanceWords(english))?.text ?? ''
      ).not.toMatch(POINT);
    }
  });

  test('the payload is the same', () => {
    expect(JSON.stringify(model.payload)).toBe(JSON.stringify(plain.model.payload));
  });
});

test('a field shows a comma, and takes a comma and a point alike', () => {
  const { node, model, draw, type, view } = show({ ...LIONS, temperature: 1.5 });
  view.dress(LIGHT, german);
  draw();
  const field = () => node.querySelector<HTMLInputElement>('input[data-number^=temperature]')!;
  const found = () => [(model.state as Ready).trace.temperature, field().value, field().title];
  expect(found()).toEqual([1.5, '1,500', '1,5']);
  type(field(), '0,25', 'Enter');
  expect(found()).toEqual([0.25, '0,250', '0,25']);
  type(field(), '0.75', 'Enter');
  expect(found()).toEqual([0.75, '0,750', '0,75']);
});

test('a figure for paper is written as the screen is', () => {
  const { model } = show({ ...LIONS, view: { stage: 'scores' } });
  const { trace, selection } = model.state as Ready;
  const written = (comma: boolean) =>
    figureSvg('stage', trace, selection, {
      options: DEFAULT_FIGURE,
      theme: themed(PRINT, { ...DEFAULT_SETTINGS, comma })
    }).match(/>[^<>]*\d[.,]\d[^<>]*</g)!;
  expect(written(true).some(text => POINT.test(text))).toBe(false);
  expect(written(true)).toHaveLength(written(false).length);
});

test('Plotly writes what it writes itself with the same sign; its numbers stay numbers', () => {
  const { model } = show(LIONS);
  const { trace, selection } = model.state as Ready;
  const scene = planeScene(trace, selection);
  const [own, other] = [LIGHT, GERMAN].map(theme => planeFigure(scene, theme));
  expect([own.layout.separators, other.layout.separators]).toEqual([undefined, ', ']);
  const places = ({ data }: typeof own) =>
    data.map(of => [Reflect.get(of, 'x'), Reflect.get(of, 'y')]);
  expect(places(other)).toEqual(places(own));
});
