// Removes what a build makes; the next build starts anew. With --stale it only removes what tsc once made of
// sources that are gone, which would be packed otherwise.
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './setup.mjs';

/** What scripts/page.mjs makes in lib. */
const MADE = ['page.txt', 'page-packages.json'];

if (process.argv.includes('--stale')) {
  removeStale(join(root, 'lib'), join(root, 'src'));
} else {
  for (const made of [
    'lib',
    'dist',
    'jupyterlab_attention/labextension',
    'test-results',
    '_docs',
    '_lite'
  ]) {
    rmSync(join(root, made), { recursive: true, force: true });
  }
}

function removeStale(lib, src) {
  if (!existsSync(lib)) {
    return;
  }
  for (const file of readdirSync(lib, { recursive: true, withFileTypes: true })) {
    if (file.isFile() && !MADE.includes(file.name)) {
      const path = join(file.parentPath, file.name);
      const source = join(src, path.slice(lib.length)).replace(/(\.d\.ts|\.js)$/, '');
      if (!['.ts', '.tsx', ''].some(ending => existsSync(source + ending))) {
        rmSync(path);
      }
    }
  }
}
