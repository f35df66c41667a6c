// What the extension's bundle has of its own, besides what JupyterLab's builder says.
const { rmSync } = require('node:fs');
const { dirname, join } = require('node:path');
const { SwcJsMinimizerRspackPlugin } = require('@rspack/core');
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

module.exports = {
  // The lessons, which are notebooks.
  module: { rules: [{ test: /\.ipynb$/, type: 'json' }] },
  // What Plotly brings along for maps is not bundled.
  resolve: { alias: { 'maplibre-gl/dist/maplibre-gl.css': false } },
  // Numbered in the order of imports: rspack's hashes of modules that are shared would depend on the
  // folder the project lies in, and no build would equal another.
  optimization: {
    moduleIds: 'natural',
    chunkIds: 'natural',
    // Named, although it is the default: the one that rspack 2.3.3 takes by itself swaps short names in
    // `remoteEntry` from one folder to another.
    minimizer: [new SwcJsMinimizerRspackPlugin()]
  },
  // A licence without a text is an error of ours; sizes are what `npm run bench` prints.
  ignoreWarnings: [/license-webpack-plugin/],
  performance: { hints: false },
  plugins: [new Licences(), new Tidy()]
};
