// Prints the budgets: bytes, the time to the first figure, the time of an edit.
import { ensureChromium } from './chromium.mjs';
import { ensureExtension, ensurePython } from './python.mjs';
import { ensureNodeModules, run } from './setup.mjs';

ensureNodeModules();
ensurePython();
ensureChromium();
ensureExtension();
run('npx', ['playwright', 'test', '-c', 'test/bench/playwright.config.ts', '--reporter=dot']);
