import { JSONExt } from '@lumino/coreutils';
import type { PartialJSONValue } from '@lumino/coreutils';
import fc from 'fast-check';
import { embedWord, isMadeUp, rowsOf } from '../../src/engine/index.ts';
import { parse } from '../../src/format/index.ts';
import { applyEdit, resolve } from '../../src/model/index.ts';
import { sameInputs, sameValue } from '../../src/model/same.ts';

const leaf = fc.oneof(fc.integer({ min: 0, max: 2 }), fc.constantFrom('a', 'b', true, false, null));
const { value } = fc.letrec(tie => ({
  value: fc.oneof(
    leaf,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('x', 'y'), tie('value'), { maxKeys: 2 })
  )
}));

test('what JSON says the same, and nothing else, is the same', () => {
  const wanted = (a: unknown, b: unknown) =>
    JSONExt.deepEqual(a as PartialJSONValue, b as PartialJSONValue);
  fc.assert(
    fc.property(value, value, (a, b) => {
      expect(sameValue(a, b)).toBe(wanted(a, b));
      expect(sameValue(a, structuredClone(a))).toBe(true);
    }),
    { numRuns: 1000 }
  );
});

test('typed rows equal lists of their numbers, and one other number is seen', () => {
  const rows = fc
    .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }))
    .chain(([n, d]) =>
      fc.tuple(
        fc.array(fc.float({ noNaN: true }), { minLength: n * d, maxLength: n * d }),
        fc.constant([n, d] as const),
        fc.nat(n * d - 1)
      )
    );
  fc.assert(
    fc.property(rows, ([numbers, [n, d], at]) => {
      const typed = rowsOf({ data: Float32Array.from(numbers), rows: n, columns: d });
      const lists = Array.from({ length: n }, (_, r) => numbers.slice(r * d, (r + 1) * d));
      expect(sameValue(typed, lists)).toBe(true);
      expect(sameValue(lists, typed)).toBe(true);
      const other = lists.map((row, r) => row.map((x, c) => (r * d + c === at ? x + 1e39 : x)));
      expect(sameValue(typed, other)).toBe(
        other.every((row, r) => row.every((x, c) => x === lists[r][c]))
      );
      expect(sameValue(typed, lists.slice(1))).toBe(false);
    })
  );
});

test('specs are compared but for what is selected; rows that nobody touched are not looked into', () => {
  const looked = jest.fn();
  const row = (r: number) =>
    new Proxy([r, 1], {
      get(target, name) {
        looked();
        return Reflect.get(target, name) as unknown;
      }
    });
  const embeddings = [row(1), row(2)];
  const spec = { tokens: ['a', 'b'], embeddings };
  expect(sameInputs(spec, { ...spec, view: { query: 1 } })).toBe(true);
  expect(sameInputs(spec, { ...spec, embeddings: [...embeddings] })).toBe(true);
  expect(sameInputs(spec, { ...spec, scale: undefined })).toBe(true);
  expect(looked).not.toHaveBeenCalled();
  expect(sameInputs(spec, { ...spec, embeddings: [embeddings[0], [2, 2]] })).toBe(false);
  expect(sameInputs(spec, { ...spec, scale: 1 })).toBe(false);
});

test('arrays of the same bytes are the same without a row of them made', () => {
  const data = Buffer.from(new Float32Array(8)).toString('base64');
  const payload = {
    format: 'attention',
    version: 1,
    tokens: ['a', 'b'],
    mask: { dtype: 'bool', shape: [2, 2], data: 'AQEBAQ==' }
  };
  expect(data).toHaveLength(12);
  const [a, b] = [parse(payload).spec!, parse(structuredClone(payload)).spec!];
  expect(a.mask).not.toBe(b.mask);
  expect(sameInputs(a, b)).toBe(true);
  expect(sameInputs(a, applyEdit(b, { type: 'maskCell', query: 0, key: 0 }))).toBe(false);
});

test('given vectors are made up where they are the words’ own, to the last component', () => {
  const word = fc.oneof(fc.string(), fc.constantFrom('lions', 'Cats', 'wombat'));
  fc.assert(
    fc.property(word, fc.integer({ min: 1, max: 6 }), fc.nat(5), (token, d, at) => {
      const { vector, source } = embedWord(token, d);
      expect(isMadeUp(token, vector)).toBe(source === 'made-up');
      const other = [...vector];
      other[at % d] += 0.005;
      expect(isMadeUp(token, other)).toBe(false);
    })
  );
  const { vector } = embedWord('wombat', 2);
  const spec = {
    tokens: ['wombat', 'wombat', 'lions'],
    embeddings: [vector, [1, 0], embedWord('lions').vector]
  };
  expect(resolve(spec).madeUp).toEqual([true, false, false]);
});
