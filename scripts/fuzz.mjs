// Holds both readers of the format together over many payloads: npm run fuzz [-- how many [seed]].
import { ensureNodeModules } from './node.mjs';
import { ensurePython } from './python.mjs';
import { run } from './setup.mjs';

const [runs = '1000000', seed = String(Date.now() % 2 ** 31)] = process.argv.slice(2);

await ensureNodeModules();
await ensurePython();
console.log(`\n${Number(runs).toLocaleString('en-US')} payloads, seed ${seed}`);
run(
  'node',
  ['node_modules/jest/bin/jest.js', 'test/format/differential', '--testTimeout=86400000'],
  {
    env: { ...process.env, FUZZ_RUNS: runs, FUZZ_SEED: seed }
  }
);
