#!/usr/bin/env bash
# A license report made from the bundler's stats should name every package whose
# code is in the bundle. With rspack the modules that concatenation has merged
# into another one are left out of chunk.modules[].modules, although nestedModules
# is asked for; they come back only with orphanModules: true, which sounds
# like the opposite. license-webpack-plugin, which JupyterLab's builder runs for
# third-party-licenses.json, does not ask for these: its list is empty here, and
# no warning is given. A notebook extension ships d3's code, but not its license.
# Seen with @rspack/core 2.3.3, license-webpack-plugin 4.0.2, d3-transition 3.0.1.
set -euo pipefail
self="$(cd "$(dirname "$0")" && pwd)/$(basename "$0")"
tmp="$(mktemp -d)"
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"

echo '{"name": "finding", "version": "1.0.0", "type": "module"}' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts @rspack/core@2.3.3 license-webpack-plugin@4.0.2 d3-transition@3.0.1 d3-timer@3.0.1

cat > index.js <<'EOF'
import { transition } from 'd3-transition';
import { now } from 'd3-timer';

console.log(transition, now());
EOF

cat > finding.mjs <<'EOF'
import fs from 'node:fs';
import path from 'node:path';
import licensePlugin from 'license-webpack-plugin';
import { rspack, rspackVersion } from '@rspack/core';

const ASKED = {
  all: false, chunks: true, chunkModules: true, nestedModules: true,
  dependentModules: true, cachedModules: true
};

function packages(stats, more) {
  const found = new Set();
  const visit = module => {
    const match = /node_modules\/([^/]+)/.exec(module.name ?? '');
    if (match) {
      found.add(match[1]);
    }
    (module.modules ?? []).forEach(visit);
  };
  for (const chunk of stats.toJson({ ...ASKED, ...more }).chunks) {
    chunk.modules.forEach(visit);
  }
  return [...found].sort().join(' ') || 'none';
}

function build(concatenateModules) {
  const out = path.resolve(`out-${concatenateModules}`);
  const compiler = rspack({
    context: process.cwd(),
    mode: 'production',
    entry: './index.js',
    optimization: { concatenateModules },
    output: { path: out },
    plugins: [
      new licensePlugin.LicenseWebpackPlugin({
        perChunkOutput: false,
        outputFilename: 'licenses.txt',
        renderLicenses: modules => modules.map(module => module.name).sort().join(' ') || 'none'
      })
    ]
  });
  return new Promise((resolve, reject) => {
    compiler.run((error, stats) => {
      if (error || stats.hasErrors()) {
        reject(error ?? new Error(stats.toString()));
        return;
      }
      console.log(`concatenateModules: ${concatenateModules}`);
      console.log('  stats as asked:', packages(stats, {}));
      console.log('  and orphanModules:', packages(stats, { orphanModules: true }));
      console.log('  the license list:', fs.readFileSync(path.join(out, 'licenses.txt'), 'utf8'));
      compiler.close(resolve);
    });
  });
}

console.log('@rspack/core', rspackVersion);
await build(false);
await build(true);
EOF

echo "on Node $(node --version)"
node finding.mjs > seen.txt

# What was seen must be, line for line, the block of "#|" lines below.
sed -n 's/^#| \{0,1\}//p' "$self" > expected.txt
cat seen.txt
if ! diff expected.txt seen.txt; then
  echo 'CHANGED: the output is not the one below' >&2
  exit 1
fi
echo 'unchanged'

# The output seen:
#| @rspack/core 2.3.3
#| concatenateModules: false
#|   stats as asked: d3-color d3-dispatch d3-ease d3-interpolate d3-selection d3-timer d3-transition
#|   and orphanModules: d3-color d3-dispatch d3-ease d3-interpolate d3-selection d3-timer d3-transition
#|   the license list: d3-color d3-dispatch d3-ease d3-interpolate d3-selection d3-timer d3-transition
#| concatenateModules: true
#|   stats as asked: none
#|   and orphanModules: d3-color d3-dispatch d3-ease d3-interpolate d3-selection d3-timer d3-transition
#|   the license list: none
