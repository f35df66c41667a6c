// Builds the documentation in _docs/ from docs/ and the source; a warning is an error. Live figures are pages
// that the command line makes of payloads. With --check the pages are then tried in a browser.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { ensureChromium } from './chromium.mjs';
import { exportsOf } from './docs/exports.mjs';
import { ensureNodeModules } from './node.mjs';
import { ensureBeside, ensurePython, jupyterEnvironment, python } from './python.mjs';
import { root, run } from './setup.mjs';
import { Steps } from './steps.mjs';

const SITE = '_docs';
/** Lists in the documentation, and the modules whose exports they are. */
const LISTS = { engine: 'src/engine/index.ts', format: 'src/format/index.ts' };

const checks = process.argv.includes('--check');
const steps = new Steps([
  'Packages of Node',
  'Packages of Python',
  'An environment with Sphinx',
  'Build of the command line',
  'Live figures and lists',
  'Pages',
  ...(checks ? ['The pages in a browser'] : [])
]);
const made = mkdtempSync(join(tmpdir(), 'attention-docs-'));
await steps.next(ensureNodeModules);
await steps.next(ensurePython);
await steps.next(() => ensureBeside('docs'));
await steps.next(() => {
  run('npm', ['run', '--silent', 'build:lib']);
  run('npm', ['run', '--silent', 'build:page']);
});
await steps.next(() => {
  figures(join(made, 'site', 'live'));
  lists(join(made, 'lists'));
});
await steps.next(() => {
  rmSync(join(root, SITE), { recursive: true, force: true });
  run(
    python('sphinx-build', '.venv-docs'),
    ['-b', 'html', '-W', '--keep-going', '-q', '-E', '-d', join(made, 'trees'), 'docs', SITE],
    { env: { ...jupyterEnvironment(), ATTENTION_DOCS: made } }
  );
  return `${SITE}/index.html is there`;
});
rmSync(made, { recursive: true, force: true });
if (checks) {
  await steps.next(() => {
    ensureChromium();
    run('npx', ['playwright', 'test', '-c', 'test/site/playwright.config.ts', 'docs']);
  });
}
steps.end();

/** A page for each payload that stands in a page of the documentation as a live figure. */
function figures(folder) {
  mkdirSync(folder, { recursive: true });
  const pages = readdirSync(join(root, 'docs')).filter(name => name.endsWith('.md'));
  const payloads = pages.flatMap(name =>
    [...readFileSync(join(root, 'docs', name), 'utf8').matchAll(/<!-- live: (\S+) -->/g)].map(
      ([, payload]) => payload
    )
  );
  for (const payload of new Set(payloads)) {
    const page = join(folder, `${basename(payload, '.attention.json')}.html`);
    run('node', ['lib/hosts/cli.js', 'page', payload, '-o', page]);
  }
}

function lists(folder) {
  mkdirSync(folder, { recursive: true });
  for (const [name, module] of Object.entries(LISTS)) {
    writeFileSync(join(folder, `${name}.md`), exportsOf(join(root, module)));
  }
}
