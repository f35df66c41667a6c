// Installs and builds what is needed, then starts JupyterLab on the first example.
import { ensureExtension, ensurePython, jupyterEnvironment, python } from './python.mjs';
import { ensureNodeModules, run } from './setup.mjs';

ensureNodeModules();
ensurePython();
ensureExtension();
run(python('jupyter'), ['lab', 'examples/angry-lions.ipynb', ...process.argv.slice(2)], {
  env: jupyterEnvironment()
});
