import fc from 'fast-check';
import {
  attend,
  causalMask,
  combineMasks,
  dot,
  identity,
  mapVector,
  naiveSoftmax,
  paddingMask,
  rotation,
  rotationOf,
  scaledDotProductAttention,
  sinusoidalPositions,
  softmax,
  softmaxSteps
} from '../../../src/engine/index.ts';
import type { AttentionInput, Matrix, Vector } from '../../../src/engine/index.ts';

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
const sum = (row: Vector) => row.reduce((a, b) => a + b, 0);

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

test('softmax is the last of its steps, to the bit', () => {
  const masked = fc.array(fc.option(fc.double({ min: -800, max: 800, noNaN: true })));
  fc.assert(
    fc.property(masked, row => expect([...softmax(row)]).toEqual(softmaxSteps(row).weights))
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
  expect([...softmax([1e300, -1e300, 1e300])]).toEqual([0.5, 0, 0.5]);
  expect([...softmax([null, null])]).toEqual([0, 0]);
  expect([...softmax([1e4, null])]).toEqual([1, 0]);
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

test('a rotation is found whatever its size', () => {
  for (const size of [1e-308, 1e-200, 1e-13, 1e154, 1e200, 1e308]) {
    const found = rotationOf([
      [0, size],
      [-size, 0]
    ]);
    expect(found?.degrees).toBeCloseTo(90, 12);
    expect(found!.stretch / size).toBeCloseTo(1, 12);
  }
  expect(
    rotationOf([
      [0, 0],
      [-0, 0]
    ])
  ).toBeNull();
});

/** A whole layer: [n, 4] embeddings, 2 heads of 2. */
const layer = fc.integer({ min: 1, max: 6 }).chain(n =>
  fc.record({
    embeddings: matrix(n, 4),
    query: matrix(4, 4),
    key: matrix(4, 4),
    value: matrix(4, 4)
  })
);
type Layer = { embeddings: Matrix; query: Matrix; key: Matrix; value: Matrix };
const inputOf = ({ embeddings, ...projections }: Layer): AttentionInput => ({
  tokens: embeddings.map((_, t) => `t${t}`),
  embeddings,
  keyTokens: null,
  keyEmbeddings: null,
  projections: { ...projections, output: null },
  nHeads: 2,
  mask: null,
  scale: null
});

test('without positions, shuffled tokens have shuffled outputs', () => {
  fc.assert(
    fc.property(layer, given => {
      const input = inputOf(given);
      const reversed = attend({ ...input, embeddings: [...input.embeddings].reverse() });
      close([...reversed.output].reverse(), attend(input).output);
    })
  );
});

test.each(['rope', 'alibi'] as const)('%s depends on distance only', positions => {
  fc.assert(
    fc.property(layer, fc.integer({ min: -500, max: 500 }), (given, positionOffset) => {
      const input = { ...inputOf(given), positions };
      const [here, there] = [attend(input), attend({ ...input, positionOffset })];
      here.heads.forEach((head, h) => close(there.heads[h].weights, head.weights));
    })
  );
});

test('sinusoidal and learned positions depend on where the sentence stands', () => {
  const given = {
    embeddings: [
      [1, 0, 0, 0],
      [0, 1, 0, 0]
    ],
    query: identity(4),
    key: identity(4),
    value: identity(4)
  };
  const table = [
    [1, 0, 0, 0],
    [0, 0, 2, 0]
  ];
  for (const positions of ['sinusoidal' as const, table]) {
    const input = { ...inputOf(given), positions };
    expect(attend({ ...input, positionOffset: 1 }).output).not.toEqual(attend(input).output);
  }
});

test('a sinusoid shifted is a rotation: products depend on distance', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 0, max: 900 }), (a, b) => {
      const product = (first: number) => {
        const [x] = sinusoidalPositions(1, 8, first);
        const [y] = sinusoidalPositions(1, 8, first + 5);
        return dot(x, y);
      };
      expect(product(a)).toBeCloseTo(product(b), 9);
    })
  );
});

test('as many groups as heads is plain multi-head attention', () => {
  fc.assert(
    fc.property(layer, given => {
      expect(attend({ ...inputOf(given), nKvHeads: 2 })).toEqual(attend(inputOf(given)));
    })
  );
});

test('heads that share keys and values have the same ones', () => {
  fc.assert(
    fc.property(layer, given => {
      const narrow = (w: Matrix) => w.map(row => row.slice(0, 2));
      const input = inputOf({ ...given, key: narrow(given.key), value: narrow(given.value) });
      const { heads } = attend({ ...input, nKvHeads: 1 });
      expect(heads[0].key).toEqual(heads[1].key);
      expect(heads[0].value).toEqual(heads[1].value);
    })
  );
});

test('a mask after the softmax leaves rows that sum to 1 less what it removed', () => {
  fc.assert(
    fc.property(layer, given => {
      const open = attend(inputOf(given));
      const late = attend({ ...inputOf(given), mask: 'causal', maskAt: 'weights' });
      late.heads[0].weights.forEach((row, i) => {
        const removed = sum(open.heads[0].weights[i].slice(i + 1));
        expect(sum(row)).toBeCloseTo(1 - removed, 12);
      });
    })
  );
});

test('near 0 temperature picks the largest score, and a large one the mean', () => {
  fc.assert(
    fc.property(layer, given => {
      const input = inputOf(given);
      const n = input.tokens.length;
      const flat = attend({ ...input, temperature: 1e12 }).heads[0].weights;
      flat.forEach(row => row.forEach(weight => expect(weight).toBeCloseTo(1 / n, 9)));
      const { maskedScores, weights } = attend({ ...input, temperature: 1e-9 }).heads[0];
      maskedScores.forEach((row, i) => {
        const sorted = [...(row as number[])].sort((a, b) => b - a);
        fc.pre(n === 1 || sorted[0] - sorted[1] > 40);
        expect(weights[i][row.indexOf(sorted[0])]).toBeCloseTo(1, 12);
      });
    })
  );
});

test('the residual adds what stands there', () => {
  fc.assert(
    fc.property(layer, given => {
      const input: AttentionInput = { ...inputOf(given), positions: 'sinusoidal', residual: true };
      const { positioned, mixed, output } = attend(input);
      close(
        output.map((row, t) => mapVector(row, (entry, c) => entry - positioned[t][c])),
        mixed
      );
    })
  );
});
