import { parse } from '../../src/format/index.ts';

const start = { sentence: 'cats sleep' };
const step = { name: 'a', text: 't', start };

const read = (lesson: unknown, more: object = {}) =>
  parse({ format: 'attention', version: 1, ...start, ...more, lesson });
const told = (lesson: unknown) => {
  const { problems, warnings } = read(lesson);
  return [...problems, ...warnings].map(({ path, message }) => [path, message]);
};

test.each<[string, object, string, string]>([
  [
    'a statement that compares with nothing',
    { steps: [{ ...step, goal: [{ about: 'sum', is: 'above' }] }] },
    '$.lesson.steps[0].goal[0].than',
    'Found nothing; wanted a number, a text, or an object of about.'
  ],
  [
    'a statement that compares with a boolean',
    { steps: [{ ...step, goal: [{ about: 'residual', is: 'equal', than: true }] }] },
    '$.lesson.steps[0].goal[0].than',
    'Found true; wanted a number, a text, or an object of about.'
  ],
  [
    'a place before the first',
    { steps: [{ ...step, goal: [{ about: 'guess', query: -1, is: 'made' }] }] },
    '$.lesson.steps[0].goal[0].query',
    'Found -1; wanted a whole number, 0 or more.'
  ],
  ['no steps', { steps: [] }, '$.lesson.steps', 'Nothing is in it; wanted at least one step.'],
  [
    'two steps of one name',
    { steps: [step, step] },
    '$.lesson.steps[1].name',
    'Found the text "a", as at $.lesson.steps[0].name; wanted a name of its own, by which the answer to the step is told apart.'
  ],
  [
    'a start of a newer version',
    { steps: [{ ...step, start: { ...start, version: 2 } }] },
    '$.lesson.steps[0].start.version',
    'This payload is of version 2, newer than version 1, which is read here. Update jupyterlab-attention to see it.'
  ],
  [
    'a lesson within a start',
    { steps: [{ ...step, start: { ...start, lesson: 1 } }] },
    '$.lesson.steps[0].start.lesson',
    'This field is not known here; it is kept and not used.'
  ],
  [
    'a step past the last',
    { steps: [step], step: 1 },
    '$.lesson.step',
    'Found 1, but there is only 1 step, counted from 0; the last is played.'
  ],
  [
    'an answer to no step',
    { steps: [step], answers: [{ step: 'b', state: start }] },
    '$.lesson.answers[0].step',
    'Found the text "b", but no step of the lesson has this name; this answer is kept and not used.'
  ],
  [
    'two answers to one step',
    {
      steps: [step],
      answers: [
        { step: 'a', state: start },
        { step: 'a', state: start }
      ]
    },
    '$.lesson.answers[1].step',
    'Found the text "a", as at $.lesson.answers[0].step; this answer is kept and not used.'
  ]
])('%s is told', (_, lesson, path, message) => {
  expect(told({ name: 'n', ...lesson })).toEqual([[path, message]]);
});

test('an unknown quantity is answered with all that are known', () => {
  const goal = [{ about: 'weigths', query: 0, key: 1, is: 'above', than: 0 }];
  expect(told({ name: 'n', steps: [{ ...step, goal }] })).toEqual([
    [
      '$.lesson.steps[0].goal[0].about',
      expect.stringMatching(/^Found the text "weigths"; wanted one of scores, .*weights, /)
    ]
  ]);
});

test('many problems of one start hide nothing of the others, nor of what stands beside the lesson', () => {
  const wrong = { tokens: Array(25).fill(0), embeddings: [[1], [2, 3]] };
  const steps = [
    { ...step, start: wrong },
    { ...step, name: 'b', start: {} }
  ];
  const value = [
    [1, 0, 0],
    [0, 1, 0]
  ];
  const square = [
    [1, 0],
    [0, 1]
  ];
  const { problems } = read(
    { name: 'n', steps },
    { residual: true, projections: { query: square, key: square, value } }
  );
  expect(problems.map(({ path }) => path)).toEqual([
    ...Array.from({ length: 10 }, (_, i) => `$.lesson.steps[0].start.tokens[${i}]`),
    '$.lesson.steps[0].start.tokens',
    '$.lesson.steps[0].start.embeddings[1]',
    '$.lesson.steps[1].start',
    '$.residual'
  ]);
});

test('so many unknown fields in a start that no call takes as many arguments are told each', () => {
  const many = Object.fromEntries(Array.from({ length: 150_000 }, (_, i) => [`x${i}`, 0]));
  const { spec, warnings } = read({
    name: 'n',
    steps: [{ ...step, start: { ...start, ...many } }]
  });
  expect(spec).not.toBeNull();
  expect(warnings).toHaveLength(150_000);
});
