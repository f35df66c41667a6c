// Runs the example notebooks and keeps their outputs, so that they are in view when one is opened.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensurePython, jupyterEnvironment, python } from './python.mjs';
import { root, run } from './setup.mjs';

await ensurePython();
const folder = join(root, 'examples');
// The outputs of the first would be larger than all the rest of the project; the second is written with torch.
const OTHERS = ['model-size.ipynb', 'real-model.ipynb'];
const isRun = name => name.endsWith('.ipynb') && !OTHERS.includes(name);
for (const name of readdirSync(folder).filter(isRun)) {
  const path = join(folder, name);
  run(python('jupyter'), ['execute', '--inplace', path], { env: jupyterEnvironment() });
  const notebook = JSON.parse(readFileSync(path, 'utf8'));
  for (const cell of notebook.cells) {
    cell.metadata = {}; // not when it was run
  }
  writeFileSync(path, `${JSON.stringify(notebook, null, 1)}\n`);
}
