import { MIME_TYPE } from '../../src/format/index.ts';
import type { JsonObject } from '../../src/format/index.ts';
import { runCommand } from '../../src/hosts/command.ts';
import { gradesOf } from '../../src/hosts/grading.ts';
import { AttentionModel } from '../../src/model/index.ts';

const SENTENCE = 'Angry lions hunt zebras, while cats sleep peacefully';
const LESSON = {
  name: 'masks',
  steps: [
    { name: 'read', text: 'Read this.', start: { sentence: SENTENCE } },
    {
      name: 'causal',
      text: 'Let no word look ahead.',
      start: { sentence: SENTENCE },
      touch: ['mask'],
      goal: [{ about: 'mask', is: 'equal', than: 'causal' }]
    },
    {
      name: 'hot',
      text: 'Make it warm.',
      start: { sentence: SENTENCE },
      goal: [{ about: 'temperature', is: 'above', than: 2 }]
    }
  ]
};
const payloadOf = (lesson: object = LESSON) => ({
  format: 'attention',
  version: 1,
  sentence: SENTENCE,
  lesson
});
const notebookOf = (...payloads: unknown[]) => ({
  nbformat: 4,
  nbformat_minor: 5,
  metadata: {},
  cells: payloads.map(payload => ({
    cell_type: 'code',
    outputs: [{ output_type: 'display_data', metadata: {}, data: { [MIME_TYPE]: payload } }]
  }))
});
const answering = (...answers: object[]) => payloadOf({ ...LESSON, answers });

/** What a learner's page keeps who does the second step on the stage. */
function done(): JsonObject {
  const model = new AttentionModel();
  model.load(payloadOf());
  model.play(1);
  model.edit({ type: 'stages', stages: { mask: 'causal' } });
  model.answer();
  return model.payload!;
}

function run(files: Record<string, unknown>, ...words: string[]) {
  return runCommand(['grade', ...words], path => {
    if (!(path in files)) {
      throw new Error('no such file');
    }
    const file = files[path];
    return typeof file === 'string' ? file : JSON.stringify(file);
  });
}

test('what is done on the stage is graded, with what was changed; steps without a goal are not', () => {
  const { output, errors, code } = run({ 'ada.ipynb': notebookOf(done()) }, 'ada.ipynb');
  expect([errors, code]).toEqual([[], 0]);
  expect(output.split('\n')).toEqual([
    'file       lesson  step    reached  done',
    'ada.ipynb  masks   causal  yes      mask: – → "causal"',
    'ada.ipynb  masks   hot     no       no answer',
    ''
  ]);
});

test('the untouched notebook reaches nothing', () => {
  expect(gradesOf(notebookOf(payloadOf())).grades.map(({ reached }) => reached)).toEqual([
    false,
    false
  ]);
});

test.each([
  ['the start', { sentence: SENTENCE }, 'it is the state that the step begins with'],
  [
    'another step',
    { sentence: SENTENCE, temperature: 3 },
    'it changes what the step leaves as it is'
  ],
  ['a wrong mask', { sentence: SENTENCE, mask: { window: 3 } }, 'it does not reach the goal'],
  [
    'numbers that overflow',
    { tokens: ['a'], embeddings: [[1e300, 1e300]] },
    'it is no state that can be computed'
  ]
])('an answer that is %s is said to be none', (_, state, why) => {
  const { grades, problems } = gradesOf(
    notebookOf(answering({ step: 'causal', state, reached: true }))
  );
  expect(problems).toEqual([]);
  expect(grades[0]).toMatchObject({ reached: false, done: `kept as an answer, but ${why}` });
});

test('a lesson whose goals were changed is graded by the original, and said so', () => {
  const easy = {
    ...LESSON,
    steps: LESSON.steps.map(step => ({
      ...step,
      touch: undefined,
      goal: step.goal && [{ about: 'n_heads', is: 'equal', than: 1 }]
    })),
    answers: [{ step: 'causal', state: { sentence: 'cats sleep' } }]
  };
  const files = {
    'it.ipynb': notebookOf(payloadOf(easy)),
    'original.ipynb': notebookOf(payloadOf())
  };
  expect(run(files, 'it.ipynb').output).toMatch(/causal +yes/);
  const { output, errors, code } = run(files, '--lesson', 'original.ipynb', 'it.ipynb');
  expect(output).toMatch(/causal +no/);
  expect(code).toBe(2);
  expect(errors).toEqual([
    'it.ipynb: $.cells[0].outputs[0].lesson: The steps of the lesson "masks" are not those of the original; it is graded by the original.'
  ]);
});

test('files that are damaged are told, and the others go on', () => {
  const files = {
    'cut.ipynb': '{"nbformat": 4, "cells": [',
    'odd.ipynb': notebookOf({ ...payloadOf(), scale: 'x' }),
    'empty.ipynb': { nbformat: 4, cells: [null, { outputs: 7 }, { outputs: [null, { data: 3 }] }] },
    'good.json': done()
  };
  const { output, errors, code } = run(files, 'gone.ipynb', ...Object.keys(files));
  expect(code).toBe(2);
  expect(output.split('\n').filter(row => row.startsWith('good.json'))).toHaveLength(2);
  expect(errors).toEqual([
    'gone.ipynb: This cannot be read (no such file).',
    expect.stringMatching(/^cut\.ipynb: \$: This is not JSON, line 1/),
    'odd.ipynb: $.cells[0].outputs[0].scale: Found the text "x"; wanted a finite number.',
    'odd.ipynb: No lesson that can be graded is in it.',
    'empty.ipynb: No lesson that can be graded is in it.'
  ]);
});

test('a step that stands in several outputs counts where it was reached', () => {
  const { grades } = gradesOf(notebookOf(payloadOf(), done(), payloadOf()));
  expect(grades.map(({ step, reached }) => [step, reached])).toEqual([
    ['causal', true],
    ['hot', false]
  ]);
});

test('CSV quotes what needs it, and holds no formula; a terminal gets no control characters', () => {
  const name = '=1+1,"a"';
  const lesson = { ...LESSON, name, steps: [{ ...LESSON.steps[1], name: '\u001b[2Jx' }] };
  const { output } = run({ 'a.json': payloadOf(lesson) }, '--csv', 'a.json');
  expect(output.split('\r\n')[0]).toBe('file,lesson,step,reached,done');
  expect(output).toContain(`a.json,"'=1+1,""a""",`);
  expect(output).not.toContain('\u001b');
});

test.each([[[]], [['--csv']], [['a.json', '--lesson']], [['--lesso', 'b', 'a.json']]])(
  'words that are no call, %j, get the usage',
  words => {
    expect(run({ 'a.json': '{}' }, ...words)).toMatchObject({ output: '', code: 2 });
    expect(run({ 'a.json': '{}' }, ...words).errors[0]).toContain('attention compute');
  }
);
