import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';

/** What package.json asks for is what the code imports: nothing more, and nothing less. */

const root = dirname(import.meta.dirname);
const OWN = ['src', 'test', 'scripts', 'bench'];
/** The benches' peers have a package.json of their own. */
const LEFT_OUT = [
  join('bench', 'engine'),
  join('bench', 'models'),
  join('bench', 'class', 'node_modules'),
  join('test', 'fixtures')
];

interface PackageJson {
  name: string;
  scripts: Record<string, string>;
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  peerDependencies?: Record<string, string>;
  bin?: string | Record<string, string>;
}

const read = (file: string) => readFileSync(join(root, file), 'utf8');
const manifest = (folder: string) => JSON.parse(read(join(folder, 'package.json'))) as PackageJson;
const { name: ownName, scripts, dependencies, devDependencies } = manifest('.');
const installed = (name: string) => manifest(join('node_modules', name));

const files = [
  ...OWN.flatMap(folder =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map(file =>
      join(folder, file)
    )
  ),
  ...readdirSync(root)
].filter(
  file => /\.(tsx?|[cm]?js)$/.test(file) && !LEFT_OUT.some(folder => file.startsWith(folder))
);

/** The packages that a file imports, for their types too. */
function imported(file: string): string[] {
  return ts
    .preProcessFile(read(file), true, true)
    .importedFiles.map(({ fileName }) => fileName)
    .filter(name => !/^(\.|node:)/.test(name))
    .map(name => /^(@[^/]+\/)?[^/]+/.exec(name)![0])
    .filter(name => name !== ownName);
}

const inSource = (file: string) => file.startsWith('src');
const used = new Map<string, string>(
  files.flatMap(file => imported(file).map(name => [name, file]))
);
const shipped = new Set(files.filter(inSource).flatMap(imported));

/** Where a tool is named instead of imported. */
const named = [
  ...Object.values(scripts),
  ...files.filter(file => !inSource(file)).map(read),
  ...readdirSync(root)
    .filter(file => /^(\.[a-z]+rc|tsconfig).*\.json$/.test(file))
    .map(read)
].join('\n');

const isNamed = (word: string) =>
  new RegExp(`(^|[\\s"'/=])${word.replace(/[/.]/g, '\\$&')}($|[\\s"'/])`, 'm').test(named);

/** `jest-environment-jsdom` is asked for as `@jest-environment jsdom`. */
function isUsedAsATool(name: string): boolean {
  const bin = installed(name).bin;
  const commands = typeof bin === 'object' ? Object.keys(bin) : bin ? [name] : [];
  const environment = name.replace(/^jest-environment-/, '@jest-environment ');
  return [name, environment, ...commands].some(isNamed);
}

const isTypesOfUsed = (name: string) => {
  const typed = name.replace('@types/', '');
  return name.startsWith('@types/') && (used.has(typed) || ['node', 'jest'].includes(typed));
};

const isPeerOfUsed = (name: string) =>
  Object.keys(devDependencies).some(other => name in (installed(other).peerDependencies ?? {}));

test('the walk sees the project', () => {
  expect(files).toContain(relative(root, import.meta.filename));
  expect([...shipped]).toEqual(expect.arrayContaining(['react', 'plotly.js', 'd3-zoom']));
});

test('what the source imports is a dependency', () => {
  expect([...shipped].filter(name => !(name in dependencies))).toEqual([]);
});

test('what anything else imports is declared', () => {
  const declared = { ...dependencies, ...devDependencies };
  expect([...used].filter(([name]) => !(name in declared))).toEqual([]);
});

test('every dependency is imported by the source', () => {
  expect(Object.keys(dependencies).filter(name => !shipped.has(name))).toEqual([]);
});

test('every development dependency is imported, named, or belongs to one that is', () => {
  const unused = Object.keys(devDependencies).filter(
    name => !used.has(name) && !isUsedAsATool(name) && !isTypesOfUsed(name) && !isPeerOfUsed(name)
  );
  expect(unused).toEqual([]);
});

test('all that is asked for is one exact version, and installed', () => {
  for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(existsSync(join(root, 'node_modules', name))).toBe(true);
  }
});

test('no library that is imported at once, and is ours alone, is shared', () => {
  // The names of shared ones hold the folder of the project, and hashes of the bundle would depend on it.
  const { dependencies, jupyterlab } = JSON.parse(read('package.json')) as {
    dependencies: Record<string, string>;
    jupyterlab: { sharedPackages: Record<string, unknown> };
  };
  const hosts = /^(?:@jupyterlab\/|@lumino\/|react(?:-dom)?$)/;
  const late = ['plotly.js']; // comes by an import() of its own
  const ours = Object.keys(dependencies).filter(name => !hosts.test(name) && !late.includes(name));
  const { '@jupyterlab/docregistry': registry, ...others } = jupyterlab.sharedPackages;
  expect(Object.keys(others)).toEqual(ours);
  expect(new Set(Object.values(others))).toEqual(new Set([false]));
  // A page has it, but the builder does not know that it is the page's, and would bundle a second one.
  expect(registry).toEqual({ bundled: false, singleton: true });
});
