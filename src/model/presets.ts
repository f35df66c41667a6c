import {
  identity,
  multiply,
  rotation,
  WORKED_PROJECTIONS,
  WORKED_SENTENCE
} from '../engine/index.ts';
import type { Matrix } from '../engine/index.ts';
import type { Spec } from '../format/index.ts';
import { drawnSpec } from './drawn.ts';
import { sameInputs } from './same.ts';

/** Telling cases, in the order of a lesson. */
export const PRESETS = [
  'worked',
  'identity',
  'orthogonal',
  'collapsed',
  'dimensions',
  'uniform',
  'noValue',
  'sink',
  'previous',
  'induction',
  'eightHeads'
] as const;
export type Preset = (typeof PRESETS)[number];

const SAME = identity(2);
const ZERO = multiply(identity(2), 0);

/** The document of a preset. */
export function presetSpec(name: Preset): Spec {
  const { output: _, ...worked } = WORKED_PROJECTIONS;
  return {
    worked: () => ({ sentence: WORKED_SENTENCE }),
    // q = k = x: scores are symmetric, and most tokens look at themselves and their like.
    identity: () => example({ query: SAME, key: SAME, value: SAME }),
    orthogonal,
    collapsed: () => ({ sentence: WORKED_SENTENCE, scale: 200 }),
    // What 1/√d_k is for: without it the scores of long vectors spread too far.
    dimensions: () => ({ ...drawnSpec(WORKED_SENTENCE, 64, 7), scale: 1 }),
    // Every score is 0: what is left is the mean of all values.
    uniform: () => example({ ...worked, query: ZERO }),
    noValue: () => example({ ...worked, value: ZERO }),
    sink,
    previous,
    induction,
    eightHeads
  }[name]();
}

/** The telling case that a spec is, whatever is selected in it, or null. */
export function caseOf(spec: Spec): Preset | null {
  const { unknown: _, beside: __, ...said } = spec;
  return PRESETS.find(name => sameInputs(said, known(name))) ?? null;
}

/** The spec of a preset, made once. */
function known(name: Preset): Spec {
  const spec = made.get(name) ?? presetSpec(name);
  made.set(name, spec);
  return spec;
}

const made = new Map<Preset, Spec>();

function example(projections: { query: Matrix; key: Matrix; value: Matrix }): Spec {
  return { sentence: WORKED_SENTENCE, projections };
}

/** Four words at right angles to one another: each finds itself alone. */
function orthogonal(): Spec {
  const strong = multiply(identity(4), 3);
  return {
    tokens: ['lions', 'hunt', 'while', 'sleep'],
    embeddings: identity(4),
    projections: { query: strong, key: strong, value: identity(4) }
  };
}

/**
 * A first token that every query finds and that passes nothing on. The third dimension is 1 in every
 * word, so that W_Q makes a constant of it, and only the first token's key answers to that constant.
 *
 * Source: Xiao et al., Efficient Streaming Language Models with Attention Sinks (2023), section 3.1.
 */
function sink(): Spec {
  const tokens = ['<s>', 'lions', 'hunt', 'zebras', 'cats', 'sleep'];
  const words: Matrix = [
    [0, 0],
    [-0.95, 0.8],
    [-0.85, -0.75],
    [-0.85, 0.95],
    [-0.8, 0.9],
    [-0.75, -0.85]
  ];
  return {
    tokens,
    embeddings: words.map(([x, y], t) => [x, y, 1, t === 0 ? 1 : 0]),
    projections: {
      query: [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 6],
        [0, 0, 0]
      ],
      key: [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 0],
        [0, 0, 1]
      ],
      value: [...rotation(-60), [0, 0], [0, 0]]
    },
    mask: 'causal'
  };
}

/** How strongly a query of the constructed heads asks: enough for weights near 1. */
const ASK = 12;

