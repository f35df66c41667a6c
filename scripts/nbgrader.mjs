// Makes a lesson an assignment of the newest nbgrader, in an environment of its own: it is handed out, solved,
// collected and graded, and the points are those that docs/lessons.md says.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensurePython, jupyterEnvironment, python } from './python.mjs';
import { run } from './setup.mjs';
import { Steps, watched } from './steps.mjs';

const folder = mkdtempSync(join(tmpdir(), 'attention-nbgrader-'));
const bin = join(folder, 'environment', process.platform === 'win32' ? 'Scripts' : 'bin', 'python');
const steps = new Steps(['Packages of Python', 'nbgrader', 'A course']);
await steps.next(ensurePython);
await steps.next(async () => {
  await watched(python(), ['-m', 'venv', join(folder, 'environment')]);
  const wanted = ['nbgrader', 'pandas', 'pillow'];
  await watched(bin, ['-m', 'pip', 'install', '--progress-bar=off', ...wanted]);
});
await steps.next(() =>
  run(bin, ['test/nbgrader/course.py', join(folder, 'course')], { env: jupyterEnvironment() })
);
rmSync(folder, { recursive: true, force: true });
steps.end();
