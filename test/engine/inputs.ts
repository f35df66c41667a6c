import type { AttentionInput, Matrix, Trace } from '../../src/engine/index.ts';

/** Repeatable numbers. */
export const matrix = (rows: number, columns: number, seed = 1): Matrix =>
  Array.from({ length: rows }, (_, r) =>
    Array.from({ length: columns }, (_, c) => Math.sin(seed + r * 7.31 + c * 3.17 + r * c))
  );

/** A layer of three heads. */
export function inputOf(n: number, change: Partial<AttentionInput> = {}): AttentionInput {
  return {
    tokens: Array.from({ length: n }, (_, t) => `t${t}`),
    embeddings: matrix(n, 12),
    keyTokens: null,
    keyEmbeddings: null,
    projections: {
      query: matrix(12, 12, 2),
      key: matrix(12, 12, 3),
      value: matrix(12, 12, 4),
      output: matrix(12, 12, 5)
    },
    nHeads: 3,
    mask: null,
    scale: null,
    ...change
  };
}

const NAMES = ['query', 'key', 'value', 'rotatedQuery', 'scores', 'weights', 'output'] as const;

/** The largest difference in any stage, measured against the stage's largest number. */
export function difference(ours: Trace, theirs: Trace): number {
  const stages = (trace: Trace) => [
    ...trace.heads.flatMap(head => NAMES.map(name => head[name])),
    ...trace.heads.flatMap(({ max, sum }) => [[max], [sum]]),
    trace.output
  ];
  const far = (a: Matrix, b: Matrix) => {
    const [one, other] = [a, b].map(rows => Array.from(rows).flatMap(row => [...row]));
    const most = other.reduce((size, entry) => Math.max(size, Math.abs(entry)), 0);
    const gaps = one.map((x, i) => (Object.is(x, other[i]) ? 0 : Math.abs(x - other[i])));
    return gaps.reduce((size, gap) => (gap <= size ? size : gap), 0) / (most || 1);
  };
  const all = stages(theirs);
  return Math.max(...stages(ours).map((stage, s) => far(stage, all[s])));
}

/** Every kind of attention. */
export const CASES: [string, Partial<AttentionInput>][] = [
  ['plain', {}],
  ['causal', { mask: 'causal' }],
  [
    'parts',
    { mask: { causal: true, window: 9, padding: Array.from({ length: 90 }, (_, j) => j > 4) } }
  ],
  [
    'drawn',
    {
      mask: Array.from({ length: 90 }, (_, i) =>
        Array.from({ length: 90 }, (_, j) => (i * j) % 7 !== 1)
      )
    }
  ],
  ['late', { mask: 'causal', maskAt: 'weights' }],
  ['temperature', { temperature: 0.3, scale: 2 }],
  ['rope', { positions: 'rope', positionOffset: 3 }],
  ['alibi', { positions: 'alibi' }],
  ['sinusoidal', { positions: 'sinusoidal', residual: true }],
  [
    'shared',
    {
      nKvHeads: 1,
      projections: { ...inputOf(1).projections, key: matrix(12, 4, 3), value: matrix(12, 4, 4) }
    }
  ],
  ['overrides', { overrides: [{ head: 1, query: 2, key: 3, value: 5 }] }],
  ['naive', { softmax: 'naive' }],
  [
    'cross',
    { keyTokens: Array.from({ length: 70 }, (_, t) => `k${t}`), keyEmbeddings: matrix(70, 12, 6) }
  ]
];
