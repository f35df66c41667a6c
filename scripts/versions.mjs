// Tries the built wheel in every JupyterLab and Notebook that the README names, each in an environment of
// its own: the example is opened, drawn and edited, without an error in the console.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureChromium } from './chromium.mjs';
import { ensureNodeModules } from './node.mjs';
import { ensureExtension, ensurePython, python } from './python.mjs';
import { run } from './setup.mjs';
import { Steps, watched } from './steps.mjs';

/** JupyterLab 4.x comes with Notebook 7.x. */
const MINORS = process.argv.length > 2 ? process.argv.slice(2) : ['2', '3', '4', '5', '6'];

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
for (const minor of MINORS) {
  await steps.next(async () => {
    const environment = join(folder, minor);
    const bin = join(environment, process.platform === 'win32' ? 'Scripts' : 'bin', 'python');
    await watched(python(), ['-m', 'venv', environment]);
    const wanted = [`jupyterlab==4.${minor}.*`, `notebook==7.${minor}.*`, 'ipykernel', wheel];
    await watched(bin, ['-m', 'pip', 'install', '--progress-bar=off', ...wanted]);
    run(bin, ['-m', 'jupyter', '--version']);
    run('npx', ['playwright', 'test', '-c', 'test/versions/playwright.config.ts'], {
      env: { ...process.env, JUPYTER_ENVIRONMENT: environment }
    });
  });
}
rmSync(folder, { recursive: true, force: true });
steps.end();
