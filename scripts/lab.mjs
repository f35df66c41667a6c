// Installs and builds what is needed, then starts JupyterLab on the first example.
import { spawn } from 'node:child_process';
import { addressIn, labArguments, ROOT_WARNING } from './starting.mjs';
import { ensureNodeModules } from './node.mjs';
import { ensureExtension, ensurePython, jupyterEnvironment, python } from './python.mjs';
import { root } from './setup.mjs';
import { Steps } from './steps.mjs';

const EXAMPLE = 'angry-lions.ipynb';

const steps = new Steps([
  'Packages of Node (a minute or two the first time)',
  'Packages of Python, JupyterLab among them (a minute or two the first time)',
  'Build',
  'JupyterLab'
]);
await steps.next(ensureNodeModules);
await steps.next(ensurePython);
await steps.next(ensureExtension);
await steps.next(() => 'is starting');

const isRoot = process.getuid?.() === 0;
if (isRoot) {
  console.log(ROOT_WARNING);
}
const server = spawn(
  python('jupyter'),
  ['lab', `examples/${EXAMPLE}`, ...labArguments(process.argv.slice(2), { isRoot })],
  { cwd: root, env: jupyterEnvironment(), stdio: ['inherit', 'inherit', 'pipe'] }
);
// Ctrl+C reaches the server too, which ends by itself; we end with it.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => server.kill('SIGTERM'));
server.on('error', error => {
  console.error(error.message);
  process.exitCode = 1;
});
server.on('close', status => {
  console.log('\nJupyterLab has ended.');
  process.exitCode = status ?? 0;
});

let heard = '';
let address;
server.stderr.setEncoding('utf8').on('data', text => {
  process.stderr.write(text);
  if (address) {
    return;
  }
  heard += text;
  address = addressIn(heard, EXAMPLE);
  if (address) {
    console.log(`\n    JupyterLab is here:  ${address}\n    Ctrl+C ends it.\n`);
  }
});
