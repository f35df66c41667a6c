// The project's own Python environment, in .venv, with the extension in it.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { once, refuse, root } from './setup.mjs';
import { pythonProblem } from './starting.mjs';
import { watched } from './steps.mjs';

const venv = join(root, '.venv');

/** The path of a program of an environment. */
export function python(program = 'python', environment = '.venv') {
  const bin = join(root, environment, process.platform === 'win32' ? 'Scripts' : 'bin');
  return join(bin, process.platform === 'win32' ? `${program}.exe` : program);
}

/** Makes the environment, again only when what is asked for has changed. */
export async function ensurePython() {
  const how = await once('.venv', ['pyproject.toml', 'test/requirements.txt'], async () => {
    await makeEnvironment('.venv');
    await watched(
      python(),
      ['-m', 'pip', 'install', '--progress-bar=off', '-r', 'test/requirements.txt'],
      'Is this machine online? Packages come from the index that pip is set to (pip config list).'
    );
  });
  // JupyterLab brings a yarn.js, and Node takes it for a module while the nearest package.json is ours.
  writeFileSync(join(venv, 'package.json'), '{ "type": "commonjs" }\n');
  return how;
}

/** A Python that is new enough and can make environments; without one the script ends and says why. */
function findPython() {
  const found = ['python3', 'python'].map(command => ({ command, ...ask(command) }));
  const right = found.find(answer => pythonProblem(answer) === undefined);
  return right?.command ?? refuse(pythonProblem(found.find(({ version }) => version) ?? {}));
}

function ask(command) {
  const { stdout } = spawnSync(
    command,
    [
      '-c',
      'import sys, importlib.util as u; print(*sys.version_info[:2], u.find_spec("ensurepip") is not None)'
    ],
    { encoding: 'utf8' }
  );
  const [, major, minor, canInstall] = /^(\d+) (\d+) (\w+)/.exec(stdout ?? '') ?? [];
  return major
    ? { version: [Number(major), Number(minor)], canInstall: canInstall === 'True' }
    : {};
}

/**
 * Makes an environment beside the first that sees what is in that, and has what
 * test/requirements-NAME.txt adds: .venv-NAME.
 */
export function ensureBeside(name) {
  const folder = `.venv-${name}`;
  const added = `test/requirements-${name}.txt`;
  return once(folder, ['pyproject.toml', 'test/requirements.txt', added], async () => {
    await makeEnvironment(folder);
    const other = python('python', folder);
    writeFileSync(join(packagesOf(other), 'first.pth'), `${packagesOf(python())}\n`);
    announce(packagesOf(other));
    await watched(other, ['-m', 'pip', 'install', '--progress-bar=off', '-r', added]);
  });
}

/** What a server in such an environment needs to find what is in the first. */
export function environmentBeside() {
  return {
    ...jupyterEnvironment(),
    JUPYTERLAB_DIR: join(venv, 'share', 'jupyter', 'lab'),
    JUPYTER_PATH: join(venv, 'share', 'jupyter'),
    JUPYTER_CONFIG_PATH: join(venv, 'etc', 'jupyter')
  };
}

async function makeEnvironment(name) {
  if (!existsSync(python('python', name))) {
    await watched(findPython(), ['-m', 'venv', name]);
  }
}

/** Tells an environment what the package in this folder has for others, as its installation would. */
function announce(packages) {
  const folder = join(packages, 'jupyterlab_attention-0.dist-info');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'METADATA'), 'Name: jupyterlab_attention\nVersion: 0\n');
  writeFileSync(
    join(folder, 'entry_points.txt'),
    '[jupyterlab.locale]\njupyterlab_attention = jupyterlab_attention\n'
  );
}

/** The folder of an interpreter's packages. */
function packagesOf(interpreter) {
  const ask = 'import sysconfig; print(sysconfig.get_path("purelib"), end="")';
  return spawnSync(interpreter, ['-c', ask], { encoding: 'utf8' }).stdout;
}

/**
 * Builds the extension and puts it where the environment's JupyterLab finds it: as a link, so that
 * the next build is there after a reload of the page.
 */
export async function ensureExtension() {
  await watched('npm', ['run', '--silent', 'build']);
  const link = join(venv, 'share', 'jupyter', 'labextensions', 'jupyterlab-attention');
  mkdirSync(dirname(link), { recursive: true });
  rmSync(link, { recursive: true, force: true });
  symlinkSync(join(root, 'jupyterlab_attention', 'labextension'), link, 'junction');
}

/** The environment of a Jupyter server that finds the package in this folder. */
export function jupyterEnvironment() {
  return { ...process.env, PYTHONPATH: root, JUPYTER_PLATFORM_DIRS: '1' };
}
