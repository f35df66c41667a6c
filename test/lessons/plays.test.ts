import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MIME_TYPE, readFence } from '../../src/format/index.ts';
import type { JsonObject, Lesson } from '../../src/format/index.ts';
import { runCommand } from '../../src/hosts/command.ts';
import { gradesOf } from '../../src/hosts/grading.ts';
import { partsOf } from '../../src/hosts/markdown.ts';
import { AttentionModel, isReached, playOf } from '../../src/model/index.ts';
import { act, ready } from './learner.ts';
import { PLAYS } from './plays.ts';

const folder = join(__dirname, '../../lessons');
const files = readdirSync(folder).flatMap(language =>
  readdirSync(join(folder, language))
    .filter(name => name.endsWith('.md'))
    .map(name => join(language, name))
);

function payloadIn(file: string): JsonObject {
  const parts = partsOf(readFileSync(join(folder, file), 'utf8'));
  const { payload, problems } = readFence(
    parts.find(({ language }) => language === 'attention')!.text
  );
  if (!payload) {
    throw new Error(`${file}: ${JSON.stringify(problems)}`);
  }
  return payload;
}

const lessons = files.map(file => [file, payloadIn(file)] as const);
const steps = lessons.flatMap(([file, payload]) =>
  (payload.lesson as unknown as Lesson).steps.map((step, at) => [file, step.name, at] as const)
);
const lessonOf = (file: string) =>
  lessons.find(([name]) => name === file)![1].lesson as unknown as Lesson;

function begun(file: string, at: number): AttentionModel {
  const model = new AttentionModel();
  model.load(lessons.find(([name]) => name === file)![1]);
  model.play(at);
  return model;
}

test('there are eleven, and each is played', () => {
  expect(files.filter(name => name.startsWith('en'))).toHaveLength(11);
  for (const [file] of lessons) {
    expect(Object.keys(PLAYS[lessonOf(file).name] ?? {})).toEqual(
      lessonOf(file).steps.map(({ name }) => name)
    );
  }
});

test.each(steps)('%s, %s: as it begins it is not reached, played right it is', (file, name, at) => {
  const model = begun(file, at);
  const { lesson } = playOf(ready(model))!;
  expect(playOf(ready(model))!.outcome.kind).toBe('untouched');
  model.answer();
  expect(isReached(playOf(ready(model))!.lesson, name)).toBe(false);
  for (const done of PLAYS[lesson.name][name].right) {
    act(model, done);
    expect(ready(model).refused).toEqual([]);
  }
  expect(playOf(ready(model))!.outcome.kind).toBe('reached');
  model.answer();
  expect(isReached(playOf(ready(model))!.lesson, name)).toBe(true);
  const graded = gradesOf(model.payload).grades;
  expect(graded.filter(({ reached }) => reached).map(({ step }) => step)).toEqual([name]);
});

test.each(steps)('%s, %s: each wrong way gets its own hint', (file, name, at) => {
  for (const [hint, ...acts] of PLAYS[lessonOf(file).name][name].wrong ?? []) {
    const model = begun(file, at);
    for (const done of acts) {
      act(model, done);
      expect(ready(model).refused).toEqual([]);
    }
    const { outcome, step } = playOf(ready(model))!;
    expect(outcome).toEqual({ kind: 'hint', hint: step.hints![hint] });
  }
});

test.each(lessons)('%s: three wrong ways at least are known, and it is predicted once', file => {
  const plays = Object.values(PLAYS[lessonOf(file).name]);
  expect(plays.flatMap(({ wrong = [] }) => wrong).length).toBeGreaterThanOrEqual(3);
  const goals = lessonOf(file).steps.flatMap(({ goal = [] }) => goal);
  expect(goals.some(({ about }) => about === 'guess')).toBe(true);
});

test.each(steps)('%s, %s: no answer to another step passes', (file, name, at) => {
  const lesson = lessonOf(file);
  for (const [other] of lesson.steps.entries()) {
    const model = begun(file, other);
    PLAYS[lesson.name][lesson.steps[other].name].right.forEach(done => act(model, done));
    model.answer();
    const { answers = [] } = playOf(ready(model))!.lesson;
    expect(answers.map(({ step }) => step)).toEqual([lesson.steps[other].name]);
    const moved = { ...lesson, answers: answers.map(answer => ({ ...answer, step: name })) };
    expect([other, isReached(moved, name)]).toEqual([other, other === at]);
  }
});

test.each(lessons)('%s: its notebook is what is made of it now', (file, payload) => {
  const made = JSON.parse(
    runCommand(['lesson', file], path => readFileSync(join(folder, path))).output
  ) as { cells: { source: string[] }[] };
  const kept = JSON.parse(readFileSync(join(folder, file.replace(/\.md$/, '.ipynb')), 'utf8')) as {
    cells: { source: string[]; outputs?: { data?: JsonObject }[] }[];
  };
  const others = made.cells.flatMap(({ source }, at) =>
    kept.cells[at]?.source.join('') === source.join('') ? [] : [at]
  );
  expect({ others, cells: kept.cells.length }).toEqual({ others: [], cells: made.cells.length });
  const drawn = kept.cells.flatMap(({ outputs = [] }) =>
    outputs.flatMap(({ data }) => data?.[MIME_TYPE] ?? [])
  );
  expect(drawn).toHaveLength(1);
  expect((drawn[0] as JsonObject).lesson).toEqual(payload.lesson);
});
