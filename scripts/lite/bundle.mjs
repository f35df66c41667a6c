// The engine as one module that a browser's kernel imports: engine.mjs.
import { join } from 'node:path';
import { rspack } from '@rspack/core';
import { root } from '../setup.mjs';

/** Writes engine.mjs into a folder. */
export function bundleEngine(folder) {
  const config = {
    mode: 'production',
    context: root,
    entry: join(root, 'scripts', 'lite', 'engine.js'),
    target: ['webworker', 'es2022'],
    devtool: false,
    output: { path: folder, filename: 'engine.mjs', module: true, clean: false },
    // One file: what is imported late elsewhere is there from the start.
    module: { parser: { javascript: { dynamicImportMode: 'eager' } } },
    optimization: {
      minimizer: [new rspack.SwcJsMinimizerRspackPlugin({ extractComments: false })]
    },
    performance: { hints: false }
  };
  return new Promise((done, fail) => {
    rspack(config, (error, stats) => {
      if (error || stats.hasErrors()) {
        fail(error ?? new Error(stats.toString({ all: false, errors: true })));
      } else {
        done();
      }
    });
  });
}
