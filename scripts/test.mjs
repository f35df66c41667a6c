// Everything that must hold: lint, types, unit tests, Python, and the browser.
import { ensureChromium } from './chromium.mjs';
import {
  ensureCollaboration,
  ensureExtension,
  ensurePython,
  jupyterEnvironment,
  python
} from './python.mjs';
import { ensureNodeModules, run } from './setup.mjs';

ensureNodeModules();
ensurePython();
ensureCollaboration();
ensureChromium();

run('node', ['scripts/vocabulary.mjs', '--check']);
run('node', ['scripts/kernel.mjs', '--check']);
run('npm', ['run', '--silent', 'lint']);
run(python('ruff'), ['check', 'jupyterlab_attention', 'test']);
run(python('ruff'), ['format', '--check', 'jupyterlab_attention', 'test']);
run('npm', ['run', '--silent', 'types']);
run('npm', ['run', '--silent', 'test:unit']);
ensureExtension();
run(python(), ['-m', 'pytest', '-q'], { env: jupyterEnvironment() });
run('node', ['test/hosts/smoke.mjs']);
run('npm', ['run', '--silent', 'test:browser']);
