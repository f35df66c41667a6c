import type { JupyterFrontEnd } from '@jupyterlab/application';
import { InputDialog } from '@jupyterlab/apputils';
import type { Translator } from '../views/index.ts';
import { folderOf } from './acts.ts';
import { LESSONS } from './lessonFiles.ts';
import type { LessonFile } from './lessonFiles.ts';

/** What language lessons are in where there are none in that of the page. */
const USUAL = 'en';

/** What is asked for: a lesson by its name, and the folder in which its copy is to be. */
interface Asked {
  readonly lesson?: string;
  readonly cwd?: string;
  /** Of the page, such as `de_DE` or `zh-CN`. */
  readonly language: string;
}

/** Opens a copy of a lesson; which one is asked where it is not said. */
export async function openLesson(
  app: JupyterFrontEnd,
  trans: Translator,
  { lesson, cwd, language }: Asked
): Promise<unknown> {
  const offered = lessonsIn(language);
  const file = offered.find(({ name }) => name === lesson) ?? (await chosen(trans, offered));
  if (!file) {
    return undefined;
  }
  const { default: content } = await file.load();
  const { contents } = app.serviceManager;
  const folder = cwd ?? (await folderOf(app));
  const { content: listed } = (await contents.get(folder)) as {
    readonly content: readonly { readonly name: string }[];
  };
  const taken = listed.map(({ name }) => name);
  const path = `${folder === '' ? '' : `${folder}/`}${freeName(file.name, taken)}`;
  await contents.save(path, { type: 'notebook', format: 'json', content });
  return app.commands.execute('docmanager:open', { path });
}

/** The lessons in a language, in their order. */
export function lessonsIn(language: string): readonly LessonFile[] {
  const [tongue] = language.toLowerCase().split(/[-_]/);
  const own = LESSONS.filter(lesson => lesson.language === tongue);
  return own.length > 0 ? own : LESSONS.filter(lesson => lesson.language === USUAL);
}

/** A name of a notebook that no file has yet, so that nothing is written over. */
export function freeName(name: string, taken: readonly string[]): string {
  const names = new Set(taken.map(each => each.toLowerCase()));
  for (let count = 0; ; count++) {
    const free = `${name}${count === 0 ? '' : `-${count}`}.ipynb`;
    if (!names.has(free.toLowerCase())) {
      return free;
    }
  }
}

async function chosen(
  trans: Translator,
  offered: readonly LessonFile[]
): Promise<LessonFile | undefined> {
  const items = offered.map(({ title }, i) => trans.__('%1. %2', i, title));
  const { value } = await InputDialog.getItem({
    title: trans.__('Attention lessons'),
    label: trans.__('A copy of the lesson is opened in the folder that is shown.'),
    items,
    okLabel: trans.__('Open')
  });
  return offered[items.indexOf(value ?? '')];
}
