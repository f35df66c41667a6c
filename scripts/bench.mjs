// Prints the budgets: bytes, the time to the first figure, the time of an edit.
import { ensureChromium } from './chromium.mjs';
import { ensureNodeModules } from './node.mjs';
import { ensureExtension, ensurePython } from './python.mjs';
import { run } from './setup.mjs';

await ensureNodeModules();
await ensurePython();
ensureChromium();
await ensureExtension();
run('npx', ['playwright', 'test', '-c', 'test/bench/playwright.config.ts', '--reporter=dot']);
