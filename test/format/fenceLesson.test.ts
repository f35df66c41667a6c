import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { asFence, readFence } from '../../src/format/index.ts';
import type { Lesson } from '../../src/format/index.ts';
import { partsOf } from '../../src/hosts/markdown.ts';

const BODY = `lesson: who-may-look
title: Who may look
sentence: Cats sleep, lions hunt

step: guess
text: Who gets most?
  Say it first.

  Then look.
query: 0
cover: matrix, outputs
goal: guess(cats) made

step: causal
title: No look ahead
text: Mask: the future.
mask: {"window": 2}
touch: mask, mask_at
goal: weights(cats, hunt) = 0; sum(cats) = 1 ± 0.01
goal: mask = causal
hint: mask_at = weights; sum(cats) < 1 | After the softmax | it is lost.
reached: So it is.`;

test('a lesson in lines: what stands above the steps holds for each', () => {
  const sentence = 'Cats sleep, lions hunt';
  expect(readFence(BODY).payload).toEqual({
    format: 'attention',
    version: 1,
    sentence,
    view: { query: 0, covered: ['matrix', 'outputs'] },
    lesson: {
      name: 'who-may-look',
      title: 'Who may look',
      steps: [
        {
          name: 'guess',
          text: 'Who gets most? Say it first.\nThen look.',
          start: { sentence, view: { query: 0, covered: ['matrix', 'outputs'] } },
          goal: [{ about: 'guess', query: 'cats', is: 'made' }]
        },
        {
          name: 'causal',
          title: 'No look ahead',
          text: 'Mask: the future.',
          start: { sentence, mask: { window: 2 } },
          touch: ['mask', 'mask_at'],
          goal: [
            { about: 'weights', query: 'cats', key: 'hunt', is: 'equal', than: 0 },
            { about: 'sum', query: 'cats', is: 'equal', than: 1, within: 0.01 },
            { about: 'mask', is: 'equal', than: 'causal' }
          ],
          hints: [
            {
              when: [
                { about: 'mask_at', is: 'equal', than: 'weights' },
                { about: 'sum', query: 'cats', is: 'below', than: 1 }
              ],
              text: 'After the softmax | it is lost.'
            }
          ],
          reached: 'So it is.'
        }
      ]
    }
  });
});

test.each<[about: string, body: string, line: number, said: RegExp]>([
  ['no step', 'lesson: a\nsentence: b', 1, /no steps/],
  [
    'a goal that is none',
    BODY.replace('goal: mask = causal', 'goal: mask'),
    20,
    /wanted a statement/
  ],
  ['a quantity that is none', BODY.replace('mask = causal', 'masc = causal'), 20, /"masc"/],
  ['a hint without words', BODY.replace(' | After the softmax | it is lost.', ''), 21, /a bar/],
  ['a field that is none', BODY.replace('touch:', 'tuch:'), 18, /"tuch".*touch/],
  ['an edit that is none', BODY.replace('touch: mask', 'touch: masks'), 18, /masks/],
  ['a value that is none', BODY.replace('"window": 2', '"window": 0'), 17, /0/],
  ['a value above all steps', BODY.replace('sentence:', 'scale: much\nsentence:'), 3, /much/],
  ['two steps of one name', BODY.replace('step: causal', 'step: guess'), 14, /guess/],
  ['something given twice', BODY.replace('touch:', 'text: x\ntouch:'), 18, /second time/],
  ['a step without a text', BODY.replace('text: Mask: the future.\n', ''), 14, /wanted a text/]
])('%s is told at its line', (_, body, line, said) => {
  const { problems = [] } = readFence(body);
  expect(problems).toEqual([
    expect.objectContaining({ line, message: expect.stringMatching(said) })
  ]);
});

test('a lesson is taken away in lines, without its answers, and read as the same', () => {
  const payload = readFence(BODY).payload!;
  const lesson = payload.lesson as object;
  const fence = asFence({ ...payload, lesson: { ...lesson, step: 1, answers: [] } });
  expect(fence).toContain('goal: sum(cats) = 1 ± 0.01\n');
  expect(readFence(fence.split('\n').slice(1, -2).join('\n')).payload).toEqual(payload);
});

test('one that lines cannot say is JSON', () => {
  const payload = readFence(BODY).payload!;
  const lesson = payload.lesson as { steps: object[] };
  const steps = [{ ...lesson.steps[0], text: ' two  spaces' }];
  const fence = asFence({ ...payload, lesson: { ...lesson, steps } });
  expect(fence).toMatch(/^```attention\n\{/);
});

test('the lessons that come with the program are taken away as they were written', () => {
  const folder = join(__dirname, '../../lessons/en');
  for (const file of readdirSync(folder).filter(name => name.endsWith('.md'))) {
    const parts = partsOf(readFileSync(join(folder, file), 'utf8'));
    const payload = readFence(
      parts.find(({ language }) => language === 'attention')!.text
    ).payload!;
    expect([file, asFence(payload)]).toEqual([
      file,
      expect.stringMatching(/^```attention\nlesson: /)
    ]);
  }
});

const RECORDED = `lesson: heads
start: {"tokens": ["a", "b"], "layers": [{"name": "one", "weights": [[[1, 0], [0.5, 0.5]]]}]}

step: found
text: Which head?
query: 1
goal: previous() > 0.4; rollout(b, a) < output_change(b)

step: other
text: And here?
start: {"layers": [{"name": "two", "weights": [[[1, 0], [1, 0]]]}],
  "view": {"head": 0}}
query: 0`;

test('a state may be given as JSON, for all steps and for one, with lines over it', () => {
  const { lesson } = readFence(RECORDED).payload as unknown as { lesson: Lesson };
  const [one, two] = lesson.steps;
  const tokens = ['a', 'b'];
  expect(one.start).toEqual({
    tokens,
    layers: [
      {
        name: 'one',
        weights: [
          [
            [1, 0],
            [0.5, 0.5]
          ]
        ]
      }
    ],
    view: { query: 1 }
  });
  expect(one.goal).toEqual([
    { about: 'previous', is: 'above', than: 0.4 },
    {
      about: 'rollout',
      query: 'b',
      key: 'a',
      is: 'below',
      than: { about: 'output_change', query: 'b' }
    }
  ]);
  expect(two.start).toMatchObject({
    tokens,
    layers: [{ name: 'two' }],
    view: { head: 0, query: 0 }
  });
  const { payload } = readFence(RECORDED);
  const back = readFence(asFence(payload!).split('\n').slice(1, -2).join('\n'));
  expect(back.payload?.lesson).toEqual(payload!.lesson);
  expect(asFence(payload!)).toContain('previous() > 0.4');
});

test.each([
  ['start: [1]', 'Found a list of 1; wanted an object of the fields of a payload.', 4],
  ['start: {"tokens": }', 'This is no JSON', 4],
  ['start: {"scale": "x"}', 'Found the text "x"; wanted a finite number', 4]
])('%s is told at its line', (line, message, at) => {
  const { problems } = readFence(`lesson: x\nsentence: a b\nstep: one\n${line}\ntext: t`);
  expect(problems).toContainEqual(
    expect.objectContaining({ line: at, message: expect.stringContaining(message) as string })
  );
});
