#!/usr/bin/env bash
# optimization.moduleIds 'deterministic' is meant for ids that depend on the
# sources alone, and in rspack they do, wherever the project lies. Not so for the
# two modules that module federation adds for each shared package: their ids
# come from a name with the absolute path in it. The same sources, built in two
# folders, give different files; a third build in the first folder is the same
# as the first. JupyterLab extensions are built this way, so a rebuild on CI or
# by a distributor never matches the published bundle, whose hashed names change.
# Seen with @rspack/core 2.3.3 (container.ModuleFederationPluginV1).
set -euo pipefail
self="$(cd "$(dirname "$0")" && pwd)/$(basename "$0")"
tmp="$(mktemp -d)"
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"

echo '{"name": "finding", "version": "1.0.0", "type": "module"}' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts @rspack/core@2.3.3

cat > finding.mjs <<'EOF'
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { rspack, rspackVersion } from '@rspack/core';

function write(folder) {
  fs.mkdirSync(`${folder}/node_modules/dep`, { recursive: true });
  fs.writeFileSync(`${folder}/package.json`, '{"name": "app", "version": "1.0.0", "dependencies": {"dep": "1.0.0"}}');
  fs.writeFileSync(`${folder}/node_modules/dep/package.json`, '{"name": "dep", "version": "1.0.0"}');
  fs.writeFileSync(`${folder}/node_modules/dep/index.js`, 'export const one = 1;');
  fs.writeFileSync(`${folder}/index.js`, 'import("dep").then(dep => console.log(dep.one));');
}

function build(name, shared) {
  const folder = path.resolve(name);
  const out = path.join(folder, 'out');
  fs.rmSync(out, { recursive: true, force: true });
  write(folder);
  const compiler = rspack({
    context: folder,
    mode: 'production',
    entry: './index.js',
    optimization: { moduleIds: 'deterministic', chunkIds: 'deterministic' },
    output: { path: out },
    plugins: [
      new rspack.container.ModuleFederationPluginV1({
        name: 'app', filename: 'remote.js', exposes: { './index': './index.js' }, shared
      })
    ]
  });
  return new Promise((resolve, reject) => {
    compiler.run((error, stats) => {
      if (error || stats.hasErrors()) {
        reject(error ?? new Error(stats.toString()));
        return;
      }
      const ids = {};
      for (const module of stats.toJson({ all: false, modules: true, ids: true, orphanModules: true }).modules) {
        ids[(module.name ?? '').split(folder).join('')] = module.id;
      }
      const hash = crypto.createHash('sha256');
      for (const file of fs.readdirSync(out).sort()) {
        hash.update(file).update(fs.readFileSync(path.join(out, file)));
      }
      compiler.close(() => resolve({ ids, hash: hash.digest('hex') }));
    });
  });
}

console.log('@rspack/core', rspackVersion);
for (const [name, shared] of [['nothing shared', {}], ['dep shared', { dep: { singleton: true } }]]) {
  const first = await build('one', shared);
  const second = await build('two/deeper', shared);
  const again = await build('one', shared);
  console.log(name);
  console.log('  the same folder twice, the same files:', first.hash === again.hash);
  console.log('  another folder, the same files:', first.hash === second.hash);
  const moved = Object.keys(first.ids).filter(key => first.ids[key] !== second.ids[key]);
  console.log('  other ids for:', moved.map(key => key.split(' (')[0]).sort().join(', ') || 'none');
}
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
#| nothing shared
#|   the same folder twice, the same files: true
#|   another folder, the same files: true
#|   other ids for: none
#| dep shared
#|   the same folder twice, the same files: true
#|   another folder, the same files: false
#|   other ids for: consume shared module, provide shared module
