// Makes the notebooks of the lessons from their Markdown, and runs them, so that their outputs are in view
// when one is opened.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { ensurePython, jupyterEnvironment, python } from './python.mjs';
import { root, run } from './setup.mjs';

const lessons = join(root, 'lessons');
const only = process.argv.slice(2); // parts of names
const files = readdirSync(lessons).flatMap(language =>
  readdirSync(join(lessons, language))
    .filter(name => name.endsWith('.md'))
    .map(name => join(language, name))
);
await ensurePython();
writeFileSync(join(root, 'src', 'jupyter', 'lessonFiles.ts'), await listOf(files));
run('npm', ['run', '--silent', 'build:lib']);
for (const file of files.filter(file => only.every(part => file.includes(part)))) {
  make(join(lessons, file), join(lessons, file.replace(/\.md$/, '.ipynb')));
}

/** What the extension knows of them: their titles, and how each is loaded. */
async function listOf(files) {
  const entries = files.map(file => {
    const [language, name] = file.replace(/\.md$/, '').split(sep);
    const [, title] = /^# (.*)$/m.exec(readFileSync(join(lessons, file), 'utf8'));
    // In one file a language: every file's name stands in what is loaded at the start of JupyterLab.
    const chunk = `/* webpackChunkName: "lessons-${language}" */`;
    const load = `() => import(${chunk} '../../lessons/${language}/${name}.ipynb')`;
    return `{ language: '${language}', name: '${name}', title: ${JSON.stringify(title)}, load: ${load} }`;
  });
  const text = `// Made by scripts/lessons.mjs.
export interface LessonFile {
  readonly language: string;
  readonly name: string;
  readonly title: string;
  readonly load: () => Promise<{ readonly default: unknown }>;
}

export const LESSONS: readonly LessonFile[] = [${entries.join(',')}];
`;
  const file = join(root, 'src', 'jupyter', 'lessonFiles.ts');
  const { format, resolveConfig } = await import('prettier');
  return format(text, { ...(await resolveConfig(file)), filepath: file });
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
