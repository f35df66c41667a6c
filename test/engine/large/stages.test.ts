import { attend, Engine } from '../../../src/engine/index.ts';
import type { AttentionInput, Matrix } from '../../../src/engine/index.ts';

/** A matrix of repeatable numbers between −1 and 1. */
const matrix = (rows: number, columns: number, seed: number): Matrix =>
  Array.from({ length: rows }, (_, r) =>
    Array.from({ length: columns }, (_c, c) => Math.sin(seed + r * 7.3 + c * 3.1))
  );
const [D, H, G] = [12, 4, 2];

const inputOf = (n: number, fields: Partial<AttentionInput>): AttentionInput => ({
  tokens: Array.from({ length: n }, (_, i) => `t${i}`),
  embeddings: matrix(n, D, 1),
  keyTokens: null,
  keyEmbeddings: null,
  projections: {
    query: matrix(D, H * 4, 2),
    key: matrix(D, G * 4, 3),
    value: matrix(D, G * 3, 4),
    output: matrix(H * 3, D, 5)
  },
  nHeads: H,
  nKvHeads: G,
  mask: 'causal',
  scale: null,
  ...fields
});
const vector = (length: number, seed: number) => matrix(1, length, seed)[0];
const weight = (length: number) => Float64Array.from(vector(length, 6), entry => 1 + entry / 3);
const BIASES = {
  query: vector(H * 4, 7),
  value: vector(G * 3, 8),
  output: vector(D, 9)
};
const CASES: [string, (n: number) => Partial<AttentionInput>][] = [
  ['biases', () => ({ biases: BIASES })],
  [
    'norms of each head, turned',
    () => ({
      norms: { query: { weight: weight(4), eps: 1e-6, over: 'head' } },
      positions: 'rope',
      rope: { base: 500, dims: 2 }
    })
  ],
  [
    'norms of all heads',
    () => ({
      norms: {
        query: { weight: weight(H * 4), eps: 1e-5, over: 'all' },
        key: { weight: weight(G * 4), eps: 1e-5, over: 'all' }
      }
    })
  ],
  ['a bias for each head', n => ({ bias: [1, 2, 3, 4].map(seed => matrix(n, n, seed)) })],
  ['a bias for all, and distance', n => ({ bias: [matrix(n, n, 5)], positions: 'alibi' })],
  ['a softcap', () => ({ softcap: 0.5, temperature: 0.8 })],
  ['sinks', () => ({ sinks: [0, 1, -2, 5] })],
  ['pairs of neighbours', () => ({ positions: 'rope', rope: { pairs: 'neighbours', factor: 1.2 } })]
];

/** All that a trace says in rows. */
const rowsOf = (input: AttentionInput, engine: Pick<Engine, 'attend'>) => {
  const { heads, output } = engine.attend(input);
  return [
    ...heads.flatMap(head => [
      head.rotatedQuery,
      head.scores,
      head.unmaskedScores,
      head.weights,
      head.output,
      [head.max, head.sum, head.sinkWeights ?? []]
    ]),
    output
  ].map(rows => rows.map(row => Array.from(row)));
};

describe.each(CASES)('%s', (_, fields) => {
  test('at 80 tokens the kernel and the plain way agree to the bit', () => {
    const input = inputOf(80, fields(80));
    expect(new Engine().attend(input).computed.by).toBe('webassembly');
    expect(rowsOf(input, new Engine())).toEqual(rowsOf(input, { attend }));
  });

  test('an edit is computed as from scratch, there and back', () => {
    const engine = new Engine();
    const before = inputOf(80, {});
    const after = { ...before, ...fields(80) };
    const moved = {
      ...after,
      embeddings: after.embeddings.map((row, r) => (r === 3 ? vector(D, 11) : row))
    };
    for (const input of [before, after, moved, after, before]) {
      expect(rowsOf(input, engine)).toEqual(rowsOf(input, { attend }));
    }
  });

  test('in single precision weights are within 1e-5', () => {
    const input = inputOf(280, fields(280));
    const { heads, computed } = new Engine().attend(input);
    expect(computed.precision).toBe('float32');
    const farthest = attend(input).heads.flatMap(({ weights }, h) =>
      weights.map((row, query) => {
        const found = heads[h].weights[query];
        return row.reduce((far, entry, key) => Math.max(far, Math.abs(found[key] - entry)), 0);
      })
    );
    expect(Math.max(...farthest)).toBeLessThan(1e-5);
  });
});
