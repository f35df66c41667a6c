// Style sheets stand beside what they style; tsc leaves them out of what it builds.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from './setup.mjs';

/** Copies the style sheets of src to their places in lib, without what nobody but us reads. */
export function copyStyles() {
  for (const path of readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })) {
    if (path.endsWith('.css')) {
      const to = join(root, 'lib', path);
      mkdirSync(dirname(to), { recursive: true });
      writeFileSync(to, dense(readFileSync(join(root, 'src', path), 'utf8')));
    }
  }
}

/** Without comments, and with no space, zero, quote or semicolon that says nothing. */
function dense(css) {
  return css
    .replace(/\/\*[^]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,>]) ?/g, '$1')
    .replace(/(\d) \* /g, '$1*')
    .replace(/([ (,:])0\./g, '$1.')
    .replace(/='([a-z]+)'\]/g, '=$1]')
    .replaceAll(': ', ':')
    .replaceAll(';}', '}')
    .trim();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  copyStyles();
}
