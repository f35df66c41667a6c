// Everything that must hold: lint, types, unit tests, Python.
import { ensurePython, python } from './python.mjs';
import { ensureNodeModules, root, run } from './setup.mjs';

ensureNodeModules();
ensurePython();
run('node', ['scripts/vocabulary.mjs', '--check']);
run('npx', ['prettier', '--check', '.']);
run(python('ruff'), ['check', 'jupyterlab_attention', 'test']);
run(python('ruff'), ['format', '--check', 'jupyterlab_attention', 'test']);
run('npx', ['tsc', '--noEmit']);
run('npx', ['jest']);
run(python(), ['-m', 'pytest', '-q'], { env: { ...process.env, PYTHONPATH: root } });
