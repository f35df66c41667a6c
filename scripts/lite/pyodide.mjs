// The files of the Python kernel, so that a site need not ask a network for them: Pyodide as npm has it, the
// wheels of what the kernel imports as PyPI has them, and our own. Only pure ones are to be had there: no NumPy
// and no Pillow, without which the package computes by lists and shows no picture.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync
} from 'node:fs';
import { join } from 'node:path';
import { python } from '../python.mjs';
import { isMade, once, root } from '../setup.mjs';

/** Where files are kept between builds. */
const KEPT = join('.venv-lite', 'pyodide');
/** The one that the kernel of test/requirements-lite.txt is made for. */
const PYODIDE = 'pyodide@314.0.6';
const FILES = /^(pyodide\.mjs|pyodide\.asm\.(mjs|wasm)|python_stdlib\.zip|pyodide-lock\.json)$/;
/** What the kernel imports at its start; what these need follows from Pyodide's list. */
const WANTED = ['ipython', 'jedi', 'micropip', 'packaging'];
/** What it imports besides, and Pyodide's list does not have. */
const BESIDES = { comm: '0.2.3', 'ipython-pygments-lexers': '1.1.1' };
const SOURCES = ['test/requirements-lite.txt', 'scripts/lite/pyodide.mjs'];

/** Fetches the files where they are not there yet; why they cannot be had, or undefined. */
export async function fetchPyodide() {
  if (!isMade(KEPT, SOURCES)) {
    try {
      await once(KEPT, SOURCES, () => fetchAll(join(root, KEPT)));
    } catch (error) {
      return error.message;
    }
  }
}

/** Lays the files out in a folder, with our wheel among those that an import loads. */
export function layPyodide(folder, wheel) {
  const name = 'jupyterlab-attention';
  cpSync(join(root, KEPT), folder, { recursive: true });
  copyFileSync(wheel.path, join(folder, wheel.name));
  const lock = readLock(folder);
  lock.packages[name] = entry(folder, name, wheel.name, ['jupyterlab_attention']);
  writeLock(folder, lock);
}

function fetchAll(folder) {
  rmSync(folder, { recursive: true, force: true }); // what a build that failed has left
  mkdirSync(folder, { recursive: true });
  attempt('npm', ['pack', '--loglevel=error', PYODIDE, '--pack-destination', folder], folder);
  const packed = readdirSync(folder).find(name => name.endsWith('.tgz'));
  attempt('tar', ['-xzf', packed, '--strip-components=1'], folder);
  readdirSync(folder)
    .filter(name => !FILES.test(name))
    .forEach(name => rmSync(join(folder, name), { recursive: true }));

  const lock = readLock(folder);
  const { packages } = lock;
  const names = withWhatTheyNeed(packages, WANTED);
  const wanted = names.map(name => `${name}==${packages[name].version}`);
  const others = Object.entries(BESIDES).map(([name, version]) => `${name}==${version}`);
  const options = ['--no-deps', '--only-binary=:all:', '--platform=any', '--python-version=3.14'];
  attempt(python(), ['-m', 'pip', 'download', '-q', ...options, ...wanted, ...others], folder);

  const wheels = readdirSync(folder).filter(name => name.endsWith('.whl'));
  const wheelOf = name => wheels.find(wheel => wheel.split('-')[0].toLowerCase() === plain(name));
  lock.packages = Object.fromEntries([
    ...names.map(name => [name, { ...packages[name], ...file(folder, wheelOf(name)) }]),
    ...Object.keys(BESIDES).map(name => [name, entry(folder, name, wheelOf(name), [plain(name)])])
  ]);
  lock.packages.ipython.depends.push('ipython-pygments-lexers');
  writeLock(folder, lock);
}

/** Packages of Pyodide's list with all that they need. */
function withWhatTheyNeed(packages, names, found = new Set()) {
  for (const name of names.map(each => each.toLowerCase()).filter(each => !found.has(each))) {
    found.add(name);
    withWhatTheyNeed(packages, packages[name.replaceAll('_', '-')].depends, found);
  }
  return [...found].map(name => name.replaceAll('_', '-'));
}

const plain = name => name.toLowerCase().replaceAll('-', '_');

/** A package that Pyodide's list does not have. */
function entry(folder, name, wheel, imports) {
  return {
    name,
    version: wheel.split('-')[1],
    install_dir: 'site',
    package_type: 'package',
    imports,
    depends: [],
    unvendored_tests: false,
    ...file(folder, wheel)
  };
}

/** PyPI's wheel is another file than Pyodide's. */
function file(folder, wheel) {
  const sha256 = createHash('sha256').update(readFileSync(join(folder, wheel)));
  return { file_name: wheel, sha256: sha256.digest('hex') };
}

function readLock(folder) {
  return JSON.parse(readFileSync(join(folder, 'pyodide-lock.json'), 'utf8'));
}

function writeLock(folder, lock) {
  writeFileSync(join(folder, 'pyodide-lock.json'), JSON.stringify(lock));
}

/** Runs a command whose failure is no reason to end. */
function attempt(command, args, cwd) {
  const { status, stderr, error } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    shell: process.platform === 'win32'
  });
  if (status !== 0) {
    const lines = (error?.message ?? stderr).trim().split('\n');
    throw new Error(lines.find(line => /error/i.test(line)) ?? `${command} ended with ${status}`);
  }
}
