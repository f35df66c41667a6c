import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import ts from 'typescript';

const HERE = import.meta.dirname;
const PROJECT = resolve(HERE, '../../..');

/** Builds the extension that listens, as its author would who knows nothing but our package; its folder. */
export function buildListener(): string {
  const folder = mkdtempSync(join(tmpdir(), 'attention-listener-'));
  const source = readFileSync(join(HERE, 'index.ts'), 'utf8');
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 }
  });
  mkdirSync(join(folder, 'lib'));
  writeFileSync(join(folder, 'lib/index.js'), outputText);
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({
      name: 'attention-listener',
      version: '0.0.1',
      license: 'BSD-3-Clause',
      main: 'lib/index.js',
      files: ['lib/*.js'],
      dependencies: { 'jupyterlab-attention': '>=0.1.0' },
      jupyterlab: {
        extension: true,
        outputDir: 'built',
        sharedPackages: { 'jupyterlab-attention': { bundled: false, singleton: true } }
      }
    })
  );
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(PROJECT, join(folder, 'node_modules/jupyterlab-attention'), 'junction');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      join(PROJECT, 'node_modules/@jupyter/builder/lib/build-labextension.js'),
      '--core-package-file',
      join(PROJECT, 'node_modules/@jupyterlab/core-meta/core.package.json'),
      '--development', // otherwise licences are gathered, of which it has none
      folder
    ],
    { encoding: 'utf8' }
  );
  if (status !== 0) {
    throw new Error(`The extension could not be built.\n${stdout}\n${stderr}`);
  }
  return join(folder, 'built');
}
