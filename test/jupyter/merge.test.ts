import fc from 'fast-check';
import type { JsonObject } from '../../src/format/index.ts';
import { merged } from '../../src/jupyter/merge.ts';
import { sameValue } from '../../src/model/index.ts';

const merge = (before: JsonObject, mine: JsonObject, theirs: JsonObject) =>
  merged(before, mine, theirs, sameValue);
const object = fc
  .dictionary(fc.constantFrom('a', 'b', 'c'), fc.jsonValue({ maxDepth: 2 }))
  .map(value => JSON.parse(JSON.stringify(value)) as JsonObject);

test('what one of two changed is in what comes of both', () => {
  const before = { sentence: 'cats', scale: 1, view: { query: 1, head: 0 } };
  const mine = { sentence: 'cats', scale: 2, view: { query: 3, head: 0 } };
  const theirs = { sentence: 'dogs', view: { query: 1, head: 1 }, temperature: 2, scale: 1 };
  expect(merge(before, mine, theirs)).toEqual({
    sentence: 'dogs',
    scale: 2,
    view: { query: 3, head: 1 },
    temperature: 2
  });
});

test('what is taken away stays away, unless the other has changed it', () => {
  expect(merge({ a: 1, b: 1, c: 1 }, { b: 1, c: 1 }, { a: 1, c: 1 })).toEqual({ c: 1 });
  expect(merge({ a: 1 }, {}, { a: 2 })).toEqual({});
  expect(merge({ a: 1 }, { a: 2 }, {})).toEqual({ a: 2 });
});

test('who changes nothing leaves all to the other', () => {
  fc.assert(
    fc.property(object, object, (before, other) => {
      expect(merge(before, before, other)).toEqual(other);
      expect(merge(before, other, before)).toEqual(other);
    })
  );
});
