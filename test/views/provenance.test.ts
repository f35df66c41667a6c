/** @jest-environment jsdom */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parsePo } from '../../scripts/po.mjs';
import { AttentionModel } from '../../src/model/index.ts';
import { AttentionView } from '../../src/views/index.ts';
import { provenanceWords } from '../../src/views/frame/provenanceWords.ts';
import { english } from '../../src/views/frame/translator.ts';
import type { Translator } from '../../src/views/frame/translator.ts';
import { LIONS } from './show.ts';

const FILE = join(__dirname, '../../locale/de_DE/LC_MESSAGES/jupyterlab_attention.po');
const SAID = new Map(
  parsePo(readFileSync(FILE, 'utf8')).map(({ id, said: [text] }) => [id, text] as const)
);

const german: Translator = {
  __: (text, ...values) => english.__(SAID.get(text) ?? text, ...values)
};

const wordsOf = (text: string) => text.replace(/%\d/g, ' ').match(/\p{L}{2,}/gu) ?? [];

/** The English words of provenances that no German text has. */
const own = new Set([...SAID.values()].flatMap(wordsOf));
const ENGLISH = new Set(
  Object.values(provenanceWords(english))
    .flatMap(wordsOf)
    .filter(word => !own.has(word))
);
const isEnglish = (text: string) => wordsOf(text).some(word => ENGLISH.has(word));

const IDENTITY = [
  [1, 0],
  [0, 1]
];
const SAME = { query: IDENTITY, key: IDENTITY, value: IDENTITY, output: IDENTITY };
const GIVEN = LIONS.sentence.split(' ').map((_, q, all) => all.map((_k, k) => (q - k) / 5));

const STATES: readonly [string, object, string][] = [
  ['the worked example', {}, 'laboratory'],
  ['a mask', { mask: 'causal' }, 'measures'],
  ['RoPE', { positions: 'rope' }, 'table'],
  ['heads and biases', { n_heads: 2, projections: SAME, biases: { query: [1, 2] } }, 'table'],
  ['a late mask, a temperature', { mask: 'causal', mask_at: 'weights', temperature: 2 }, 'notes'],
  ['sinusoids', { positions: 'sinusoidal', residual: true }, 'table'],
  ['distances', { positions: 'alibi', scale: 3 }, 'laboratory'],
  ['a bias, and a sink', { bias: [GIVEN], sinks: [9] }, 'laboratory'],
  ['norms', { projections: SAME, norms: { query: { weight: [1, 2] } } }, 'table'],
  [
    'a score set by hand',
    { overrides: { scores: [{ head: 0, query: 1, key: 1, value: 4 }] } },
    'notes'
  ]
];

/** What is told of two numbers of each kind in a view, as the focus comes to them. */
function toldIn(trans: Translator, fields: object, rail: string): string[] {
  const host = document.createElement('div');
  document.body.append(host);
  const model = new AttentionModel();
  const view = { arithmetic: 'full', geometry: ['norms'], query: 1, rail };
  model.load({ ...LIONS, ...fields, view });
  const shown = new AttentionView(host, model, trans);
  shown.draw(); // the first time has the figures alone
  shown.draw();
  const numbers = [...shown.content.querySelectorAll<HTMLElement>('[data-number]')];
  const kinds = numbers.map(({ dataset }) => dataset.number!.split(':')[0]);
  const why = shown.content.querySelector<HTMLElement>('.jp-Attention-why')!;
  const told = numbers
    .filter((_, n) => kinds.slice(0, n).filter(kind => kind === kinds[n]).length < 2)
    .map(number => {
      number.dispatchEvent(new FocusEvent('focusin', { bubbles: true }));
      return why.hidden ? '' : why.textContent;
    })
    .filter(text => text !== '');
  shown.dispose();
  host.remove();
  return told;
}

test.each(STATES)('a German view has no English word for the numbers of %s', (_, fields, rail) => {
  const told = toldIn(german, fields, rail);
  expect(told.length).toBeGreaterThan(10);
  expect(told.filter(isEnglish)).toEqual([]);
});

test.each(STATES)('an English view has, for those of %s', (_, fields, rail) => {
  expect(toldIn(english, fields, rail).filter(isEnglish).length).toBeGreaterThan(2);
});
