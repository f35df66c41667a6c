import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { parse } from '../../src/format/index.ts';
import type { Quantity, Spec, Statement } from '../../src/format/index.ts';
import {
  AttentionModel,
  isReached,
  judge,
  open,
  outcomeOfAnswer,
  playOf,
  quantityOf
} from '../../src/model/index.ts';
import type { Ready } from '../../src/model/index.ts';

const SENTENCE = 'Angry lions hunt zebras, while cats sleep peacefully';

/** A lesson of two steps, as a teacher would write one. */
const LESSON = {
  name: 'masks',
  title: 'Masks',
  steps: [
    {
      name: 'causal',
      text: 'Let no word look at what comes after it.',
      start: { sentence: SENTENCE, view: { query: 1 } },
      touch: ['mask', 'mask_at'],
      goal: [
        { about: 'weights', query: 'lions', key: 'sleep', is: 'equal', than: 0, within: 1e-9 },
        { about: 'sum', query: 'lions', is: 'equal', than: 1 }
      ],
      hints: [
        {
          when: [
            { about: 'mask', is: 'equal', than: 'causal' },
            { about: 'mask_at', is: 'equal', than: 'weights' }
          ],
          text: 'After the softmax nothing is shared out anew.'
        }
      ],
      reached: 'The future has nothing to say.'
    },
    {
      name: 'undecided',
      text: 'Make angry less decided.',
      start: { sentence: SENTENCE, temperature: 0.5, view: { query: 0 } },
      goal: [{ about: 'entropy', query: 'angry', is: 'above', than: 2.5 }]
    }
  ]
};
const PAYLOAD = { format: 'attention', version: 1, sentence: SENTENCE, lesson: LESSON };

function playing(payload: unknown = PAYLOAD) {
  const model = new AttentionModel();
  model.load(payload);
  model.play(0);
  const state = () => model.state as Ready;
  const play = () => playOf(state())!;
  return { model, state, play };
}

const stated = (payload: object) => {
  const outcome = open({ format: 'attention', version: 1, ...payload });
  if (!outcome.ok) {
    throw new Error(JSON.stringify(outcome.problems));
  }
  const { computed } = outcome;
  return { ...computed, selection: { query: 0, layer: 0, head: 0, predictions: [] } };
};

describe('a quantity', () => {
  const state = stated({ sentence: SENTENCE });
  const of = (quantity: object) => quantityOf(state, quantity as Quantity);

  test('is what the worked example says', () => {
    expect(of({ about: 'weights', query: 'angry', key: 'angry' })).toBeCloseTo(0.34, 2);
    expect(of({ about: 'weights', key: 'peacefully' })).toBeCloseTo(0.3, 2);
    expect(of({ about: 'scores', query: 0, key: 0 })).toBeCloseTo(1.65, 2);
    expect(of({ about: 'output', query: 'angry', dimension: 1 })).toBeCloseTo(-0.319, 2);
    expect(of({ about: 'sum', query: 'cats' })).toBeCloseTo(1, 12);
    expect(of({ about: 'n_tokens' })).toBe(8);
    expect(of({ about: 'mask' })).toBe('none');
    expect(of({ about: 'asking' })).toBe('angry');
  });

  test('that is not there is none, and makes no statement true', () => {
    const missing = [
      { about: 'weights', query: 'dogs', key: 'lions' },
      { about: 'weights', query: 'lions' },
      { about: 'weights', query: 99, key: 0 },
      { about: 'output', query: 0, dimension: 3 },
      { about: 'entropy', query: 0, head: 4 },
      { about: 'guess' }
    ];
    for (const quantity of missing) {
      expect(of(quantity)).toBeNull();
      for (const is of ['above', 'below', 'equal', 'unequal', 'made']) {
        expect(judge(state, { ...quantity, is, than: 0 } as Statement).holds).toBe(false);
      }
    }
  });

  test.each([
    ['causal', 'causal'],
    [{ causal: true }, 'causal'],
    [
      [
        [true, false],
        [true, true]
      ],
      'causal'
    ],
    [
      [
        [true, true],
        [true, true]
      ],
      'none'
    ],
    [
      [
        [true, true],
        [false, true]
      ],
      'drawn'
    ]
  ])('tells the mask %j by what it does', (mask, name) => {
    expect(quantityOf(stated({ sentence: 'cats sleep', mask }), { about: 'mask' })).toBe(name);
  });

  test('of a word that stands twice is that of the first', () => {
    const twice = stated({ sentence: 'cats hunt cats', mask: 'causal' });
    expect(quantityOf(twice, { about: 'weights', query: 'cats', key: 'hunt' })).toBe(0);
    expect(quantityOf(twice, { about: 'weights', query: 2, key: 'hunt' })).toBeGreaterThan(0);
  });

  test('is above, below or equal to a number, and never two of these, unless within', () => {
    const number = fc.double({ noNaN: true, min: -10, max: 10 });
    fc.assert(
      fc.property(number, than => {
        const says = (is: Statement['is']) =>
          judge(state, { about: 'entropy', is, than, within: Number.MIN_VALUE }).holds;
        const found = of({ about: 'entropy' }) as number;
        expect(says('above')).toBe(found > than);
        expect(says('below')).toBe(found < than);
        expect(says('equal')).toBe(!says('unequal'));
      })
    );
  });
});

