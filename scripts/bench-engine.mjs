// Measures the engine against other libraries and the machine's limits, in Node and Chromium. `--quick`
// is a short run, `--relaxed` only what relaxed SIMD gains, `--json FILE` writes every row. Nothing fails because it is slow.
import { ensureChromium } from './chromium.mjs';
import { ensurePython } from './python.mjs';
import { once, run } from './setup.mjs';

await ensurePython();
ensureChromium();
await once('bench/engine/node_modules', ['bench/engine/package-lock.json'], () =>
  run('npm', ['ci', '--prefix', 'bench/engine', '--ignore-scripts', '--no-fund', '--no-audit'])
);
run('node', ['bench/engine/main.mjs', ...process.argv.slice(2)]);
