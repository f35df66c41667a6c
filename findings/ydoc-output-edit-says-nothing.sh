#!/usr/bin/env bash
# In a shared notebook a code cell's outputs are a Y.Array of Y.Maps, and the
# 'changed' signal of the cell is how pages hear of edits. One expects an edit of
# an entry of such a map (an output's data or metadata, say by a kernel-side
# client that updates a figure) to be told. The document is synchronised, and the
# signal does fire, but with an empty change, without outputsChange. A listener
# that looks for it draws nothing anew, and the other page keeps the old picture,
# while toJSON() has the new one. setOutputs is told as expected.
# Seen with @jupyter/ydoc 4.2.0 and yjs 13.6.33.
set -euo pipefail
self="$(cd "$(dirname "$0")" && pwd)/$(basename "$0")"
tmp="$(mktemp -d)"
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"

echo '{"name": "finding", "version": "1.0.0", "type": "module"}' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts @jupyter/ydoc@4.2.0 yjs@13.6.33

cat > finding.mjs <<'EOF'
import fs from 'node:fs';
import { YNotebook } from '@jupyter/ydoc';
import * as Y from 'yjs';

const version = name => JSON.parse(fs.readFileSync(`node_modules/${name}/package.json`, 'utf8')).version;
console.log('@jupyter/ydoc', version('@jupyter/ydoc'), 'yjs', version('yjs'));

const output = text => ({ output_type: 'display_data', data: { 'text/plain': text }, metadata: {} });
const here = new YNotebook();
here.addCell({ cell_type: 'code', source: 'show()', metadata: {}, outputs: [output('old')] });
const there = new YNotebook();
Y.applyUpdate(there.ydoc, Y.encodeStateAsUpdate(here.ydoc));
here.ydoc.on('update', update => Y.applyUpdate(there.ydoc, update));

const heard = [];
there.cells[0].changed.connect((_, change) => heard.push(change));
const report = name => {
  const text = there.cells[0].toJSON().outputs[0].data['text/plain'];
  console.log(`${name}: the other page has '${text}' and heard ${JSON.stringify(heard.splice(0))}`);
};

here.cells[0].ymodel.get('outputs').get(0).set('data', { 'text/plain': 'edited' });
report('entry set');
here.cells[0].setOutputs([output('replaced')]);
report('setOutputs');
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
#| @jupyter/ydoc 4.2.0 yjs 13.6.33
#| entry set: the other page has 'edited' and heard [{}]
#| setOutputs: the other page has 'replaced' and heard [{"outputsChange":[{"insert":[{"output_type":"display_data","data":{"text/plain":"replaced"},"metadata":{}}]},{"delete":1}]}]
