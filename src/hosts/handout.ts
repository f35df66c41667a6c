import { visible } from '../figures/index.ts';
import { htmlText } from '../figures/export/page.ts';
import { writeStatement } from '../format/index.ts';
import type { Lesson, LessonStep } from '../format/index.ts';
import { resolve, specOf } from '../model/index.ts';
import { lessonsIn } from './grading.ts';
import { lessonFile } from './lesson.ts';
import { readJson } from './reading.ts';
import type { Read } from './reading.ts';
import type { CommandResult } from './result.ts';

/** Up to so many words can be ticked as a guess; of more one writes the word. */
const WORDS = 24;

const STYLE = `
@page { size: A4; margin: 14mm; }
body { max-width: 182mm; margin: 0 auto; font: 10pt/1.3 system-ui, sans-serif; color: #000; background: #fff; }
h1 { margin: 0 0 2mm; font-size: 16pt; }
h2 { margin: 3.5mm 0 0.5mm; font-size: 11pt; }
p { margin: 0 0 0.5mm; }
section { break-inside: avoid; }
code { font: 9pt/1.3 ui-monospace, monospace; }
.name { display: flex; gap: 8mm; margin-bottom: 3mm; }
.name span, .line { flex: 1; border-bottom: 0.3mm solid #777; }
.line { display: block; height: 6.5mm; }
.guess span { margin-right: 3mm; white-space: nowrap; }
.label { color: #444; font-size: 9pt; }
`;

/** `attention handout FILE [-o PAGE]`: the lessons of a file as pages to be printed and written on. */
export function handout(path: string, file: string | undefined, read: Read): CommandResult {
  const made = path.endsWith('.md') ? lessonFile(path, undefined, read) : null;
  if (made && made.code !== 0) {
    return made;
  }
  const found = readJson(path, made ? () => made.output : read);
  if ('error' in found) {
    return { output: '', errors: [found.error], code: 2 };
  }
  const problems: Parameters<typeof lessonsIn>[1] = [];
  const lessons = lessonsIn(found.value, problems).map(({ lesson }) => lesson);
  const errors = problems.map(problem => `${path}: ${problem.path}: ${problem.message}`);
  if (lessons.length === 0) {
    errors.push(`${path}: No lesson is in it.`);
  }
  return errors.length > 0
    ? { output: '', errors, code: 2 }
    : { output: pageOf(lessons), file, errors: [], code: 0 };
}

function pageOf(lessons: readonly Lesson[]): string {
  const titles = lessons.map(({ name, title }) => title ?? name);
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8">',
    `<title>${shown(titles.join(', '))}</title>`,
    `<style>${STYLE}</style></head><body>`,
    ...lessons.flatMap(({ steps }, i) => [
      `<h1>${shown(titles[i])}</h1>`,
      '<p class="name">Name <span></span> Date <span></span></p>',
      ...steps.map(stepOf)
    ]),
    '</body></html>',
    ''
  ].join('\n');
}

function stepOf(step: LessonStep, at: number): string {
  const { name, title, text, goal = [] } = step;
  const isGuessed = goal.some(({ about }) => about === 'guess');
  const wanted = goal.filter(({ about }) => about !== 'guess').map(one => writeStatement(one));
  return [
    '<section>',
    `<h2>${at + 1}. ${shown(title ?? name)}</h2>`,
    ...text.split('\n').map(line => `<p>${shown(line)}</p>`),
    ...(isGuessed ? [guessOf(step)] : []),
    ...(wanted.length > 0
      ? [`<p class="label">Wanted: <code>${shown(wanted.join('; '))}</code></p>`]
      : []),
    `<p class="label">${isGuessed ? 'What it was, and why' : 'What I did, and what I saw'}</p>`,
    '<span class="line"></span>',
    '</section>'
  ].join('\n');
}

/** The words that can be guessed, to be ticked; an output is drawn or written. */
function guessOf({ start }: LessonStep): string {
  const spec = specOf(start);
  const input = spec && resolve(spec).input;
  const words = input ? (input.keyTokens ?? input.tokens) : [];
  const isPlace = spec?.view?.covered?.some(pane => pane === 'plane' || pane === 'outputs');
  const ticks = words.map(word => `<span>☐ ${shown(word)}</span>`).join(' ');
  return `<p class="guess">My guess: ${isPlace ? '( ______ , ______ )' : words.length <= WORDS ? ticks : '______________'}</p>`;
}

function shown(text: string): string {
  return htmlText(visible(text, 10_000));
}
