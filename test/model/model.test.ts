import { Engine, WORKED_SENTENCE } from '../../src/engine/index.ts';
import { AttentionModel } from '../../src/model/index.ts';
import type { Ready } from '../../src/model/index.ts';
import { plain } from '../setup/plain.ts';

const payload = { format: 'attention', version: 1, sentence: WORKED_SENTENCE };
const loaded = () => {
  const model = new AttentionModel();
  model.load(payload);
  return model;
};
const ready = (model: AttentionModel) => model.state as Ready;
const drag = (model: AttentionModel, x: number) =>
  model.edit({ type: 'embedding', of: 'query', token: 1, vector: [x, 0.5] });

test('a payload that is loaded is written back as it was', () => {
  expect(loaded().payload).toEqual(payload);
});

test('edits followed by undo restore the identical payload; redo brings them back', () => {
  const model = loaded();
  drag(model, 0.1);
  const edited = model.payload;
  model.undo();
  expect(model.payload).toEqual(payload);
  model.redo();
  expect(model.payload).toEqual(edited);
});

test('the edits of one gesture are undone together', () => {
  const model = loaded();
  model.beginGesture();
  [0.1, 0.2, 0.3].forEach(x => drag(model, x));
  model.endGesture();
  expect(ready(model).trace.embeddings[1]).toEqual([0.3, 0.5]);
  model.undo();
  expect(model.payload).toEqual(payload);
});

test('reset returns to what was sent, and can be undone', () => {
  const model = loaded();
  drag(model, 0.1);
  expect(ready(model).differs).toBe(true);
  model.reset();
  expect(model.payload).toEqual(payload);
  expect(ready(model).differs).toBe(false);
  model.undo();
  expect(ready(model).differs).toBe(true);
});

test('a selection skips the engine and is no difference', () => {
  const model = loaded();
  const { trace } = ready(model);
  model.select({ query: 3 });
  expect(ready(model).trace).toBe(trace);
  expect(ready(model).selection.query).toBe(3);
  expect(ready(model).differs).toBe(false);
  expect(model.payload).toEqual({ ...payload, view: { query: 3 } });
});

test('words that stay keep their dragged vectors when the sentence changes', () => {
  const model = loaded();
  drag(model, 0.1);
  model.edit({ type: 'sentence', sentence: 'Hungry lions blorf' });
  expect(ready(model).trace.tokens).toEqual(['hungry', 'lions', 'blorf']);
  expect(ready(model).trace.embeddings[1]).toEqual([0.1, 0.5]);
  expect(ready(model).madeUp).toEqual([false, false, true]);
});

test('an edit that cannot be made leaves everything as it is and says why', () => {
  const model = loaded();
  const problems = model.edit({ type: 'sentence', sentence: '?!' });
  expect(problems.map(problem => problem.path)).toEqual(['$.sentence']);
  expect(ready(model).refused).toBe(problems);
  expect(model.payload).toEqual(payload);
});

test('a rotation edit turns a projection to the angle asked for', () => {
  const model = loaded();
  model.edit({ type: 'rotation', projection: 'query', to: { degrees: 0, stretch: 2 } });
  const { query } = ready(model).trace.projections;
  [
    [2, 0],
    [0, 2]
  ].forEach((row, r) => row.forEach((entry, c) => expect(query[r][c]).toBeCloseTo(entry, 12)));
});

test("another view's change of the same output can be undone here", () => {
  const model = loaded();
  model.load({ ...payload, embeddings: Array(8).fill([1, 0]) }, payload);
  expect(ready(model).canUndo).toBe(true);
  model.undo();
  expect(model.payload).toEqual(payload);
});

test('a bad payload is a state of its own and is left as it is', () => {
  const model = new AttentionModel();
  const bad = { format: 'attention', version: 9 };
  model.load(bad);
  expect(model.state).toMatchObject({ status: 'error', payload: bad });
  expect(model.payload).toBeNull();
});

