// Prints the budgets: bytes, the time to the first figure, the time of an edit. With the folder of another
// checkout that has been built (npm run bench -- FOLDER [TITLE]) both are measured in turns, in one run; a
// title keeps to the measurements that have it in theirs.
import { resolve } from 'node:path';
import { ensureChromium } from './chromium.mjs';
import { ensureNodeModules } from './node.mjs';
import { ensureExtension, ensurePython } from './python.mjs';
import { root, run } from './setup.mjs';

const [other, title] = process.argv.slice(2);
/** How often two are measured, each after the other. */
const TURNS = 3;

await ensureNodeModules();
await ensurePython();
ensureChromium();
await ensureExtension();
const measure = cwd =>
  run(
    'npx',
    [
      ...['playwright', 'test', '-c', 'test/bench/playwright.config.ts', '--reporter=dot'],
      ...(title ? ['-g', title] : [])
    ],
    { cwd }
  );
if (other === undefined) {
  measure(root);
} else {
  for (let turn = 1; turn <= TURNS; turn++) {
    for (const folder of turn % 2 === 1 ? [resolve(other), root] : [root, resolve(other)]) {
      console.log(`\nturn ${turn} of ${TURNS}, ${folder}`);
      measure(folder);
    }
  }
}