/** Learned positions alone: the query of position i asks for the key of position i − 1. */
function previous(): Spec {
  const tokens = ['cats', 'sleep', 'while', 'lions', 'hunt', 'zebras'];
  const n = tokens.length;
  return {
    tokens,
    embeddings: tokens.map((_, t) => oneHot(2 * n, t)),
    positions: tokens.map((_, t) => oneHot(2 * n, n + t)),
    projections: {
      query: blockRows(2 * n, n, n, (r, c) => (c === r - 1 ? ASK : 0)),
      key: blockRows(2 * n, n, n, (r, c) => (c === r ? 1 : 0)),
      value: blockRows(2 * n, 0, n, (r, c) => (c === r ? 1 : 0))
    },
    mask: 'causal'
  };
}

/**
 * Two heads that together continue a repeated phrase. Head 1 looks at the previous token. Head 2
 * asks which token came after the last time this one was seen; it reads the previous token of each
 * word from the embeddings, where a head like the first, a layer before, would have written it.
 *
 * Source: Olsson et al., In-context Learning and Induction Heads (2022), section on mechanism.
 */
function induction(): Spec {
  const kinds = ['angry', 'lions', 'sleep', 'cats'];
  const said = [0, 1, 3, 2, 0, 1];
  const [n, k] = [said.length, kinds.length];
  const d = 2 * k + n;
  const dK = n;
  const row = (t: number) => [
    ...oneHot(k, said[t]),
    ...(t === 0 ? oneHot(k, -1) : oneHot(k, said[t - 1])),
    ...oneHot(n, -1)
  ];
  return {
    tokens: said.map(kind => kinds[kind]),
    embeddings: said.map((_, t) => row(t)),
    positions: said.map((_, t) => oneHot(d, 2 * k + t)),
    nHeads: 2,
    projections: {
      query: sideBySide(
        blockRows(d, 2 * k, dK, (r, c) => (c === r - 1 ? ASK : 0)),
        blockRows(d, 0, dK, (r, c) => (c === r && r < k ? ASK : 0))
      ),
      key: sideBySide(
        blockRows(d, 2 * k, dK, (r, c) => (c === r ? 1 : 0)),
        blockRows(d, k, dK, (r, c) => (c === r && r < k ? 1 : 0))
      ),
      value: sideBySide(
        blockRows(d, 0, k, (r, c) => (c === r && r < k ? 1 : 0)),
        blockRows(d, 0, k, (r, c) => (c === r && r < k ? 1 : 0))
      )
    },
    mask: 'causal'
  };
}

/** Eight heads over sixteen dimensions, each turning its own two by another angle. */
function eightHeads(): Spec {
  const heads = 8;
  const d = 2 * heads;
  const turned = (step: number): Matrix =>
    Array.from({ length: d }, (_, r) =>
      Array.from({ length: d }, (_, c) => {
        const head = Math.floor(r / 2);
        const block = rotation(head * step);
        return Math.floor(c / 2) === head ? 2 * block[r % 2][c % 2] : 0;
      })
    );
  return {
    tokens: ['angry', 'lions', 'hunt', 'zebras', 'while', 'cats', 'sleep', 'peacefully'],
    projections: {
      query: turned(45),
      key: turned(-15),
      value: turned(0),
      output: multiply(identity(d), 0.5)
    },
    nHeads: heads
  };
}

function oneHot(size: number, at: number): readonly number[] {
  return Array.from({ length: size }, (_, c) => (c === at ? 1 : 0));
}

/** [rows, columns], zero but for the rows from `start` on, counted from 0 there. */
function blockRows(
  rows: number,
  start: number,
  columns: number,
  entry: (row: number, column: number) => number
): Matrix {
  return Array.from({ length: rows }, (_, r) =>
    Array.from({ length: columns }, (_, c) =>
      r >= start && r < start + columns ? entry(r - start, c) : 0
    )
  );
}

function sideBySide(a: Matrix, b: Matrix): Matrix {
  return a.map((row, r) => [...row, ...b[r]]);
}
