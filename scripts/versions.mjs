// Tries the built wheel in every JupyterLab and Notebook that the README names, each in an environment of
// its own: an output, a document and a fence are opened, drawn and edited, without an error in the console.
// What came of it is printed as the table that the README repeats.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureChromium } from './chromium.mjs';
import { ensureNodeModules } from './node.mjs';
import { ensureExtension, ensurePython, python } from './python.mjs';
import { refuse, root } from './setup.mjs';
import { Steps, watched } from './steps.mjs';
import { tableOf, triedIn } from './versions-table.mjs';

/** JupyterLab 4.x comes with Notebook 7.x. */
const MINORS = process.argv.length > 2 ? process.argv.slice(2) : ['2', '3', '4', '5', '6'];
const CONFIG = 'test/versions/playwright.config.ts';

const steps = new Steps([
  'Packages of Node',
  'Packages of Python',
  'Wheel',
  ...MINORS.map(minor => `JupyterLab 4.${minor} and Notebook 7.${minor}`)
]);
const folder = mkdtempSync(join(tmpdir(), 'attention-versions-'));
ensureChromium();
await steps.next(ensureNodeModules);
await steps.next(ensurePython);
await steps.next(async () => {
  await ensureExtension();
  const options = ['--no-deps', '--no-build-isolation', '--wheel-dir', folder];
  await watched(python(), ['-m', 'pip', 'wheel', ...options, '.']);
});
const wheel = join(
  folder,
  readdirSync(folder).find(name => name.endsWith('.whl'))
);
const tried = [];
for (const minor of MINORS) {
  await steps.next(async () => {
    const environment = join(folder, minor);
    const bin = join(environment, process.platform === 'win32' ? 'Scripts' : 'bin', 'python');
    await watched(python(), ['-m', 'venv', environment]);
    const wanted = [`jupyterlab==4.${minor}.*`, `notebook==7.${minor}.*`, 'ipykernel', wheel];
    await watched(bin, ['-m', 'pip', 'install', '--progress-bar=off', ...wanted]);
    tried.push(...attempt(environment, bin));
    rmSync(environment, { recursive: true, force: true });
  });
}
rmSync(folder, { recursive: true, force: true });
steps.end();
console.log(`\n${tableOf(tried)}`);
process.exitCode = tried.every(({ results }) => Object.values(results).every(Boolean)) ? 0 : 1;

/** What came of the tests in one environment; those that fail do not end the script: the others are tried too. */
function attempt(environment, bin) {
  const report = join(environment, 'report.json');
  spawnSync('npx', ['playwright', 'test', '-c', CONFIG, '--reporter=list,json'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: {
      ...process.env,
      JUPYTER_ENVIRONMENT: environment,
      PLAYWRIGHT_JSON_OUTPUT_NAME: report
    }
  });
  const ask =
    'import importlib.metadata as m; print(m.version("jupyterlab"), m.version("notebook"))';
  const { stdout } = spawnSync(bin, ['-c', ask], { encoding: 'utf8' });
  const [lab, notebook] = stdout.trim().split(' ');
  return triedIn(JSON.parse(readFileSync(report, 'utf8')), { lab, notebook });
}
