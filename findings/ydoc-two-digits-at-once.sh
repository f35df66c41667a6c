#!/usr/bin/env bash
# Two readers of a shared JSON file replace the same number at the same moment, one
# by 4 and one by 5. One expects 4 or 5, as with two writes of a map's entry, or a
# text that no longer parses. The shared text deletes the old digit once and keeps
# both new ones: 45, or 0.7 and 0.9 become 0.79. It is valid JSON, in range, and a
# number that nobody wrote; what was longer, such as a replaced word, is glued as
# well. Whoever edits documents through updateSource has to look at the text again
# when both edits have arrived.
# Seen with @jupyter/ydoc 4.2.0 and yjs 13.6.33.
set -euo pipefail
self="$(cd "$(dirname "$0")" && pwd)/$(basename "$0")"
tmp="$(mktemp -d)"
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"

echo '{"private": true, "type": "module"}' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts @jupyter/ydoc@4.2.0 yjs@13.6.33

cat > finding.mjs <<'EOF'
import fs from 'node:fs';
import { YFile } from '@jupyter/ydoc';
import * as Y from 'yjs';

const version = name => JSON.parse(fs.readFileSync(`node_modules/${name}/package.json`, 'utf8')).version;
console.log('@jupyter/ydoc', version('@jupyter/ydoc'), 'yjs', version('yjs'));

function open(clientID) {
  const file = new YFile();
  file.ydoc.clientID = clientID;
  return file;
}

function exchange(a, b) {
  const [ofA, ofB] = [a, b].map(file => Y.encodeStateAsUpdate(file.ydoc));
  Y.applyUpdate(a.ydoc, ofB);
  Y.applyUpdate(b.ydoc, ofA);
}

for (const [text, old, one, other] of [
  ['{"n_heads": 3}', '3', '4', '5'],
  ['{"temperature": 0.5}', '5', '7', '9'],
  ['{"mask": "none"}', 'none', 'causal', 'window']
]) {
  const [a, b] = [open(1), open(2)];
  a.setSource(text);
  exchange(a, b);
  const at = text.indexOf(old);
  a.updateSource(at, at + old.length, one);
  b.updateSource(at, at + old.length, other);
  exchange(a, b);
  console.log(text, 'by', one, 'and by', other, 'is', a.getSource(), a.getSource() === b.getSource(), JSON.stringify(JSON.parse(a.getSource())));
}
process.exit(0);
EOF

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
#| @jupyter/ydoc 4.2.0 yjs 13.6.33
#| {"n_heads": 3} by 4 and by 5 is {"n_heads": 45} true {"n_heads":45}
#| {"temperature": 0.5} by 7 and by 9 is {"temperature": 0.79} true {"temperature":0.79}
#| {"mask": "none"} by causal and by window is {"mask": "causalwindow"} true {"mask":"causalwindow"}
