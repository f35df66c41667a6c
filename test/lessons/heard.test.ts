/** @jest-environment jsdom */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readFence } from '../../src/format/index.ts';
import type { Lesson } from '../../src/format/index.ts';
import { partsOf } from '../../src/hosts/markdown.ts';
import { show } from '../views/show.ts';
import { CONTROLS, heard, nameOf } from './heard.ts';
import { act } from './learner.ts';
import { PLAYS } from './plays.ts';
import type { Act } from './plays.ts';

/**
 * What a screen reader comes to in the rail at each step of each lesson, in `heard/NAME.txt`: all of it as the
 * step begins; then, for each wrong way and the right one, the lines that are new. `UPDATE=1 npx jest
 * test/lessons/heard` writes the files; read what has changed in them aloud before it is committed.
 */
const folder = join(__dirname, '../../lessons/en');
const kept = join(__dirname, 'heard');
const names = readdirSync(folder)
  .filter(name => name.endsWith('.md'))
  .map(name => name.slice(0, -'.md'.length));

const lessons = names.map(name => {
  const parts = partsOf(readFileSync(join(folder, `${name}.md`), 'utf8'));
  const { payload } = readFence(parts.find(({ language }) => language === 'attention')!.text);
  const shown = show({ ...payload, view: { rail: 'lesson' } });
  return { name, lesson: payload!.lesson as unknown as Lesson, payload: payload!, ...shown };
});

type Shown = (typeof lessons)[number];

const railOf = ({ node }: Shown) => node.querySelector('.jp-mod-lessonPane')!;

/** Begins a step anew, as in a lesson that nobody has played yet. */
function begin({ model, draw, payload }: Shown, at: number): void {
  model.load({ ...payload, view: { rail: 'lesson' } });
  model.play(at);
  draw();
}

/** Does something and asks for the check; the lines that were not there before. */
function after(shown: Shown, at: number, acts: readonly Act[]): readonly string[] {
  begin(shown, at);
  const before = heard(railOf(shown));
  for (const done of acts) {
    act(shown.model, done);
  }
  shown.draw();
  checkOf(shown).click();
  shown.draw();
  return heard(railOf(shown)).filter(line => !before.includes(line));
}

function checkOf(shown: Shown): HTMLButtonElement {
  return railOf(shown).querySelector<HTMLButtonElement>('.jp-Attention-check button')!;
}

/** All that is heard of a step. */
function step(shown: Shown, at: number): readonly string[] {
  const { lesson } = shown;
  const { right, wrong = [] } = PLAYS[lesson.name][lesson.steps[at].name];
  begin(shown, at);
  return [
    `# ${lesson.steps[at].name}, as it begins`,
    ...heard(railOf(shown)),
    ...wrong.flatMap(([, ...acts]) => [
      '',
      `## a wrong way: ${JSON.stringify(acts)}`,
      ...after(shown, at, acts)
    ]),
    '',
    `## the right way: ${JSON.stringify(right)}`,
    ...after(shown, at, right),
    ''
  ];
}

const steps = lessons.flatMap(shown =>
  shown.lesson.steps.map(({ name }, at) => [shown.name, name, at, shown] as const)
);

test.each(lessons.map(shown => [shown.name, shown] as const))(
  '%s sounds as it did',
  (name, shown) => {
    const text = shown.lesson.steps.flatMap((_, at) => step(shown, at)).join('\n');
    const file = join(kept, `${name}.txt`);
    if (process.env.UPDATE) {
      mkdirSync(kept, { recursive: true });
      writeFileSync(file, text);
    }
    expect(existsSync(file) ? readFileSync(file, 'utf8') : '').toBe(text);
  }
);

test('there is a file for each lesson, and no other', () => {
  expect(readdirSync(kept)).toEqual(names.map(name => `${name}.txt`));
});

describe.each(steps)('%s, %s', (_name, _step, at, shown) => {
  test('what is asked is heard before its goal, and the goal before its check', () => {
    begin(shown, at);
    const order = ['.jp-Attention-lessonText', '.jp-Attention-goal', '.jp-Attention-check'];
    const found = order.map(each => railOf(shown).querySelector(each)!);
    const all = [...railOf(shown).querySelectorAll('*')];
    const places = found.map(each => all.indexOf(each));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places[0]).toBeGreaterThan(-1);
  });

  test('all that can be pressed or changed has a name, and no two have the same', () => {
    begin(shown, at);
    const controls = [...railOf(shown).querySelectorAll(CONTROLS)];
    const all = controls.map(control => nameOf(control));
    expect(all.filter(name => name === '')).toEqual([]);
    expect(all.filter((name, i) => all.indexOf(name) !== i)).toEqual([]);
  });

  test('how far the goal is, and what came of it, are told where they are waited for, and once', () => {
    const { right } = PLAYS[shown.lesson.name][shown.lesson.steps[at].name];
    begin(shown, at);
    const live = () => [
      ...railOf(shown).querySelectorAll('[role=status], [role=alert], [aria-live]')
    ];
    const before = live();
    const [progress, outcome] = before;
    const said = progress.textContent;
    expect(before.every(one => one.getAttribute('role') === 'status')).toBe(true);
    expect(outcome.textContent).toBe('');
    const lines = after(shown, at, right);
    // A screen reader tells what comes into a region that is there, and not a region that comes.
    expect(live()).toHaveLength(before.length);
    const told = live().map(({ textContent }) => textContent);
    expect(told.slice(0, 2)).not.toContain('');
    expect(told[0]).not.toBe(said);
    expect(new Set(told).size).toBe(told.length);
    for (const words of told) {
      expect(lines.filter(line => line.includes(words))).toHaveLength(1);
    }
  });
});
