import fc from 'fast-check';
import {
  attend,
  causalMask,
  combineMasks,
  identity,
  naiveSoftmax,
  paddingMask,
  rotation,
  rotationOf,
  scaledDotProductAttention,
  softmax
} from '../../src/engine/index.ts';
import type { Matrix } from '../../src/engine/index.ts';

const number = fc.double({ min: -3, max: 3, noNaN: true });
const matrix = (rows: number, columns: number) =>
  fc.array(fc.array(number, { minLength: columns, maxLength: columns }), {
    minLength: rows,
    maxLength: rows
  });
const scores = fc.array(fc.double({ min: -20, max: 20, noNaN: true }), {
  minLength: 1,
  maxLength: 9
});
/** Query, key and value of one head, [n, 3], [m, 3], [m, 2]. */
const head = fc
  .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 2, max: 5 }))
  .chain(([n, m]) => fc.record({ query: matrix(n, 3), key: matrix(m, 3), value: matrix(m, 2) }));

const close = (a: Matrix, b: Matrix) =>
  a.forEach((row, r) => row.forEach((entry, c) => expect(entry).toBeCloseTo(b[r][c], 10)));
const sum = (row: readonly number[]) => row.reduce((a, b) => a + b, 0);

test('each row of weights sums to 1', () => {
  fc.assert(
    fc.property(head, input => {
      const { weights } = scaledDotProductAttention({ ...input, mask: null, scale: 0.5 });
      weights.forEach(row => expect(sum(row)).toBeCloseTo(1, 12));
    })
  );
});

test('adding a constant to a row of scores changes no weight', () => {
  fc.assert(
    fc.property(scores, fc.double({ min: -1e3, max: 1e3, noNaN: true }), (row, constant) => {
      close([softmax(row.map(score => score + constant))], [softmax(row)]);
    })
  );
});

test('stable and naive softmax agree where nothing overflows', () => {
  fc.assert(fc.property(scores, row => close([naiveSoftmax(row)], [softmax(row)])));
});

test('permuting keys and values permutes the weights and leaves the output', () => {
  fc.assert(
    fc.property(head, ({ query, key, value }) => {
      const plain = scaledDotProductAttention({ query, key, value, mask: null, scale: 1 });
      const turned = scaledDotProductAttention({
        query,
        key: [...key].reverse(),
        value: [...value].reverse(),
        mask: null,
        scale: 1
      });
      close(turned.output, plain.output);
      close(
        turned.weights,
        plain.weights.map(row => [...row].reverse())
      );
    })
  );
});

test('with a causal mask a later token changes no earlier output', () => {
  fc.assert(
    fc.property(matrix(4, 3), matrix(1, 3), (embeddings, [other]) => {
      const input = (rows: Matrix) => ({
        tokens: ['a', 'b', 'c', 'd'],
        embeddings: rows,
        keyTokens: null,
        keyEmbeddings: null,
        projections: { query: identity(3), key: identity(3), value: identity(3), output: null },
        nHeads: 1,
        mask: 'causal' as const,
        scale: null
      });
      const changed = attend(input([...embeddings.slice(0, 3), other]));
      expect(changed.output.slice(0, 3)).toEqual(attend(input(embeddings)).output.slice(0, 3));
    })
  );
});

test('one head with identity projections equals plain attention', () => {
  fc.assert(
    fc.property(matrix(3, 2), embeddings => {
      const projections = {
        query: identity(2),
        key: identity(2),
        value: identity(2),
        output: null
      };
      const { output } = attend({
        tokens: ['a', 'b', 'c'],
        embeddings,
        keyTokens: null,
        keyEmbeddings: null,
        projections,
        nHeads: 1,
        mask: null,
        scale: 1
      });
      const plain = scaledDotProductAttention({
        query: embeddings,
        key: embeddings,
        value: embeddings,
        mask: null,
        scale: 1
      });
      expect(output).toEqual(plain.output);
    })
  );
});

test('the output lies within the range of the values', () => {
  fc.assert(
    fc.property(head, input => {
      const { output } = scaledDotProductAttention({ ...input, mask: null, scale: 1 });
      [0, 1].forEach(c => {
        const column = input.value.map(row => row[c]);
        output.forEach(row => {
          expect(row[c]).toBeGreaterThanOrEqual(Math.min(...column) - 1e-9);
          expect(row[c]).toBeLessThanOrEqual(Math.max(...column) + 1e-9);
        });
      });
    })
  );
});

test('scores of ±1e300 and a row masked throughout stay finite', () => {
  expect(softmax([1e300, -1e300, 1e300])).toEqual([0.5, 0, 0.5]);
  expect(softmax([null, null])).toEqual([0, 0]);
  expect(softmax([1e4, null])).toEqual([1, 0]);
});

test('the naive softmax overflows, as its formula does', () => {
  expect(naiveSoftmax([1000, 1])[0]).toBeNaN();
});

test('masks', () => {
  expect(causalMask(2, 3)).toEqual([
    [true, false, false],
    [true, true, false]
  ]);
  expect(paddingMask(2, [true, false])).toEqual([
    [true, false],
    [true, false]
  ]);
  expect(combineMasks(causalMask(2), paddingMask(2, [true, false]))).toEqual([
    [true, false],
    [true, false]
  ]);
});

test('the rotation of a turned and stretched plane is found again', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -179, max: 179, noNaN: true }),
      fc.double({ min: 0.1, max: 5, noNaN: true }),
      (degrees, stretch) => {
        const found = rotationOf(rotation(degrees, stretch));
        expect(found?.degrees).toBeCloseTo(degrees, 8);
        expect(found?.stretch).toBeCloseTo(stretch, 8);
      }
    )
  );
});
