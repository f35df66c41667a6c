// Builds, runs and prints; what it needs is there (scripts/bench-engine.mjs sees to it).
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus, loadavg, platform, release } from 'node:os';
import { parseArgs } from 'node:util';
import { python } from '../../scripts/python.mjs';
import { bundle } from './build.mjs';
import { relaxed } from './relaxed.mjs';
import { report } from './report.mjs';
import { flat } from './results.mjs';
import { runAll } from './run.mjs';
import { targets, verdicts } from './targets.mjs';

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    relaxed: { type: 'boolean', default: false },
    json: { type: 'string' }
  }
});
await bundle();
if (values.relaxed) {
  await relaxed(what => console.error(`  ${what}`));
  process.exit();
}

const machine = {
  cpu: cpus()[0].model,
  cores: cpus().length,
  node: process.version.slice(1),
  system: `${platform()} ${release()}`,
  load: loadavg()[0].toFixed(1),
  numpy: spawnSync(python(), ['-c', 'import numpy; print(numpy.__version__)'])
    .stdout.toString()
    .trim()
};
const results = await runAll(values.quick, what => console.error(`  ${what}`));
const list = targets(results);
console.log(`\n${report(results, machine)}\n${verdicts(list)}`);
if (values.json) {
  const rows = flat(results);
  writeFileSync(
    values.json,
    `${JSON.stringify({ machine, rows, targets: list, results }, null, 1)}\n`
  );
}
if (list.some(({ must, met }) => must && !met)) {
  console.error('\nNumbers are wrong: see above.');
  process.exitCode = 1;
}
