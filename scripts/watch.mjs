// Builds at every change of the sources; reload the page of a running `npm run lab` to see it.
import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { join } from 'node:path';
import { ensureNodeModules } from './node.mjs';
import { ensureExtension, ensurePython } from './python.mjs';
import { root } from './setup.mjs';
import { Steps } from './steps.mjs';
import { copyStyles } from './styles.mjs';

const steps = new Steps(['Packages of Node', 'Packages of Python', 'Build', 'Watch']);
await steps.next(ensureNodeModules);
await steps.next(ensurePython);
await steps.next(ensureExtension);
await steps.next(() => 'building at every change; Ctrl+C ends it');

const watchers = [
  [
    'node_modules/typescript/bin/tsc',
    '-p',
    'tsconfig.build.json',
    '--watch',
    '--preserveWatchOutput'
  ],
  [
    'node_modules/@jupyter/builder/lib/build-labextension.js',
    '--core-package-file',
    'node_modules/@jupyterlab/core-meta/core.package.json',
    // As for production, the builder's licence plugin reads what rspack has dropped and ends the watch.
    '--development',
    '--watch',
    '.'
  ]
].map(args => spawn(process.execPath, args, { cwd: root, stdio: 'inherit' }));

// What tsc leaves out.
watch(join(root, 'src'), { recursive: true }, (_, file) => file?.endsWith('.css') && copyStyles());

const end = () => watchers.forEach(watcher => watcher.kill());
process.on('SIGINT', end);
process.on('SIGTERM', end);
// One without the other would leave an old build without a word.
watchers.forEach(watcher => watcher.on('close', end));
