import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, sep } from 'node:path';

const ORDER = ['engine', 'format', 'model', 'figures', 'views', 'jupyter', 'hosts'];
/** Each folder and the packages it may import, besides the folders to its left. */
const PACKAGES: Record<string, RegExp> = {
  engine: /^fflate$/, // what inflates the kernel
  format: /^fflate$/, // what inflates arrays
  model: /^@lumino\//,
  figures: /^(plotly\.js|d3-)/,
  views: /^(@lumino\/|plotly\.js|react|d3-)/,
  jupyter: /^(@jupyterlab\/|@lumino\/)/,
  hosts: /^(node:|@lumino\/)/
};

/** The rooms of the engine, and those that each may look into. */
const ROOMS: Record<string, readonly string[]> = {
  arrays: [],
  mathematics: ['arrays'],
  words: ['arrays', 'mathematics'],
  kernel: [],
  large: ['arrays', 'mathematics', 'kernel'],
  workers: ['arrays', 'mathematics', 'kernel', 'large']
};

const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter(name =>
  /\.tsx?$/.test(name)
);
const IMPORT = /^(?:import|export)[^;']*?from '([^']+)'|import\('([^']+)'\)/gm;
const importsOf = (file: string) =>
  [...readFileSync(join('src', file), 'utf8').matchAll(IMPORT)].map(match => match[1] ?? match[2]);

test.each(files.filter(file => file.includes(sep)))(
  '%s imports only what stands to its left',
  file => {
    const [folder] = file.split(sep);
    for (const name of importsOf(file)) {
      if (!name.startsWith('.')) {
        expect(name).toMatch(PACKAGES[folder]);
        continue;
      }
      const [target] = normalize(join(dirname(file), name)).split(sep);
      const right = target !== folder && ORDER.indexOf(target) >= ORDER.indexOf(folder);
      expect({ name, right, jupyter: folder === 'hosts' && target === 'jupyter' }).toEqual({
        name,
        right: false,
        jupyter: false
      });
    }
  }
);

const inRooms = files.filter(file => file.split(sep)[0] === 'engine' && file.split(sep).length > 2);

test('every room of the engine has its place in the order', () => {
  expect([...new Set(inRooms.map(file => file.split(sep)[1]))].sort()).toEqual(
    Object.keys(ROOMS).sort()
  );
});

test.each(inRooms)('%s looks only into rooms that come before its own', file => {
  const room = file.split(sep)[1];
  for (const name of importsOf(file)) {
    const target = normalize(join(dirname(file), name)).split(sep)[1];
    expect({ name, in: [room, ...ROOMS[room]] }).toEqual({
      name,
      in: expect.arrayContaining([target])
    });
  }
});
