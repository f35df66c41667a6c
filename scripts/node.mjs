// The packages of Node that the lock file names.
import { once, refuse } from './setup.mjs';
import { nodeProblem } from './starting.mjs';
import { watched } from './steps.mjs';

/** Installs the packages of the lock file, when it is not what was installed last. */
export function ensureNodeModules() {
  const problem = nodeProblem(process.versions.node);
  if (problem) {
    refuse(problem);
  }
  return once('node_modules', ['package-lock.json'], () =>
    watched(
      'npm',
      ['ci', '--no-fund', '--no-audit', '--loglevel=http'],
      'Is this machine online? Packages come from the registry that npm is set to (npm config get registry).'
    )
  );
}
