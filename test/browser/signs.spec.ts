import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { Jupyter } from './jupyter.ts';
import { notebook, openInLab, settled, views } from './notebook.ts';

const UNSEEN = [
  ...['', ' ', '\t', '\n', '\r', '\0', '\u007F', '\u0085', '\u00A0', '\u00AD', '\u034F', '\u061C'],
  ...['\u115F', '\u1160', '\u180E', '\u2003', '\u200B', '\u200C', '\u200D', '\u200E', '\u2028'],
  ...['\u202E', '\u2060', '\u2066', '\u2800', '\u3000', '\u3164', '\uE000', '\uFE0F', '\uFEFF'],
  ...['\uFFA0', '\uFFF9', '\uFFFC', '\u0378', '\u{E0041}', '\u{E0100}', '\u0301', 'a\u202Eb']
];
const FORMULAS = [
  '$x$',
  '\\(x\\)',
  '\\[x\\]',
  '$$',
  '$$y$$',
  '\\begin{equation}',
  '\\ref{a}',
  '`x`'
];

let jupyter: Jupyter;
test.beforeAll(async () => {
  jupyter = await Jupyter.start();
});
test.afterAll(() => jupyter.stop());

/** An output that only other hosts' forms are in, as where the extension is not installed. */
function without(html: string): object {
  return { output_type: 'display_data', metadata: {}, data: { 'text/html': html } };
}

/** What Python puts into an output for hosts without the view. */
function staticHtml(tokens: readonly string[]): string {
  const bin = process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python';
  const program =
    'import json, sys; from jupyterlab_attention import Attention; ' +
    'print(json.dumps(Attention(tokens=json.load(sys.stdin))._repr_mimebundle_()["text/html"]))';
  const input = JSON.stringify(tokens);
  return JSON.parse(
    execFileSync(join('.venv', bin), ['-c', program], { input, encoding: 'utf8' })
  ) as string;
}

test('no token is without width, and none turns its neighbours', async ({ page }) => {
  const tokens = [...UNSEEN.slice(0, -1), 'first', 'a\u202Eb', 'last'];
  jupyter.write(
    'unseen.ipynb',
    notebook([{ payload: { format: 'attention', version: 1, tokens } }])
  );
  await openInLab(page, jupyter, 'unseen.ipynb');
  const view = views(page);
  await settled(view);
  const chips = view.locator('button.jp-Attention-chip bdi');
  await expect(chips).toHaveCount(tokens.length);
  const widths = await chips.evaluateAll(nodes => nodes.map(n => n.getBoundingClientRect().width));
  expect(Math.min(...widths)).toBeGreaterThan(3);
  const texts = await chips.allTextContents();
  expect(new Set(texts).size).toBe(tokens.length);
  // The letters after an override stand to the right of those before it, and so does what follows.
  const places = await chips.evaluateAll(nodes =>
    nodes.slice(-3).flatMap(node => {
      const walk = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
      const found: number[] = [];
      for (let text = walk.nextNode(); text; text = walk.nextNode()) {
        const range = document.createRange();
        range.selectNodeContents(text);
        const { left, top } = range.getBoundingClientRect();
        found.push(Math.round(top / 20) * 1e5 + left);
      }
      return found;
    })
  );
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(await view.textContent()).not.toMatch(/[\u200B\u202A-\u202E\u2066-\u2069]/u);
});

test('no token is a formula where the view is not', async ({ page }) => {
  const book = notebook([{}, {}]) as { cells: { outputs: object[] }[] };
  book.cells[0].outputs = [without('<p class="formula">$y$</p>')];
  book.cells[1].outputs = [without(staticHtml(FORMULAS))];
  jupyter.write('formulas.ipynb', book);
  await openInLab(page, jupyter, 'formulas.ipynb');
  // What is a formula has been set: the typesetter has been here.
  await expect(page.locator('.formula mjx-container')).toHaveCount(1);
  const table = page.locator('.jp-RenderedHTML table');
  await expect(table.locator('tbody th')).toHaveText(FORMULAS);
  await expect(table.locator('mjx-container')).toHaveCount(0);
  // The sanitizer has left the picture that the table is.
  await expect(table.locator('td[bgcolor] > font[color]')).toHaveCount(FORMULAS.length ** 2);
});
