import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter(
  file => /\.(tsx?|css)$/.test(file) && !file.startsWith('jupyter') && !file.startsWith('hosts')
);
const used = new Set(
  sources.flatMap(
    file => readFileSync(join('src', file), 'utf8').match(/--jp-(?!attention-)[a-z0-9-]+/g) ?? []
  )
);
const page = readFileSync('src/hosts/page.css', 'utf8');
const definedIn = (css: string) => new Set(css.match(/--jp-[a-z0-9-]+(?=:)/g));

test('a page of its own has every variable that JupyterLab gives a view', () => {
  expect(used.size).toBeGreaterThan(10);
  expect([...used].filter(name => !definedIn(page).has(name))).toEqual([]);
});

test('in the dark every colour is another', () => {
  const dark = definedIn(page.slice(page.indexOf('prefers-color-scheme: dark')));
  expect([...used].filter(name => /color|elevation/.test(name) && !dark.has(name))).toEqual([]);
});
