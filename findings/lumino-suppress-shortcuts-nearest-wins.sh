#!/usr/bin/env bash
# Lumino says that a keydown whose target or any of its ancestors has the
# attribute data-lm-suppress-shortcuts invokes no command. It does if a key
# binding's selector matches below that ancestor: the walk up from the target
# ends at the first match and never reaches the attribute. Only bindings for the
# ancestor itself or for what is around it are held back. A view that marks its
# outermost element to keep its arrow keys still loses them to a binding whose
# selector is, say, :focus; the attribute has to be on the focused element.
# Seen with @lumino/commands 2.3.4 in jsdom 26.1.0.
set -euo pipefail
self="$(cd "$(dirname "$0")" && pwd)/$(basename "$0")"
tmp="$(mktemp -d)"
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"

echo '{"name": "finding", "version": "1.0.0", "type": "module"}' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts @lumino/commands@2.3.4 jsdom@26.1.0

cat > finding.mjs <<'EOF'
import fs from 'node:fs';
import { JSDOM } from 'jsdom';

const version = name => JSON.parse(fs.readFileSync(`node_modules/${name}/package.json`, 'utf8')).version;
const { window } = new JSDOM(
  '<div id="app"><div id="view"><div class="inner"><div id="cell" tabindex="0"></div></div></div></div>'
);
globalThis.window = window;
globalThis.document = window.document;
globalThis.Element = window.Element;
if (!globalThis.navigator) {
  globalThis.navigator = window.navigator;
}
const { CommandRegistry } = await import('@lumino/commands');
console.log('@lumino/commands', version('@lumino/commands'), 'jsdom', version('jsdom'));

const [app, view, cell] = ['app', 'view', 'cell'].map(id => document.getElementById(id));
function invoked(selector, marked) {
  const commands = new CommandRegistry();
  let count = 0;
  commands.addCommand('step', { execute: () => void count++ });
  commands.addKeyBinding({ command: 'step', keys: ['X'], selector });
  const listener = event => commands.processKeydownEvent(event);
  marked?.setAttribute('data-lm-suppress-shortcuts', 'true');
  app.addEventListener('keydown', listener);
  cell.focus();
  cell.dispatchEvent(new window.KeyboardEvent('keydown', { key: 'x', keyCode: 88, bubbles: true, cancelable: true }));
  app.removeEventListener('keydown', listener);
  marked?.removeAttribute('data-lm-suppress-shortcuts');
  return count;
}

for (const selector of ['#app', '#view', '.inner', ':focus']) {
  console.log(
    `binding for ${selector}: invoked ${invoked(selector)} time without the attribute,`,
    `${invoked(selector, view)} with it on the ancestor #view, ${invoked(selector, cell)} with it on the target`
  );
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
#| @lumino/commands 2.3.4 jsdom 26.1.0
#| binding for #app: invoked 1 time without the attribute, 0 with it on the ancestor #view, 0 with it on the target
#| binding for #view: invoked 1 time without the attribute, 0 with it on the ancestor #view, 0 with it on the target
#| binding for .inner: invoked 1 time without the attribute, 1 with it on the ancestor #view, 0 with it on the target
#| binding for :focus: invoked 1 time without the attribute, 1 with it on the ancestor #view, 0 with it on the target
