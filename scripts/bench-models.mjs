// Measures the view of all heads beside other views of attention, in one browser and run. `--quick` takes 64 and
// 256 tokens, `--sizes 64,512` others, `--turns 3` the middle of several, `--views 'ours;Inspectus'` some, `--json FILE`
// writes every row. Nothing fails because it is slow.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureChromium } from './chromium.mjs';
import { ensureNodeModules } from './node.mjs';
import { ensureBeside, ensurePython, python } from './python.mjs';
import { once, root, run } from './setup.mjs';

const PEERS = 'bench/models/requirements.txt';
const MADE = '.venv-peers/peers'; // where it is noted that they are there
const interpreter = python('python', '.venv-peers');

await ensureNodeModules();
await ensurePython();
ensureChromium();
await ensureBeside('peers');
await once(MADE, [PEERS], () => {
  mkdirSync(join(root, MADE), { recursive: true });
  run(interpreter, [...'-m pip install --progress-bar=off --no-deps -r'.split(' '), PEERS]);
});
await once('bench/models/node_modules', ['bench/models/package-lock.json'], () =>
  run('npm', ['ci', '--prefix', 'bench/models', '--ignore-scripts', '--no-fund', '--no-audit'])
);
run('node', ['bench/models/main.mjs', '--python', interpreter, ...process.argv.slice(2)]);
