import type { Spec } from '../../src/format/index.ts';
import { Keeper } from '../../src/jupyter/keeper.ts';
import { AttentionModel, sameValue } from '../../src/model/index.ts';

const LIONS = { format: 'attention', version: 1, sentence: 'Angry lions hunt zebras' };
const TABLE = { 'text/html': 'table' };
const PICTURE = { ...TABLE, 'image/png': 'PIXELS' };

/** A keeper of a document, and what it has written. */
function kept(payload: unknown = LIONS, hasPicture = true) {
  const model = new AttentionModel();
  const written: { query: number | undefined; fallbacks: object }[] = [];
  const around = {
    same: sameValue as (a: Spec, b: Spec) => boolean,
    plain: jest.fn(() => TABLE),
    draw: jest.fn(() => Promise.resolve(PICTURE)),
    wants: jest.fn(() => true),
    announce: jest.fn(),
    write: (fallbacks: object) => {
      const query = (model.payload?.view as { query?: number } | undefined)?.query;
      written.push({ query, fallbacks });
    }
  };
  const keeper = new Keeper(model, around);
  keeper.read(hasPicture);
  model.load(payload);
  return { model, keeper, written, around };
}

const quiet = () => jest.advanceTimersByTimeAsync(2000);

beforeEach(() => jest.useFakeTimers({ doNotFake: ['performance'] }));
afterEach(() => jest.useRealTimers());

test.each([true, false])(
  'what is opened, dressed anew or told again from outside is not written (picture: %s)',
  async hasPicture => {
    const { model, keeper, written, around } = kept(LIONS, hasPicture);
    keeper.reconsider();
    await quiet();
    model.load({ ...LIONS, view: { query: 2 } });
    await quiet();
    model.load({ ...LIONS, sentence: 'cats sleep' });
    keeper.reconsider();
    await quiet();
    keeper.flush();
    keeper.dispose();
    expect(written).toEqual([]);
    expect(around.announce).not.toHaveBeenCalled();
  }
);

test('what is read in another form than it is written is not written for that', async () => {
  const { keeper, written } = kept({
    ...LIONS,
    view: { heads_later: 1, query: 0 },
    temperature: 1.0
  });
  keeper.reconsider();
  await quiet();
  keeper.dispose();
  expect(written).toEqual([]);
});

test('what the reader does is announced at once, and written once, with its picture', async () => {
  const { model, written, around } = kept(LIONS, false);
  for (const query of [1, 2, 3]) {
    model.select({ query });
    await jest.advanceTimersByTimeAsync(100);
  }
  expect(around.announce).toHaveBeenCalledTimes(3);
  expect(written).toEqual([]);
  await quiet();
  await quiet();
  expect(written).toEqual([{ query: 3, fallbacks: PICTURE }]);
});

test('what is taken back before it is written leaves nothing to write', async () => {
  const { model, written } = kept();
  model.edit({ type: 'sentence', sentence: 'cats sleep' });
  model.undo();
  await quiet();
  expect(written).toEqual([]);
});

test('a change from outside takes the place of what waits, which can be brought back by undo', async () => {
  const { model, written } = kept();
  model.edit({ type: 'sentence', sentence: 'cats sleep' });
  model.load({ ...LIONS, scale: 3 }, LIONS);
  await quiet();
  expect(written).toEqual([]);
  model.undo();
  expect(model.payload).toMatchObject({ sentence: 'cats sleep' });
  await quiet();
  expect(written).toHaveLength(1);
});

test('in a gesture nothing is written, unless the notebook is read', async () => {
  const { model, keeper, written } = kept();
  model.beginGesture();
  model.select({ query: 1 });
  await quiet();
  expect(written).toEqual([]);
  keeper.flush();
  expect(written).toEqual([{ query: 1, fallbacks: TABLE }]);
  model.select({ query: 2 });
  model.endGesture();
  await quiet();
  expect(written).toEqual([
    { query: 1, fallbacks: TABLE },
    { query: 2, fallbacks: PICTURE }
  ]);
});

test('where the output is read before its picture is drawn, as by a copy, the picture follows once', async () => {
  const { model, keeper, written } = kept();
  model.select({ query: 1 });
  keeper.flush();
  await quiet();
  keeper.reconsider();
  await quiet();
  keeper.save(true);
  expect(written).toEqual([
    { query: 1, fallbacks: TABLE },
    { query: 1, fallbacks: PICTURE }
  ]);
});

test('a save takes what is on screen at once; its picture comes with the next save, and dirties nothing', async () => {
  const { model, keeper, written } = kept();
  model.select({ query: 1 });
  keeper.save(true);
  expect(written).toEqual([{ query: 1, fallbacks: TABLE }]);
  await quiet();
  expect(written).toHaveLength(1);
  keeper.save(false);
  keeper.save(false);
  expect(written.slice(1)).toEqual([{ query: 1, fallbacks: PICTURE }]);
});

test('a picture that was missing comes with a save of the reader, not with one by itself', async () => {
  const { keeper, written } = kept(LIONS, false);
  await quiet();
  keeper.save(false);
  expect(written).toEqual([]);
  keeper.save(true);
  keeper.save(true);
  expect(written).toEqual([{ query: undefined, fallbacks: PICTURE }]);
});

test('what cannot be drawn or told is kept without it', async () => {
  const { model, written, around } = kept();
  around.draw.mockRejectedValue(new Error('no canvas'));
  around.plain.mockImplementation(() => {
    throw new RangeError('memory');
  });
  model.select({ query: 1 });
  await quiet();
  expect(written).toEqual([{ query: 1, fallbacks: {} }]);
});

test('nothing is written while the reader does not want it', async () => {
  const { model, keeper, written, around } = kept();
  around.wants.mockReturnValue(false);
  model.select({ query: 1 });
  await quiet();
  keeper.save(true);
  keeper.dispose();
  expect(written).toEqual([]);
  expect(around.announce).not.toHaveBeenCalled();
});

test('a start that is made is written, and written once, though no number has changed', async () => {
  const { model, keeper, written, around } = kept();
  model.makeStart();
  await quiet();
  expect(written).toEqual([]); // what was sent is the start already
  model.edit({ type: 'stages', stages: { scale: 2 } });
  await quiet();
  expect(written).toHaveLength(1);
  model.makeStart();
  expect(keeper.isDirty).toBe(true);
  expect(around.announce).toHaveBeenCalledTimes(2);
  await quiet();
  keeper.flush();
  await quiet();
  expect(written).toHaveLength(2);
  expect(keeper.isDirty).toBe(false);
});

test('where a payload stands alone nothing is drawn beside it, and it is written once', async () => {
  const model = new AttentionModel();
  const write = jest.fn();
  const keeper = new Keeper(model, {
    same: sameValue,
    plain: () => ({}),
    draw: null,
    wants: () => true,
    announce: () => undefined,
    write
  });
  keeper.read(false);
  model.load(LIONS);
  model.select({ query: 2 });
  keeper.flush();
  keeper.save(true);
  await quiet();
  keeper.save(true);
  expect(write).toHaveBeenCalledTimes(1);
});
