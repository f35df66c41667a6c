// Everything that must hold: lint, types, unit tests.
import { ensureNodeModules, run } from './setup.mjs';

ensureNodeModules();
run('node', ['scripts/vocabulary.mjs', '--check']);
run('npx', ['tsc', '--noEmit']);
run('npx', ['jest']);
