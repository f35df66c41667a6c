// Makes the pages, opens each in a browser of its own, in turn, and prints; what it needs is there
// (scripts/bench-models.mjs sees to it).
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { bundle } from './build.mjs';
import { measure, serve } from './measure.mjs';
import { report, verdicts } from './report.mjs';
import { targets } from './targets.mjs';
import { VIEWS } from './views.mjs';

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    python: { type: 'string' },
    sizes: { type: 'string' },
    views: { type: 'string' },
    turns: { type: 'string', default: '1' },
    json: { type: 'string' }
  }
});
/** Megabytes of a page, above which none is made: a browser holds no such script. */
const MOST = 540;
const root = fileURLToPath(new URL('../..', import.meta.url));
const dist = fileURLToPath(new URL('./dist', import.meta.url));
const sizes = (values.sizes ?? (values.quick ? '64,256' : '64,128,256,512,1024,2048'))
  .split(',')
  .map(Number);
const views = VIEWS.filter(({ name }) => !values.views || values.views.split(';').includes(name));

const say = text => process.stderr.write(`  ${text}\n`);
const machine = { cpu: cpus()[0].model, cores: cpus().length, load: loadavg()[0].toFixed(1) };

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });
await bundle();
const packages = packagesOf();
const server = await serve();
const empty = await measure(null, 'about:blank', packages);
const rows = [];
for (const tokens of sizes) {
  const made = views.map(view => ({ view, ...make(view, tokens) }));
  for (const { view, path, ...told } of made) {
    const turns = [];
    for (let turn = 0; path && turn < Number(values.turns); turn++) {
      say(`${tokens} tokens: ${view.name}`);
      turns.push(await measure(view, `${server.origin}/${basename(path)}`, packages));
      if (turns.at(-1).fails) {
        break; // it would again
      }
    }
    rows.push({ view: view.name, tokens, ...told, ...middle(turns) });
  }
  made.forEach(({ path }) => path && rmSync(path));
  const failed = new Set(rows.filter(row => row.fails).map(({ view }) => view));
  for (const view of failed) {
    views.find(({ name }) => name === view).failed = true; // larger ones are not tried
  }
}
server.close();
const list = targets(rows);
machine.chromium = versionOf();
console.log(`\n${report(rows, machine)}\n${verdicts(list)}`);
if (values.json) {
  writeFileSync(
    values.json,
    `${JSON.stringify({ machine, empty, rows, targets: list }, null, 1)}\n`
  );
}
process.exit();

/** What Python writes: `{ path, bytes }`, or `{ missing }`. */
function make(view, tokens) {
  say(`${tokens} tokens: the page of ${view.name}`);
  const script = fileURLToPath(new URL('./make.py', import.meta.url));
  const flags = view.failed ? ['--bytes'] : [];
  const { stdout, stderr, status } = spawnSync(
    values.python,
    [script, view.name, String(tokens), dist, String(MOST), ...flags],
    { encoding: 'utf8', env: { ...process.env, PYTHONPATH: root }, maxBuffer: 2 ** 26 }
  );
  return status === 0 ? JSON.parse(stdout) : { missing: stderr.trim().split('\n').at(-1) };
}

/** The middle one of several turns, by when it was ready; memory over that of an empty page. */
function middle(turns) {
  const found = [...turns].sort((a, b) => (a.ready ?? Infinity) - (b.ready ?? Infinity));
  const one = found[found.length >> 1];
  return one ? { ...one, memory: Math.max(0, one.memory - empty.memory) } : {};
}

function packagesOf() {
  const code = 'import plotly, os; print(os.path.dirname(os.path.dirname(plotly.__file__)))';
  return spawnSync(values.python, ['-c', code], { encoding: 'utf8' }).stdout.trim();
}

function versionOf() {
  return (
    spawnSync('chromium', ['--version'], { encoding: 'utf8' }).stdout?.match(/[\d.]+/)?.[0] ?? ''
  );
}
