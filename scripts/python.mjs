// The project's own Python environment, in .venv, with the extension in it.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { once, root, run } from './setup.mjs';

const venv = join(root, '.venv');
const COLLABORATION = '.venv-collaboration';

/** The path of a program of an environment. */
export function python(program = 'python', environment = '.venv') {
  const bin = join(root, environment, process.platform === 'win32' ? 'Scripts' : 'bin');
  return join(bin, process.platform === 'win32' ? `${program}.exe` : program);
}

/** Makes the environment, again only when what is asked for has changed. */
export function ensurePython() {
  once('.venv', ['pyproject.toml', 'test/requirements.txt'], () => {
    makeEnvironment('.venv');
    run(python(), ['-m', 'pip', 'install', '--quiet', '-r', 'test/requirements.txt']);
  });
}

/** Makes a second environment that sees what is in the first, and has jupyter-collaboration as well. */
export function ensureCollaboration() {
  const added = 'test/requirements-collaboration.txt';
  once(COLLABORATION, ['pyproject.toml', 'test/requirements.txt', added], () => {
    makeEnvironment(COLLABORATION);
    const other = python('python', COLLABORATION);
    writeFileSync(join(packagesOf(other), 'first.pth'), `${packagesOf(python())}\n`);
    run(other, ['-m', 'pip', 'install', '--quiet', '-r', added]);
  });
}

/** What a server in that environment needs to find what is in the first. */
export function collaborationEnvironment() {
  return {
    ...jupyterEnvironment(),
    JUPYTERLAB_DIR: join(venv, 'share', 'jupyter', 'lab'),
    JUPYTER_PATH: join(venv, 'share', 'jupyter'),
    JUPYTER_CONFIG_PATH: join(venv, 'etc', 'jupyter')
  };
}

function makeEnvironment(name) {
  if (!existsSync(python('python', name))) {
    run(process.platform === 'win32' ? 'python' : 'python3', ['-m', 'venv', name]);
  }
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
export function ensureExtension() {
  run('npm', ['run', '--silent', 'build']);
  const link = join(venv, 'share', 'jupyter', 'labextensions', 'jupyterlab-attention');
  mkdirSync(dirname(link), { recursive: true });
  rmSync(link, { recursive: true, force: true });
  symlinkSync(join(root, 'jupyterlab_attention', 'labextension'), link, 'junction');
}

/** The environment of a Jupyter server that finds the package in this folder. */
export function jupyterEnvironment() {
  return { ...process.env, PYTHONPATH: root, JUPYTER_PLATFORM_DIRS: '1' };
}
