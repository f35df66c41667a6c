// Builds a static JupyterLite site in _lite/: the extension, the example notebooks and lessons, the JavaScript
// kernel with the engine already there, and the Python kernel where its files can be had. It needs no server but one of files, and asks for nothing elsewhere.
// With --check it is then tried in a browser, and any request to another place fails.
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureChromium } from './chromium.mjs';
import { bundleEngine } from './lite/bundle.mjs';
import { fetchPyodide, layPyodide } from './lite/pyodide.mjs';
import { ensureNodeModules } from './node.mjs';
import { ensureBeside, ensureExtension, ensurePython, python } from './python.mjs';
import { root, run } from './setup.mjs';
import { Steps, watched } from './steps.mjs';

const SITE = '_lite';
/** What is copied as it is: from where, to which folder of the site's files. */
const CONTENTS = [
  ['examples', 'examples'],
  ['lessons', 'lessons'],
  ['scripts/lite/javascript.ipynb', 'javascript.ipynb']
];
const STARTUP = 'attention-in-javascript';
/** It is for kernels that read files, and would stay in browsers after the site has gone. */
const WORKER = '@jupyterlite/application-extension:service-worker-manager';
const PYTHON = '@jupyterlite/pyodide-kernel-extension';

const checks = process.argv.includes('--check');
const steps = new Steps([
  'Packages of Node',
  'Packages of Python',
  'An environment with JupyterLite',
  'Build',
  'Files of the Python kernel',
  'The site',
  ...(checks ? ['The site in a browser'] : [])
]);
await steps.next(ensureNodeModules);
await steps.next(ensurePython);
await steps.next(() => ensureBeside('lite'));
await steps.next(ensureExtension);
let noPython;
await steps.next(async () => {
  noPython = await fetchPyodide();
  return noPython && `cannot be had here, the site will be without it (${noPython})`;
});
await steps.next(async () => {
  const source = mkdtempSync(join(tmpdir(), 'attention-lite-'));
  await gather(source);
  rmSync(join(root, SITE), { recursive: true, force: true });
  const options = [
    `--lite-dir=${source}`,
    `--output-dir=${join(root, SITE)}`,
    ...['lab', 'notebooks', 'tree'].map(app => `--apps=${app}`),
    `--FederatedExtensionAddon.extra_labextensions_path=${join(source, 'extensions')}`,
    '--no-sourcemaps'
  ];
  // What it remembers of a build stands where it is started, and would be believed the next time.
  run(python('jupyter-lite', '.venv-lite'), ['build', ...options], {
    cwd: source,
    stdio: ['ignore', 'ignore', 'inherit']
  });
  rmSync(source, { recursive: true, force: true });
  return `${SITE}/ is there; any server of files will do: python3 -m http.server -d ${SITE}`;
});
if (checks) {
  await steps.next(() => {
    ensureChromium();
    run('npx', ['playwright', 'test', '-c', 'test/site/playwright.config.ts', 'lite']);
  });
}
steps.end();

/** Lays out what JupyterLite builds from: its settings, files, and extensions. */
async function gather(folder) {
  const into = (...path) => join(folder, ...path);
  for (const [from, to] of CONTENTS.filter(([from]) => existsSync(join(root, from)))) {
    cpSync(join(root, from), into('files', to), { recursive: true });
  }
  cpSync(join(root, 'jupyterlab_attention', 'labextension'), into('extensions', 'attention'), {
    recursive: true
  });
  const startup = into('extensions', STARTUP);
  mkdirSync(join(startup, 'static'), { recursive: true });
  cpSync(join(root, 'scripts', 'lite', 'startup.js'), join(startup, 'static', 'startup.js'));
  await bundleEngine(join(startup, 'static'));
  write(join(startup, 'package.json'), {
    name: STARTUP,
    version: '0.1.0',
    license: 'BSD-3-Clause',
    jupyterlab: {
      extension: true,
      _build: { load: 'static/startup.js', extension: './extension' }
    }
  });
  if (noPython === undefined) {
    layPyodide(into('static', 'pyodide'), await wheel(folder));
  }
  write(into('jupyter-lite.json'), {
    'jupyter-lite-schema-version': 0,
    'jupyter-config-data': {
      appName: 'Attention',
      defaultKernelName: noPython ? 'javascript-worker' : 'python',
      disabledExtensions: [WORKER, ...(noPython ? [PYTHON] : [])],
      litePluginSettings: {
        [`${PYTHON}:kernel`]: {
          pyodideUrl: './static/pyodide/pyodide.mjs',
          disablePyPIFallback: true
        }
      }
    }
  });
}

/** Our wheel, made in a folder. */
async function wheel(folder) {
  const options = ['--no-deps', '--no-build-isolation', '--wheel-dir', folder];
  await watched(python(), ['-m', 'pip', 'wheel', ...options, '.']);
  const name = readdirSync(folder).find(each => each.endsWith('.whl'));
  return { name, path: join(folder, name) };
}

function write(path, value) {
  writeFileSync(path, JSON.stringify(value));
}
