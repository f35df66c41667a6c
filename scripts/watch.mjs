// Builds at every change of the sources; reload the page of a running `npm run lab` to see it.
import { spawn } from 'node:child_process';
import { ensureExtension, ensurePython } from './python.mjs';
import { ensureNodeModules, root } from './setup.mjs';

ensureNodeModules();
ensurePython();
ensureExtension();
const options = { cwd: root, stdio: 'inherit' };
spawn('npx', ['tsc', '-p', 'tsconfig.build.json', '--watch', '--preserveWatchOutput'], options);
spawn(
  'node',
  [
    'node_modules/@jupyter/builder/lib/build-labextension.js',
    '--core-package-file',
    'node_modules/@jupyterlab/core-meta/core.package.json',
    '--watch',
    '.'
  ],
  options
);
