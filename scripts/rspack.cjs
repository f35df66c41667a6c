// What the extension's bundle has of its own, besides what JupyterLab's builder says.
const { rmSync } = require('node:fs');
const { dirname, join } = require('node:path');
const { Compilation, sources, SwcJsMinimizerRspackPlugin } = require('@rspack/core');
const { minifySync } = require('@swc/core');
const { Licences } = require('./licences.cjs');

/** The builder leaves a copy of package.json beside the settings, for itself. */
class Tidy {
  apply(compiler) {
    const { name } = require('../package.json');
    compiler.hooks.done.tap('Tidy', () => {
      const folder = dirname(compiler.options.output.path);
      rmSync(join(folder, 'schemas', name, 'package.json.orig'), { force: true });
    });
  }
}

/** What JupyterLab loads at its start. */
const ENTRY = /^remoteEntry\..*\.js$/;

/**
 * Minifies the entry last, when the names of all other files stand in it. Short names are given by how often
 * letters occur, and rspack 2.3.3 minifies while there are still hashes in the entry that know the folder of
 * the build: it would swap short names from one folder to another.
 */
class Entry {
  apply(compiler) {
    compiler.hooks.thisCompilation.tap('Entry', compilation => {
      const stage = Compilation.PROCESS_ASSETS_STAGE_OPTIMIZE_TRANSFER;
      compilation.hooks.processAssets.tap({ name: 'Entry', stage }, assets => {
        const names = Object.keys(assets).filter(name => ENTRY.test(name));
        for (const name of compiler.options.optimization.minimize ? names : []) {
          const { code } = minifySync(String(assets[name].source()), MINIFIED);
          // Of each shared package it is told that it has no other to fall back to: it has not, if nothing is told.
          const told = code.replaceAll(',fallback:void 0', '');
          compilation.updateAsset(name, new sources.RawSource(told));
        }
      });
    });
  }
}

const MINIFIED = {
  compress: { passes: 2 },
  mangle: true,
  ecma: 2020,
  module: false,
  format: { comments: false }
};

module.exports = {
  // A file that is asked for with a `v` may be kept by the browser, says Jupyter's server; which one it is
  // stands in its name. The builder would write the hash a second time, for each file, in what is loaded at
  // the start.
  output: { chunkFilename: '[name].[contenthash:8].js?v=1' },
  // The lessons, which are notebooks.
  module: { rules: [{ test: /\.ipynb$/, type: 'json' }] },
  // What Plotly brings along for maps is not bundled.
  resolve: { alias: { 'maplibre-gl/dist/maplibre-gl.css': false } },
  // Numbered in the order of imports: rspack's hashes of modules that are shared would depend on the
  // folder the project lies in, and no build would equal another.
  optimization: {
    moduleIds: 'natural',
    chunkIds: 'natural',
    minimizer: [
      new SwcJsMinimizerRspackPlugin({
        exclude: ENTRY,
        minimizerOptions: { compress: { passes: 3, ecma: 2020 }, format: { comments: false } }
      })
    ]
  },
  // A licence without a text is an error of ours; sizes are what `npm run bench` prints.
  ignoreWarnings: [/license-webpack-plugin/],
  performance: { hints: false },
  plugins: [new Licences(), new Tidy(), new Entry()]
};
