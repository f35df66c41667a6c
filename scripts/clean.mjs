// Removes what a build makes; the next build starts anew.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './setup.mjs';

for (const made of ['lib', 'dist', 'jupyterlab_attention/labextension', 'test-results']) {
  rmSync(join(root, made), { recursive: true, force: true });
}
