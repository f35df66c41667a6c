import { kvHeadOf, resolveMask, scaledDotProductAttention } from '../../../src/engine/index.ts';
import type { Mask, Matrix } from '../../../src/engine/index.ts';
import { fixtures } from '../../fixtures/fixtures.ts';

/** Numbers as they were recorded, [heads, rows, columns] or [heads]. */
interface Recorded {
  readonly shape: readonly number[];
  readonly data: string;
}
interface RealHeads {
  readonly about: string;
  readonly scale: number;
  readonly query: Recorded;
  readonly key: Recorded;
  readonly value: Recorded;
  readonly bias?: Recorded;
  readonly sinks?: Recorded;
  readonly mask?: 'causal' | Mask;
  readonly weights: Recorded;
  readonly output: Recorded;
}

const numbersOf = ({ data }: Recorded) => {
  const bytes = Uint8Array.from(Buffer.from(data, 'base64'));
  return new Float32Array(bytes.buffer);
};
const headOf = (recorded: Recorded, head: number): Matrix => {
  const [, rows, columns] = recorded.shape;
  const numbers = numbersOf(recorded);
  return Array.from({ length: rows }, (_, r) =>
    numbers.subarray((head * rows + r) * columns, (head * rows + r + 1) * columns)
  );
};
const farthest = (a: Matrix, b: Matrix) =>
  a.reduce(
    (most, row, r) => row.reduce((far, entry, c) => Math.max(far, Math.abs(entry - b[r][c])), most),
    0
  );

test.each(fixtures<RealHeads>('real-heads'))('%s: what a model recorded, to 2e-6', (_, heads) => {
  const [count, n] = heads.query.shape;
  const [groups, m] = heads.key.shape;
  for (let head = 0; head < count; head++) {
    const group = kvHeadOf(head, count, groups);
    const { weights, output, sinkWeights } = scaledDotProductAttention({
      query: headOf(heads.query, head),
      key: headOf(heads.key, group),
      value: headOf(heads.value, group),
      mask: resolveMask(heads.mask ?? null, n, m),
      scale: heads.scale,
      bias: heads.bias && headOf(heads.bias, head),
      sink: heads.sinks && numbersOf(heads.sinks)[head]
    });
    expect(farthest(weights, headOf(heads.weights, head))).toBeLessThan(2e-6);
    const zeros = output.map(row => new Float64Array(row.length));
    const size = farthest(headOf(heads.output, head), zeros);
    expect(farthest(output, headOf(heads.output, head))).toBeLessThan(2e-6 * Math.max(1, size));
    weights.forEach((row, query) => {
      const sum = row.reduce((all, weight) => all + weight, 0) + (sinkWeights?.[query] ?? 0);
      expect(sum).toBeCloseTo(1, 12);
    });
  }
});
