// Makes the notebooks of the lessons from their Markdown, and runs them, so that their outputs are in view
// when one is opened.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensurePython, jupyterEnvironment, python } from './python.mjs';
import { root, run } from './setup.mjs';

await ensurePython();
run('npm', ['run', '--silent', 'build:lib']);
const lessons = join(root, 'lessons');
for (const language of readdirSync(lessons)) {
  const folder = join(lessons, language);
  for (const name of readdirSync(folder).filter(name => name.endsWith('.md'))) {
    make(join(folder, name), join(folder, name.replace(/\.md$/, '.ipynb')));
  }
}

function make(source, target) {
  const folder = mkdtempSync(join(tmpdir(), 'lesson-'));
  try {
    const made = join(folder, 'lesson.ipynb');
    run('node', [join(root, 'lib', 'hosts', 'cli.js'), 'lesson', source, '-o', made]);
    run(python('jupyter'), ['execute', '--inplace', made], { env: jupyterEnvironment() });
    const notebook = JSON.parse(readFileSync(made, 'utf8'));
    for (const cell of notebook.cells) {
      delete cell.metadata.execution; // not when it was run
    }
    const { kernelspec } = notebook.metadata;
    notebook.metadata = { kernelspec, language_info: { name: 'python' } };
    writeFileSync(target, `${JSON.stringify(notebook, null, 1)}\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
