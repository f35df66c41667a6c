// The project's own Python environment, in .venv.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { once, root, run } from './setup.mjs';

const bin = join(root, '.venv', process.platform === 'win32' ? 'Scripts' : 'bin');

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
