/** @jest-environment jsdom */
import { fixture } from '../fixtures/fixtures.ts';
import { recordedPayload } from '../fuzz/payloads.ts';
import { Random } from '../fuzz/random.ts';
import { show, shares } from './show.ts';

const HEADS = fixture<object>('valid/recorded-heads.json');
const SILENT = fixture<object>('valid/recorded-heads-without-values.json');
const WEIGHTS = fixture<object>('valid/recorded-weights.json');

const texts = (node: Element, selector: string) =>
  [...node.querySelectorAll(selector)].map(({ textContent }) => textContent);
const stages = (node: Element) => texts(node, 'select[aria-label=Stage] option');
const tabs = (node: Element) => texts(node, '.jp-Attention-tabs button');
const shown = (payload: object, rail: string) => show({ ...payload, view: { rail } }).node;

test('of a recorded head everything from q and k on is seen, and nothing before', () => {
  const node = shown(HEADS, 'table');
  expect(node.querySelector('.jp-mod-planePane')).not.toBeNull();
  expect(texts(node, '.jp-Attention-layers button').map(text => text?.trim())).toEqual([
    'q',
    'k',
    'v',
    'outputs'
  ]);
  expect(texts(node, '.jp-mod-tablePane th[scope=col]')).toEqual(['word', 'q', 'k', 'v']);
  expect(node.querySelector('.jp-Attention-projections')).toBeNull();
  expect(node.querySelector('.jp-Attention-sentence')).toBeNull();
  expect(node.querySelector('.jp-Attention-recorded')?.textContent).toBe(
    'Queries and keys that were recorded: tiny · float32 · recorded · none'
  );
  expect(texts(node, 'select[aria-label=Step] option')[1]).toContain('dot product');
  expect(node.textContent).not.toContain('NaN');
});

test('the laboratory of a recorded head has the stages from the scores on', () => {
  const node = shown(HEADS, 'laboratory');
  const text = node.querySelector('.jp-mod-laboratoryPane')!.textContent;
  expect(node.querySelector('[aria-label=Temperature]')).not.toBeNull();
  expect(node.querySelector('[aria-label=Mask]')).not.toBeNull();
  expect(node.querySelector('[aria-label="Dimensions of q and k"]')).toBeNull();
  expect(text).toContain('Temperature');
  expect(text).not.toMatch(/Positions|Residual|x \+ Δ/);
});

test('without values there are no outputs to see', () => {
  const node = shown(SILENT, 'none');
  expect(tabs(node)).not.toContain('Outputs');
  expect(texts(node, '.jp-Attention-result b')).toEqual([]);
  expect(node.textContent).not.toContain('NaN');
});

test('of recorded weights there is the matrix and the row, and a word on why no more', () => {
  const node = shown(WEIGHTS, 'laboratory');
  expect(node.querySelector('.jp-mod-planePane')).toBeNull();
  expect(stages(node)).toEqual(['Attention weights']);
  expect(tabs(node)).toEqual(['Laboratory', 'Lines', 'Text', 'Measures', 'Notes']);
  expect(shares(node).length).toBe(4);
  expect(node.querySelector('.jp-mod-laboratoryPane')?.textContent).toContain(
    'nothing but its weights was recorded'
  );
  expect(texts(node, '.jp-Attention-warnings p')).toEqual([
    expect.stringContaining('rows of them do not sum to 1')
  ]);
  expect(node.textContent).not.toContain('NaN');
});

const RAILS = ['laboratory', 'lines', 'text', 'table', 'outputs', 'measures', 'notes'];
const share = (number: number) => Math.min(1, Math.abs(number));
const GEOMETRY = ['levels', 'hull', 'norms'];

test('whatever was recorded is drawn in every part, at every step, without a number that is none', () => {
  const random = new Random(7);
  for (let round = 0; round < 40; round++) {
    const view = { arithmetic: 'full', geometry: GEOMETRY, rail: RAILS[round % RAILS.length] };
    const payload = { ...recordedPayload(random, share), view };
    const { node, model, draw, view: shownView, host } = show(payload);
    if (model.state.status === 'ready') {
      const layers = model.state.spec.layers?.length ?? 1;
      for (let layer = 0; layer < layers; layer++) {
        model.select({ layer, head: 0 });
        draw();
        expect(node.querySelector('.jp-Attention-failed')).toBeNull();
        expect([round, node.textContent]).toEqual([round, expect.not.stringContaining('NaN')]);
      }
    }
    shownView.dispose();
    host.remove();
  }
});
