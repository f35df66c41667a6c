import { asFence, readFence } from '../../src/format/index.ts';
import type { JsonObject } from '../../src/format/index.ts';
import { AttentionModel, isReached, lessonOf, playOf } from '../../src/model/index.ts';
import type { Edit, Ready } from '../../src/model/index.ts';

const SENTENCE = 'Angry lions hunt zebras, while cats sleep peacefully';
const IDENTITY = [
  [1, 0],
  [0, 1]
];

function loaded(fields: object = { sentence: SENTENCE }): AttentionModel {
  const model = new AttentionModel();
  model.load({ format: 'attention', version: 1, ...fields });
  return model;
}

const lessonIn = (model: AttentionModel) => lessonOf(model.start!, model.state as Ready);

const DONE: [about: string, edit: Edit, goal: RegExp, touch: string][] = [
  ['a mask', { type: 'stages', stages: { mask: 'causal' } }, /goal: mask = causal/, 'mask'],
  ['a temperature', { type: 'stages', stages: { temperature: 0.31 } }, /temperature = 0\.31/, 'temperature'],
  ['the residual', { type: 'stages', stages: { residual: true } }, /residual = on/, 'residual'],
  ['heads', { type: 'heads', nHeads: 2, nKvHeads: 1 }, /n_heads = 2/, 'heads'],
  ['a matrix', { type: 'entry', projection: 'query', row: 1, column: 1, value: -3 }, /weights\(angry, zebras\) > weights\(angry, angry\)/, 'projections'],
  ['a word', { type: 'embedding', of: 'query', token: 0, vector: [-0.8, 0.8] }, /weights\(angry, /, 'embeddings'],
  ['the sentence', { type: 'sentence', sentence: 'Angry lions hunt zebras' }, /weights\(angry, /, 'tokens']
]; // prettier-ignore

test.each(DONE)(
  'what was done to %s makes a step that just that reaches',
  (_, edit, goal, touch) => {
    const model = loaded({ sentence: SENTENCE, view: { query: 0, covered: ['outputs'] } });
    model.edit(edit);
    const lesson = lessonIn(model)!;
    const [step] = lesson.steps;
    const text = asFence({ ...step.start, lesson: lesson as unknown as JsonObject });
    expect(text).toMatch(goal);
    expect(text).toMatch(/cover: outputs/);
    expect(step.touch).toEqual([touch]);

    const { payload } = readFence(text.split('\n').slice(1, -2).join('\n'));
    const played = loaded(payload);
    expect(playOf(played.state as Ready)!.outcome.kind).toBe('untouched');
    played.edit(edit);
    expect(playOf(played.state as Ready)!.outcome.kind).toBe('reached');
    played.answer();
    expect(isReached(playOf(played.state as Ready)!.lesson, 'step-1')).toBe(true);
  }
);

test('another word that asks, and a guess, are what was done too', () => {
  const asked = loaded({ sentence: SENTENCE, view: { query: 0 } });
  asked.select({ query: 3 });
  expect(lessonIn(asked)!.steps[0].goal).toContainEqual({
    about: 'asking',
    is: 'equal',
    than: 'zebras'
  });
  const guessed = loaded({ sentence: SENTENCE, view: { query: 0, covered: ['matrix'] } });
  guessed.select({
    covered: [],
    query: 0,
    predictions: [{ question: 'most', head: 0, query: 0, guess: 2, truth: 0 }]
  });
  expect(lessonIn(guessed)!.steps[0].goal![0]).toEqual({
    about: 'guess',
    query: 'angry',
    is: 'made'
  });
});

test('of nothing, and of nothing that can be said, no step is made', () => {
  const model = loaded({ sentence: SENTENCE });
  expect(lessonIn(model)).toBeNull();
  model.edit({ type: 'stages', stages: { mask: 'causal' } });
  model.makeStart();
  expect(lessonIn(model)).toBeNull();
  // A matrix that changes no number of the row that asks.
  const still = loaded({
    tokens: ['a', 'b'],
    embeddings: IDENTITY,
    projections: { query: IDENTITY, key: IDENTITY, value: IDENTITY },
    view: { query: 0 }
  });
  still.edit({ type: 'entry', projection: 'query', row: 1, column: 1, value: 1.5 });
  expect(lessonIn(still)).toBeNull();
});
