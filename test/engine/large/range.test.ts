import { attend, Engine, findOverflow } from '../../../src/engine/index.ts';
import type { AttentionInput, Matrix } from '../../../src/engine/index.ts';
import { inputOf } from '../inputs.ts';

/** More tokens than are computed in float64 for their own sake. */
const N = 300;
const input = inputOf(N);

const times = (of: Matrix, factor: number): Matrix =>
  of.map(row => Array.from(row, entry => entry * factor));

const { projections, embeddings } = input;
const large = (factor: number): Partial<AttentionInput> => ({
  embeddings: times(embeddings, factor)
});

/** What float32 has no room for, and a double has. */
const CASES: [string, Partial<AttentionInput>][] = [
  ['embeddings of 1e36', { ...large(1e36), scale: 1e-72 }],
  ['embeddings of 1e39', { ...large(1e39), scale: 1e-78 }],
  ['embeddings of 1e-40', { ...large(1e-40), scale: 1e80 }],
  ['values of 1e60', { projections: { ...projections, value: times(projections.value, 1e60) } }],
  [
    'outputs mixed to 1e50',
    {
      projections: {
        ...projections,
        value: times(projections.value, 1e25),
        output: times(projections.output!, 1e25)
      }
    }
  ],
  ['a scale of 1e40', { ...large(1e-10), scale: 1e40 }],
  ['a scale of 1e-50', { scale: 1e-50 }],
  ['a temperature of 1e-50', { ...large(1e-25), temperature: 1e-50 }],
  ['ALiBi at a temperature of 1e-50', { positions: 'alibi', temperature: 1e-50 }],
  ['a temperature of 1e300', { temperature: 1e300 }]
];

test.each(CASES)('at size a double is what numbers have to fit: %s', (_, change) => {
  const far = { ...input, ...change };
  const [ours, theirs] = [new Engine().attend(far), attend(far)];
  expect(findOverflow(ours)).toEqual(findOverflow(theirs));
  expect(findOverflow(ours)).toBeNull();
  const stages = ['query', 'value', 'scores', 'scaledScores', 'unmaskedScores', 'output'] as const;
  for (const row of [0, 7, N - 1]) {
    expect(far32([ours.output[row]], [theirs.output[row]])).toBeLessThan(1e-4);
    for (const [h, head] of ours.heads.entries()) {
      for (const name of stages) {
        expect(far32([head[name][row]], [theirs.heads[h][name][row]])).toBeLessThan(1e-4);
      }
      expect(head.weights[row].every(Number.isFinite)).toBe(true);
    }
  }
});

/** The largest difference, measured against the largest number. */
function far32(a: Matrix, b: Matrix): number {
  let [gap, most] = [0, 0];
  for (const [r, row] of b.entries()) {
    for (let c = 0; c < row.length; c++) {
      gap = Math.max(gap, Math.abs(a[r][c] - row[c]));
      most = Math.max(most, Math.abs(row[c]));
    }
  }
  return gap / (most || 1);
}

test.each([
  ['scores', { scale: 3, overrides: [{ head: 1, query: 5, key: 7, value: 1e308 }] }],
  ['embeddings', large(1e200)],
  ['mixed outputs', { projections: { ...projections, output: times(projections.output!, 1e308) } }],
  ['a scale', { scale: 1e308 }],
  ['a temperature', { temperature: 1e-310 }]
] as [string, Partial<AttentionInput>][])(
  'what is past a double at size is told as ever: %s',
  (_, change) => {
    const far = { ...input, ...change };
    const told = findOverflow(new Engine().attend(far))?.path;
    expect(told).toBe(findOverflow(attend(far))?.path);
    expect(told).toBeDefined();
  }
);

test('what is far from overflow is not looked at: no row is made for it', () => {
  const trace = new Engine().attend(input);
  for (const head of trace.heads) {
    for (const name of ['scores', 'weights', 'output'] as const) {
      Object.defineProperty(head, name, {
        get: () => {
          throw new Error('looked at');
        }
      });
    }
  }
  expect(findOverflow(trace)).toBeNull();
});
