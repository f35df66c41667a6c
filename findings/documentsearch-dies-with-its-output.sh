#!/usr/bin/env bash
# JupyterLab's search watches what it searches and starts anew when that changes.
# One expects an output that is replaced while its matches are marked (a progress
# line, a figure that is drawn again) to be searched again. Starting anew first
# takes the old marks out of their parents; marks that went with the old content
# have none, which raises a TypeError before the list of marks is emptied. So
# each later query of that provider is rejected, and the old matches are counted
# on. A view of attention that redraws its text during a search meets this.
# Seen with @jupyterlab/documentsearch 4.6.4 in jsdom 26.1.0 (bundled by esbuild).
set -euo pipefail
self="$(cd "$(dirname "$0")" && pwd)/$(basename "$0")"
tmp="$(mktemp -d)"
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"

echo '{"name": "finding", "version": "1.0.0", "type": "module"}' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts @jupyterlab/documentsearch@4.6.4 jsdom@26.1.0 esbuild@0.25.5
npx --no-install esbuild node_modules/@jupyterlab/documentsearch/lib/providers/genericsearchprovider.js \
  --bundle --format=cjs --platform=node --loader:.svg=text --loader:.css=empty --log-level=error --outfile=provider.cjs

cat > finding.mjs <<'EOF'
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { JSDOM } from 'jsdom';

const version = name => JSON.parse(fs.readFileSync(`node_modules/${name}/package.json`, 'utf8')).version;
const { window } = new JSDOM('<body></body>');
globalThis.window = window;
for (const name of [
  'document', 'Element', 'HTMLElement', 'Node', 'NodeFilter', 'MutationObserver', 'Event', 'KeyboardEvent', 'MouseEvent'
]) {
  globalThis[name] = window[name];
}
globalThis.DragEvent = class {};
if (!globalThis.navigator) {
  globalThis.navigator = window.navigator;
}
const { GenericSearchProvider } = createRequire(import.meta.url)('./provider.cjs');
console.log('@jupyterlab/documentsearch', version('@jupyterlab/documentsearch'), 'jsdom', version('jsdom'));
process.on('unhandledRejection', error => console.log('  uncaught:', error.name));

const settled = () => new Promise(resolve => setTimeout(resolve, 50));
const node = document.body.appendChild(document.createElement('pre'));
node.textContent = 'the cat and the dog';
const provider = new GenericSearchProvider({ node });
const report = name =>
  console.log(`${name}: counted ${provider.matchesCount}, marked ${node.querySelectorAll('mark').length}`);

await provider.startQuery(/the/g);
report('searched');
node.append(' and the end');
await settled();
report('text added');
node.textContent = 'only the cat';
await settled();
report('text replaced');
for (const query of [/cat/g, /the/g]) {
  await provider.startQuery(query).catch(error => console.log('  rejected:', error.name));
  report(`searched for ${query.source}`);
}
process.exit(0);
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
#| @jupyterlab/documentsearch 4.6.4 jsdom 26.1.0
#| searched: counted 2, marked 2
#| text added: counted 3, marked 3
#|   uncaught: TypeError
#| text replaced: counted 3, marked 0
#|   rejected: TypeError
#| searched for cat: counted 3, marked 0
#|   rejected: TypeError
#| searched for the: counted 3, marked 0
