import { setFlagsFromString } from 'node:v8';
import fc from 'fast-check';
import {
  alibiBias,
  causalMask,
  combineMasks,
  paddingMask,
  scaledDotProductAttention,
  tensorOf,
  windowMask
} from '../../../src/engine/index.ts';
import type { Mask } from '../../../src/engine/index.ts';
import { plain as rows } from '../../setup/plain.ts';
import { hasRelaxedSimd, loadKernel } from '../../../src/engine/kernel/index.ts';
import type { HeadRequest, Kernel, Numbers, Precision } from '../../../src/engine/kernel/index.ts';

type Rows = readonly (readonly number[])[];

/** A head as the tests think of it. */
export interface Case {
  readonly query: Rows;
  readonly key: Rows;
  readonly value: Rows;
  readonly scale: number;
  readonly temperature: number;
  readonly slope: number;
  readonly causal: boolean;
  readonly window?: number;
  readonly padding?: readonly boolean[];
  readonly cells?: Mask;
  readonly late: boolean;
}

export const plainCase = { scale: 0.5, temperature: 1, slope: 0, causal: false, late: false };

/** Which of the two modules {@link kernel} is. */
export const chosen = { fused: false };

export function kernel(): Kernel {
  const loaded = withRelaxedSimd(() => loadKernel(chosen.fused));
  if (!loaded) {
    throw new Error('no kernel');
  }
  return loaded;
}

/** With relaxed SIMD where there is any: Node 20 has it behind a flag. */
export function withRelaxedSimd<T>(act: () => T): T {
  if (hasRelaxedSimd()) {
    return act();
  }
  setFlagsFromString('--experimental-wasm-relaxed-simd');
  try {
    return act();
  } finally {
    setFlagsFromString('--no-experimental-wasm-relaxed-simd');
  }
}

export function requestOf(head: Case, precision: Precision): HeadRequest {
  return {
    precision,
    query: tensorOf(head.query),
    key: tensorOf(head.key),
    value: tensorOf(head.value),
    scale: head.scale,
    temperature: head.temperature,
    slope: head.slope,
    mask: {
      causal: head.causal,
      window: head.window,
      padding: head.padding,
      cells: head.cells?.flat()
    },
    maskAt: head.late ? 'weights' : 'scores'
  };
}

function maskOf({ query, key, causal, window, padding, cells }: Case): Mask | null {
  const [n, m] = [query.length, key.length];
  const parts = [
    ...(causal ? [causalMask(n, m)] : []),
    ...(window !== undefined ? [windowMask(n, m, window)] : []),
    ...(padding ? [paddingMask(n, padding)] : []),
    ...(cells ? [cells] : [])
  ];
  return parts.length > 0 ? combineMasks(...parts) : null;
}

/** What the plain engine makes of a head, as lists. */
export function plain(head: Case) {
  const mask = maskOf(head);
  const { scores, weights, output, max, sum } = scaledDotProductAttention({
    ...head,
    mask,
    maskAt: head.late ? 'weights' : 'scores',
    bias: head.slope ? alibiBias(head.query.length, head.key.length, head.slope) : null
  });
  return {
    scores: rows(scores),
    weights: rows(weights),
    output: rows(output),
    max: [...max],
    sum: [...sum]
  };
}

/** Equal to the bit; any NaN equals any other. */
export function expectBits(ours: Numbers | null, theirs: readonly number[]): void {
  expect(ours?.length).toBe(theirs.length);
  theirs.forEach((entry, at) => {
    if (!Object.is(ours?.[at], entry)) {
      expect({ at, entry: ours?.[at] }).toEqual({ at, entry });
    }
  });
}

/** Numbers near 0 with the same spread as a normal distribution. */
export function matrixOf(rows: number, columns: number, seed: number, size = 1): Rows {
  let state = seed | 0;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return (state >>> 0) / 2 ** 32;
  };
  const entry = () => (next() + next() + next() + next() - 2) * 1.7 * size;
  return Array.from({ length: rows }, () => Array.from({ length: columns }, entry));
}

const sizes = fc.record({
  n: fc.integer({ min: 1, max: 23 }),
  m: fc.integer({ min: 1, max: 23 }),
  dK: fc.integer({ min: 1, max: 9 }),
  dV: fc.integer({ min: 1, max: 19 }),
  seed: fc.integer()
});

/** Ragged heads with masks of every kind. */
export const cases: fc.Arbitrary<Case> = sizes.chain(({ n, m, dK, dV, seed }) =>
  fc.record(
    {
      query: fc.constantFrom(0.1, 1, 30).map(size => matrixOf(n, dK, seed, size)),
      key: fc.constant(matrixOf(m, dK, seed + 1)),
      value: fc.constant(matrixOf(m, dV, seed + 2)),
      scale: fc.constantFrom(1, 0.35, -0.7, 100),
      temperature: fc.constantFrom(1, 1, 0.3, 7),
      slope: fc.constantFrom(0, 0, 0.0625, 0.5),
      causal: fc.boolean(),
      window: fc.integer({ min: 0, max: 9 }),
      padding: fc.array(fc.boolean(), { minLength: m, maxLength: m }),
      cells: fc.array(fc.array(fc.boolean(), { minLength: m, maxLength: m }), {
        minLength: n,
        maxLength: n
      }),
      late: fc.boolean()
    },
    {
      requiredKeys: ['query', 'key', 'value', 'scale', 'temperature', 'slope', 'causal', 'late']
    }
  )
);
