import { tensorOf } from '../../../src/engine/index.ts';
import type { Numbers, Precision } from '../../../src/engine/kernel/index.ts';
import { fixtures } from '../../fixtures/fixtures.ts';
import { kernel } from './heads.ts';

type Rows = readonly (readonly number[])[];

type Stage = 'query' | 'key' | 'value' | 'scores' | 'scaled_scores' | 'weights' | 'output';

type Head = Record<Stage, Rows> & {
  readonly [stage in `${'rotated' | 'normed'}_${'query' | 'key'}`]?: Rows;
} & { readonly masked_scores: readonly (readonly (number | string)[])[]; readonly bias?: Rows };

interface Golden {
  readonly spec: { readonly temperature?: number; readonly positions?: unknown };
  readonly trace: { readonly scale: number; readonly heads: readonly Head[] };
}

/** What the kernel has no way for. ALiBi and late masks it has, and other tests look at them. */
const OTHER = ['bias', 'softcap', 'sinks', 'softmax', 'overrides', 'mask_at'];

const own = kernel();
const goldens = fixtures<Golden>('golden').filter(
  ([, { spec }]) => !OTHER.some(name => name in spec) && spec.positions !== 'alibi'
);

/** The largest distance, and the largest number. */
function far(ours: Numbers | null, theirs: Rows): number {
  return Math.max(...theirs.flat().map((entry, at) => Math.abs(entry - (ours?.[at] ?? NaN))));
}

function largest(rows: Rows): number {
  return Math.max(1, ...rows.flat().map(Math.abs));
}

function expectGolden({ spec, trace }: Golden, head: Head, precision: Precision): void {
  const ours = own.attendHead({
    precision,
    query: tensorOf(head.rotated_query ?? head.normed_query ?? head.query),
    key: tensorOf(head.rotated_key ?? head.normed_key ?? head.key),
    value: tensorOf(head.value),
    scale: trace.scale,
    temperature: spec.temperature,
    mask: { cells: head.masked_scores.flat().map(score => typeof score === 'number') }
  });
  const within = (precision === 'f64' ? 1e-12 : 2e-6) * largest(head.scores);
  expect(far(ours.scores, head.scores)).toBeLessThanOrEqual(within);
  expect(far(ours.weights, head.weights)).toBeLessThanOrEqual(within);
  expect(far(ours.output, head.output)).toBeLessThanOrEqual(within * 4 * largest(head.value));
}

test.each(goldens)('%s: the kernel agrees with NumPy', (_, golden) => {
  for (const head of golden.trace.heads) {
    expectGolden(golden, head, 'f64');
    if (largest(head.scores) < 1e30) {
      expectGolden(golden, head, 'f32'); // which can hold such numbers
    }
  }
});
