// Style sheets stand beside what they style; tsc leaves them out of what it builds.
import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from './setup.mjs';

/** Copies the style sheets of src to their places in lib. */
export function copyStyles() {
  for (const path of readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })) {
    if (path.endsWith('.css')) {
      const to = join(root, 'lib', path);
      mkdirSync(dirname(to), { recursive: true });
      copyFileSync(join(root, 'src', path), to);
    }
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  copyStyles();
}
