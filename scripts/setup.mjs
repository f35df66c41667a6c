// What the other scripts need on a fresh machine. Node's own modules only: nothing is installed yet.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Runs a command in the project's folder; a failure ends the script with the command's own code. */
export function run(command, args, options = {}) {
  console.log(`\n> ${command} ${args.join(' ')}`);
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options });
  if (error || status !== 0) {
    console.error(error ? error.message : `${command} ended with ${status}`);
    process.exit(status || 1);
  }
}

/** Installs the packages of the lock file, when it is not what was installed last. */
export function ensureNodeModules() {
  once('node_modules', ['package-lock.json'], () => run('npm', ['ci', '--no-fund', '--no-audit']));
}

/** A folder made by `make`, and made again only when one of `sources` has changed since. */
export function once(folder, sources, make) {
  const stamp = join(root, folder, '.made-from');
  const hash = createHash('sha256');
  sources.forEach(source => hash.update(readFileSync(join(root, source))));
  const digest = hash.digest('hex');
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== digest) {
    make();
    writeFileSync(stamp, digest);
  }
}
