import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const FOLDERS = ['src/views', 'src/views/laboratory'];

/** All classes that the style sheet of the view has rules for. */
const classes = () => {
  const sheet = readFileSync(join(ROOT, 'style/base.raw.css'), 'utf8');
  const selectors = sheet.replace(/\/\*[^]*?\*\//g, '').match(/[^{};]+(?=\{)/g)!;
  return new Set(
    selectors
      .join()
      .match(/\.[A-Za-z][\w-]*/g)!
      .map(name => name.slice(1))
  );
};
const sources = () =>
  FOLDERS.flatMap(folder => readdirSync(join(ROOT, folder)).map(name => join(ROOT, folder, name)))
    .filter(path => /\.tsx?$/.test(path))
    .map(path => readFileSync(path, 'utf8'))
    .join('\n');

test('each rule of the view speaks of something in its tree', () => {
  const all = sources();
  // What Plotly draws has its own classes; some of ours are put together from a name.
  const isDrawn = (name: string) =>
    name.endsWith('layer') ||
    name.endsWith('Pane') ||
    all.includes(name) ||
    all.includes(`'${name.replace('jp-Attention-', '')}'`);
  const found = [...classes()];
  expect(found.length).toBeGreaterThan(80);
  expect(found.filter(name => !isDrawn(name))).toEqual([]);
  // The element that holds the tree stands outside of it.
  expect(found).not.toContain('jp-Attention');
});
