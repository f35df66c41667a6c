import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const VIEWS = join(ROOT, 'src/views');

/** The files of all rooms. */
const files = (ending: RegExp) =>
  readdirSync(VIEWS, { recursive: true, encoding: 'utf8' })
    .filter(path => ending.test(path))
    .map(path => readFileSync(join(VIEWS, path), 'utf8'))
    .join('\n');

/** All classes that the style sheet of the view has rules for. */
const classes = () => {
  const selectors = files(/\.raw\.css$/)
    .replace(/\/\*[^]*?\*\//g, '')
    .match(/[^{};]+(?=\{)/g)!;
  return new Set(
    selectors
      .join()
      .match(/\.[A-Za-z][\w-]*/g)!
      .map(name => name.slice(1))
  );
};
const sources = () => files(/\.tsx?$/);

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
