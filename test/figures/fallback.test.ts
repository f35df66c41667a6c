/** @jest-environment jsdom */
import { readdirSync, readFileSync } from 'node:fs';
import { fallbackHtml, fallbackText } from '../../src/figures/index.ts';
import { AttentionModel } from '../../src/model/index.ts';
import type { Ready } from '../../src/model/index.ts';
import { inPython, withPython } from '../python.ts';

const VALID = 'test/fixtures/valid';
const FORMULAS = [
  '$x$',
  '\\(x\\)',
  '\\[x\\]',
  '$$',
  '\\begin{equation}',
  '\\ref{a}',
  '`x`',
  '**b**'
];
const UNSEEN = [
  '',
  ' ',
  '\n',
  '\u200B',
  '\u202Eabc',
  'a\uFE0F',
  '\u0301',
  'می\u200Cخواهم',
  '👩🏽\u200D🚀'
];

const of = (fields: object) => ({ format: 'attention', version: 1, ...fields });
const words = (n: number) => Array.from({ length: n }, (_, i) => `w${(i * 7919) % 1000}`);
const payloads: readonly object[] = [
  ...readdirSync(VALID)
    .filter(file => file.endsWith('.json') && file !== 'expected.json')
    .map(file => JSON.parse(readFileSync(`${VALID}/${file}`, 'utf8')) as object),
  of({ sentence: 'Angry lions hunt zebras, while cats sleep peacefully' }),
  of({ tokens: FORMULAS, mask: 'causal' }),
  of({ tokens: UNSEEN, key_tokens: ['<b>&amp;"\'</b>', 'x'.repeat(99), '\uD800'] }),
  ...[24, 25, 33, 64, 100, 256, 257, 300].map(n => of({ tokens: words(n), mask: 'causal' })),
  of({ tokens: words(40), key_tokens: words(270), scale: 0.5 }),
  of({ tokens: words(30), scale: 1e4, softmax: 'naive' })
];

function readyOf(payload: object): Ready {
  const model = new AttentionModel();
  model.load(payload);
  expect(model.state.status).toBe('ready');
  return model.state as Ready;
}

const traceOf = (payload: object) => readyOf(payload).trace;

/** The first head, and nothing of it covered. */
const FIRST = { head: 0, covered: [] };

withPython('The view writes what Python wrote, to the letter', () => {
  const theirs = inPython<[html: string, plain: string][]>(
    '[(b["text/html"], b["text/plain"]) for b in (Attention.from_dict(p)._repr_mimebundle_(exclude=["image/png"]) for p in given)]',
    payloads
  );
  payloads.forEach((payload, i) => {
    const { trace, selection } = readyOf(payload);
    expect(fallbackHtml(trace, selection)).toBe(theirs[i][0]);
    expect(fallbackText(trace, selection)).toBe(theirs[i][1]);
  });
});

/** Texts that a typesetter for formulas looks at: it passes over `code`, and over such classes. */
function looked(html: string): string {
  const page = document.createElement('div');
  page.innerHTML = html;
  page.querySelectorAll('code, .tex2jax_ignore.mathjax_ignore').forEach(node => node.remove());
  return page.textContent ?? '';
}

test('No token is a formula, and each is there as text', () => {
  for (const tokens of [FORMULAS, [...FORMULAS, ...words(30)], [...FORMULAS, ...words(300)]]) {
    const html = fallbackHtml(traceOf(of({ tokens })), FIRST);
    expect(looked(html).trim()).toBe('');
    expect(looked(html.replaceAll(/ class="[^"]*"/g, ''))).not.toMatch(/[$\\`*]/);
    const page = document.createElement('div');
    page.innerHTML = html;
    const shown = [...page.querySelectorAll('code')].map(code => code.textContent);
    expect(shown).toEqual(expect.arrayContaining(tokens.length < 300 ? FORMULAS : []));
  }
});

test('The table is its own picture: each weight on its shade, in a colour that can be read on it', () => {
  const page = document.createElement('div');
  page.innerHTML = fallbackHtml(
    traceOf(
      of({ sentence: 'Angry lions hunt zebras, while cats sleep peacefully', mask: 'causal' })
    ),
    FIRST
  );
  const cells = [...page.querySelectorAll('td[bgcolor]')];
  expect(cells).toHaveLength(64);
  for (const cell of cells) {
    const paper = luminance(cell.getAttribute('bgcolor')!);
    const ink = cell.querySelector('font')!.color === 'white' ? 1 : 0;
    const [dark, light] = [Math.min(paper, ink), Math.max(paper, ink)];
    expect((light + 0.05) / (dark + 0.05)).toBeGreaterThan(4.5);
  }
  expect(page.querySelector('img, svg, script, style, [style]')).toBeNull();
});

test('At model size a grid says the largest weight of each block', () => {
  const page = document.createElement('div');
  const trace = traceOf(of({ tokens: words(300), mask: 'causal' }));
  page.innerHTML = fallbackHtml(trace, FIRST);
  const rows = [...page.querySelectorAll('table:first-child tr')];
  expect(rows).toHaveLength(30);
  // The first token can only ask itself: no weight is larger.
  expect(rows[0].children[0].getAttribute('bgcolor')).toBe('#004e92');
  expect(rows[0].children[1].getAttribute('bgcolor')).toBe('#e1e1e1');
});

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map(at => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
