#!/usr/bin/env bash
# React puts the focus back when the order of keyed elements changes, since the
# browser takes it away from an element that is moved. One expects the same
# inside a shadow root. There React remembers document.activeElement, which is
# the host and not the focused element, and has nothing to restore: the focus is
# gone after the move. It stays only if React happens to move the others instead.
# A list of heads or tokens that a person sorts by keyboard, in a view that keeps
# its styles in a shadow root, drops the keyboard user out at the first move.
# Seen with react and react-dom 18.3.1 in jsdom 26.1.0.
set -euo pipefail
self="$(cd "$(dirname "$0")" && pwd)/$(basename "$0")"
tmp="$(mktemp -d)"
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"

echo '{"name": "finding", "version": "1.0.0", "type": "module"}' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts react@18.3.1 react-dom@18.3.1 jsdom@26.1.0

cat > finding.mjs <<'EOF'
import fs from 'node:fs';
import { JSDOM } from 'jsdom';

const version = name => JSON.parse(fs.readFileSync(`node_modules/${name}/package.json`, 'utf8')).version;
const { window } = new JSDOM('<body></body>');
globalThis.window = window;
globalThis.document = window.document;
if (!globalThis.navigator) {
  globalThis.navigator = window.navigator;
}
globalThis.HTMLIFrameElement = window.HTMLIFrameElement;
const { createElement } = await import('react');
const { createRoot } = await import('react-dom/client');
const { flushSync } = await import('react-dom');
console.log('react', version('react'), 'react-dom', version('react-dom'), 'jsdom', version('jsdom'));

const list = ids => ids.map(id => createElement('button', { key: id, id }, id));
function reorder(shadow, focused, next) {
  const host = document.body.appendChild(document.createElement('div'));
  const tree = shadow ? host.attachShadow({ mode: 'open' }) : host;
  const place = tree.appendChild(document.createElement('div'));
  const root = createRoot(place);
  flushSync(() => root.render(list(['a', 'b', 'c'])));
  place.querySelector('#' + focused).focus();
  flushSync(() => root.render(list(next)));
  const active = shadow ? tree.activeElement : document.activeElement;
  console.log(
    shadow ? 'shadow root:' : 'light DOM:  ', `focus on ${focused}, order now`,
    [...place.children].map(child => child.id).join(''), '- focus after:', active?.id || 'nowhere'
  );
  flushSync(() => root.unmount());
  host.remove();
}

for (const shadow of [false, true]) {
  reorder(shadow, 'a', ['b', 'c', 'a']);
  reorder(shadow, 'b', ['a', 'c', 'b']);
  reorder(shadow, 'c', ['c', 'a', 'b']);
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
#| react 18.3.1 react-dom 18.3.1 jsdom 26.1.0
#| light DOM:   focus on a, order now bca - focus after: a
#| light DOM:   focus on b, order now acb - focus after: b
#| light DOM:   focus on c, order now cab - focus after: c
#| shadow root: focus on a, order now bca - focus after: nowhere
#| shadow root: focus on b, order now acb - focus after: nowhere
#| shadow root: focus on c, order now cab - focus after: c
