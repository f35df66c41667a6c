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
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
    ...options
  });
  if (error || status !== 0) {
    console.error(error ? error.message : `${command} ended with ${status}`);
    process.exit(status || 1);
  }
}

/** Ends the script with a line for the person who started it. */
export function refuse(message) {
  console.error(`\n${message}`);
  process.exit(1);
}

/** Whether a folder was made from what its sources are now. */
export function isMade(folder, sources) {
  const stamp = join(root, folder, '.made-from');
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === digestOf(sources);
}

/** A folder made by `make`, and made again only when one of `sources` has changed since. */
export async function once(folder, sources, make) {
  if (isMade(folder, sources)) {
    return 'already there';
  }
  await make();
  writeFileSync(join(root, folder, '.made-from'), digestOf(sources));
}

function digestOf(sources) {
  const hash = createHash('sha256');
  sources.forEach(source => hash.update(readFileSync(join(root, source))));
  return hash.digest('hex');
}