test('a drag of a long input follows step by step, and its end is computed from scratch', () => {
  const model = new AttentionModel();
  const tokens = Array.from({ length: 300 }, (_, t) => `t${t}`);
  model.load({ format: 'attention', version: 1, tokens });
  const look = () => {
    const { heads, output } = ready(model).trace;
    return [heads[0].max, ...output];
  };
  look();
  model.beginGesture();
  for (const x of [1, 2, 3]) {
    model.edit({ type: 'embedding', of: 'query', token: 5, vector: [x, -x] });
    expect(ready(model).trace.computed.moving).toBe(true);
    look();
  }
  model.endGesture();
  const { trace, input } = ready(model);
  expect(trace.computed.moving).toBe(false);
  expect(plain(trace.output)).toEqual(plain(new Engine().attend(input).output));
  model.undo();
  expect(model.changes).toEqual([]);
});

describe('a sentence that is being typed', () => {
  const typed = (model: AttentionModel, sentence: string) =>
    model.edit({ type: 'sentence', sentence, typing: true });
  const own = {
    ...payload,
    sentence: 'lions hunt',
    embeddings: [
      [3, 1],
      [1, 2]
    ]
  };
  const specOf = (model: AttentionModel) => (model.state as Ready).spec;

  test('is undone as one, and what is typed later as another', () => {
    const model = new AttentionModel();
    model.load(payload);
    for (const line of ['lions', 'lions h', 'lions hunt']) {
      typed(model, line);
    }
    model.endTyping();
    typed(model, 'cats hunt');
    model.undo();
    expect(specOf(model).sentence).toBe('lions hunt');
    model.undo();
    expect(specOf(model).sentence).toBe(payload.sentence);
    expect((model.state as Ready).canUndo).toBe(false);
  });

  test('gives a word that comes back the vector that it had', () => {
    const model = new AttentionModel();
    model.load(own);
    typed(model, 'lion hunt');
    expect((model.state as Ready).trace.embeddings[0]).not.toEqual([3, 1]);
    typed(model, 'lions hunt');
    expect((model.state as Ready).trace.embeddings[0]).toEqual([3, 1]);
  });

  test('leaves nothing to undo where it came back to what it was', () => {
    const model = new AttentionModel();
    model.load(payload);
    typed(model, 'lions');
    typed(model, payload.sentence);
    model.endTyping();
    expect((model.state as Ready).canUndo).toBe(false);
    expect((model.state as Ready).differs).toBe(false);
  });

  test('ends with any other edit', () => {
    const model = new AttentionModel();
    model.load(payload);
    typed(model, 'lions hunt');
    model.edit({ type: 'stages', stages: { scale: 1 } });
    typed(model, 'lions');
    model.undo();
    expect(specOf(model)).toMatchObject({ sentence: 'lions hunt', scale: 1 });
  });
});

test('a start that is made is what Reset returns to; nothing that was done is forgotten', () => {
  const model = loaded();
  drag(model, 0.1);
  const { spec } = ready(model);
  const start = model.payload;
  model.makeStart();
  expect(ready(model)).toMatchObject({ spec, differs: false, canUndo: true });
  expect(model.sent).toEqual(start);
  drag(model, 0.3);
  model.select({ query: 2 });
  model.reset();
  expect(model.payload).toEqual({ ...start, view: { query: 2 } });
  model.undo();
  model.undo();
  model.undo();
  expect(model.payload).toEqual({ ...payload, view: { query: 2 } });
  expect(ready(model).differs).toBe(true);
});

test('where nothing is drawn there is no start to make', () => {
  const model = new AttentionModel();
  model.makeStart();
  expect(model.start).toBeNull();
  model.load({ ...payload, version: 7 });
  model.makeStart();
  expect(model.state.status).toBe('error');
  expect(model.sent).toBeNull();
});

test('what is no payload at all is told in its own words, and ends what was drawn', () => {
  const model = loaded();
  const problems = [{ path: '$', message: 'No JSON.' }];
  model.fail('{', problems);
  expect(model.state).toMatchObject({ status: 'error', payload: '{', problems });
  expect(model.payload).toBeNull();
});
