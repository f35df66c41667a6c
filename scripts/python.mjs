// The project's own Python environment, in .venv, with the extension in it.
import { existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { once, root, run } from './setup.mjs';

const venv = join(root, '.venv');
const bin = join(venv, process.platform === 'win32' ? 'Scripts' : 'bin');

/** The path of a program of the environment. */
export function python(program = 'python') {
  return join(bin, process.platform === 'win32' ? `${program}.exe` : program);
}

/** Makes the environment, again only when what is asked for has changed. */
export function ensurePython() {
  once('.venv', ['pyproject.toml', 'test/requirements.txt'], () => {
    if (!existsSync(python())) {
      run(process.platform === 'win32' ? 'python' : 'python3', ['-m', 'venv', '.venv']);
    }
    run(python(), ['-m', 'pip', 'install', '--quiet', '-r', 'test/requirements.txt']);
  });
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