describe('a lesson', () => {
  test('is read, and begins with the start of its step', () => {
    expect(parse(PAYLOAD)).toMatchObject({ problems: [], warnings: [] });
    const { state, play } = playing();
    expect(state().selection.rail).toBe('lesson');
    expect(play()).toMatchObject({ at: 0, outcome: { kind: 'untouched' } });
  });

  test('is reached by what is asked, and says what holds meanwhile', () => {
    const { model, play } = playing();
    expect(play().goal.map(({ holds }) => holds)).toEqual([false, true]);
    model.edit({ type: 'stages', stages: { mask: 'causal' } });
    expect(play().outcome).toEqual({ kind: 'reached' });
  });

  test('answers a wrong way that is known by its hint, and another by what is missing', () => {
    const { model, play } = playing();
    model.edit({ type: 'stages', stages: { mask: 'causal', maskAt: 'weights' } });
    expect(play().outcome).toMatchObject({ kind: 'hint', hint: LESSON.steps[0].hints![0] });
    model.edit({ type: 'stages', stages: { mask: undefined, maskAt: 'weights' } });
    expect(play().outcome).toMatchObject({ kind: 'missing', missing: [{ holds: false }] });
  });

  test('leaves alone what a step leaves alone', () => {
    const { model, state } = playing();
    const problems = model.edit({ type: 'stages', stages: { temperature: 3 } });
    expect(problems).toMatchObject([
      {
        path: '$.temperature',
        message: 'This step of the lesson leaves this as it is; wanted a change of mask, mask_at.'
      }
    ]);
    expect(state().spec.temperature).toBeUndefined();
  });

  test('keeps an answer through Reset, undo, the next step, and the file', () => {
    const { model, state, play } = playing();
    model.edit({ type: 'stages', stages: { mask: 'causal' } });
    model.answer();
    model.reset();
    expect(state().spec.mask).toBeUndefined();
    model.undo();
    model.undo();
    model.play(1);
    expect(state().trace.temperature).toBe(0.5);
    expect(state()).toMatchObject({ differs: false, canUndo: false });
    expect(isReached(play().lesson, 'causal')).toBe(true);
    const again = new AttentionModel();
    again.load(JSON.parse(JSON.stringify(model.payload)));
    const reopened = playOf(again.state as Ready)!;
    expect(reopened.at).toBe(1);
    expect(isReached(reopened.lesson, 'causal')).toBe(true);
    expect(isReached(reopened.lesson, 'undecided')).toBe(false);
  });

  test('Reset comes back to the start of the step, whatever was sent', () => {
    const { model } = playing();
    model.play(1);
    const payload = JSON.parse(JSON.stringify(model.payload)) as object;
    const again = new AttentionModel();
    again.load({ ...payload, temperature: 4 }, PAYLOAD);
    again.reset();
    expect((again.state as Ready).trace.temperature).toBe(0.5);
  });

  test('keeps no answer that does not reach the goal', () => {
    const { model, play } = playing();
    model.answer();
    model.edit({ type: 'stages', stages: { mask: 'causal', maskAt: 'weights' } });
    model.answer();
    expect(play().lesson.answers).toBeUndefined();
  });

  test('goes on with another document in the place of this one', () => {
    const { model, state } = playing();
    model.play(1);
    model.edit({ type: 'replace', spec: { sentence: 'cats sleep' } });
    expect(state().spec.lesson?.step).toBe(1);
  });
});

describe('an answer that stands in a file', () => {
  const { lesson } = parse(PAYLOAD).spec as Spec;
  const [causal, undecided] = lesson!.steps;

  test.each([
    ['right', { sentence: SENTENCE, mask: 'causal' }, 'reached'],
    ['the untouched start', { sentence: SENTENCE }, 'untouched'],
    ['that of another step', { sentence: SENTENCE, temperature: 9 }, 'elsewhere'],
    ['wrong', { sentence: SENTENCE, mask: { window: 6 } }, 'missing'],
    ['no payload', { sentence: 7 }, 'unreadable'],
    ['too large for a double', { tokens: ['a'], embeddings: [[1e300, 1e300]] }, 'unreadable']
  ])('%s is told by its state', (_, state, kind) => {
    expect(outcomeOfAnswer(causal, state)).toBe(kind);
  });

  test('of one step is none of another', () => {
    const answer = { sentence: SENTENCE, mask: 'causal' };
    expect(outcomeOfAnswer(causal, answer)).toBe('reached');
    expect(outcomeOfAnswer(undecided, answer)).toBe('missing');
  });
});

test('a guess is one once it was revealed', () => {
  const step = {
    name: 'guess',
    text: 'Who gets most?',
    start: { sentence: SENTENCE, view: { query: 0, covered: ['matrix'] } },
    goal: [{ about: 'guess', query: 'angry', is: 'made' }]
  };
  const { model, play } = playing({ ...PAYLOAD, lesson: { name: 'guessing', steps: [step] } });
  expect(play().outcome.kind).toBe('untouched');
  const guess = { question: 'most', head: 0, query: 0, guess: 2 } as const;
  model.select({ predictions: [guess] });
  expect(play().outcome.kind).toBe('missing');
  model.select({ covered: [], predictions: [{ ...guess, truth: 0 }] });
  expect(play().outcome.kind).toBe('reached');
  expect(play().goal[0].found).toBe('hunt');
});

test('the lesson of the documentation is read, reached by what it asks, and missed as it says', () => {
  const text = readFileSync(new URL('../../docs/lessons.md', import.meta.url), 'utf8');
  const payload = JSON.parse(/```json\n(.*?)\n```/s.exec(text)![1]) as object;
  expect(parse(payload)).toMatchObject({ problems: [], warnings: [] });
  const { model, play } = playing(payload);
  model.edit({ type: 'stages', stages: { mask: 'causal', maskAt: 'weights' } });
  expect(play().outcome.kind).toBe('hint');
  model.edit({ type: 'stages', stages: { mask: 'causal', maskAt: undefined } });
  expect(play().outcome.kind).toBe('reached');
});
