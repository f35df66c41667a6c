import fc from 'fast-check';
import { attend, entropy, measureRow, oddities } from '../../../src/engine/index.ts';
import type { AttentionInput } from '../../../src/engine/index.ts';
import { open } from '../../../src/model/index.ts';

const shares = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 9 });
const input = (fields: object): AttentionInput => {
  const payload = { format: 'attention', version: 1, sentence: 'angry lions hunt zebras' };
  const outcome = open({ ...payload, ...fields });
  expect(outcome.ok).toBe(true);
  return outcome.ok ? outcome.computed.input : (undefined as never);
};
const trace = (fields: object) => attend(input(fields));

test('entropy is between none and that of equal shares', () => {
  fc.assert(
    fc.property(shares, row => {
      expect(entropy(row)).toBeGreaterThanOrEqual(-1e-12);
      expect(entropy(row)).toBeLessThanOrEqual(Math.log2(row.length) + 1e-12);
    })
  );
  expect(entropy([0.25, 0.25, 0.25, 0.25])).toBe(2);
  expect(entropy([0, 1, 0])).toBe(0);
});

test('what a mask kept out is what an open row would have given there', () => {
  const open = trace({}).heads[0].weights[1];
  const row = measureRow(trace({ mask: 'causal' }), 0, 1);
  expect(row.removed).toBeCloseTo(open[2] + open[3], 12);
  expect(row.sum).toBeCloseTo(1, 12);
  expect(measureRow(trace({ mask: 'causal', mask_at: 'weights' }), 0, 1).sum).toBeCloseTo(
    open[0] + open[1],
    12
  );
});

test('effective counts tokens: all of them where every weight is the same', () => {
  expect(measureRow(trace({ temperature: 1e9 }), 0, 0).effective).toBeCloseTo(4, 6);
  expect(measureRow(trace({ temperature: 1e-4 }), 0, 0).effective).toBeCloseTo(1, 6);
});

test('what is off is named, and nothing is where nothing is', () => {
  expect(oddities(trace({}), 0)).toEqual([]);
  expect(oddities(trace({ mask: 'causal' }), 0)).toEqual([]);
  expect(oddities(trace({ mask: 'causal', mask_at: 'weights' }), 0)).toEqual(['sums']);
  expect(oddities(trace({ scale: 1000, softmax: 'naive' }), 0)).toContain('overflow');
  expect(oddities(trace({ scale: 1000 }), 0)).toEqual(['saturated']);
  expect(oddities(trace({ mask: { padding: [false, false, false, false] } }), 0)).toEqual([
    'masked'
  ]);
});
