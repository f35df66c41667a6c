// Everything that must hold, what is quick first: lint, types, unit tests, Python, and the browser.
import { ensureChromium } from './chromium.mjs';
import { ensureNodeModules } from './node.mjs';
import {
  ensureBeside,
  ensureExtension,
  ensurePython,
  jupyterEnvironment,
  python
} from './python.mjs';
import { run } from './setup.mjs';
import { Steps } from './steps.mjs';

const npm = (script, ...args) => run('npm', ['run', '--silent', script, ...args]);

const parts = [
  ['Packages of Node', ensureNodeModules],
  ['Packages of Python', ensurePython],
  ['An environment where pages share notebooks', () => ensureBeside('collaboration')],
  ['An environment where jupyterlab-myst renders Markdown', () => ensureBeside('myst')],
  ['An environment with language packs', () => ensureBeside('languages')],
  [
    'What scripts write is up to date',
    () => {
      run('node', ['scripts/vocabulary.mjs', '--check']);
      run('node', ['scripts/characters.mjs', '--check']);
      run('node', ['scripts/format.mjs', '--check']);
      run('node', ['scripts/kernel.mjs', '--check']);
      run('node', ['scripts/translations.mjs', '--check']);
    }
  ],
  [
    'Lint of Python',
    () => {
      run(python('ruff'), ['check', 'jupyterlab_attention', 'test']);
      run(python('ruff'), ['format', '--check', 'jupyterlab_attention', 'test']);
    }
  ],
  ['Types', () => npm('types')],
  ['Lint', () => npm('lint')],
  ['Unit tests (jest)', () => npm('test:unit')],
  ['Build', ensureExtension],
  ['The built package in Node', () => run('node', ['test/hosts/smoke.mjs'])],
  [
    'Python tests (pytest)',
    () => run(python(), ['-m', 'pytest', '-q'], { env: jupyterEnvironment() })
  ],
  ['Chromium', ensureChromium],
  ['Browser tests (playwright)', () => npm('test:browser')]
];

const steps = new Steps(parts.map(([title]) => title));
for (const [, work] of parts) {
  await steps.next(work);
}
steps.end();
