import { provenance } from '../../src/figures/index.ts';
import type { NumberName } from '../../src/figures/index.ts';
import { AttentionModel } from '../../src/model/index.ts';
import type { Ready } from '../../src/model/index.ts';

const LIONS = {
  format: 'attention',
  version: 1,
  sentence: 'Angry lions hunt zebras, while cats sleep peacefully'
};
const explain = (name: NumberName, fields: object = {}) => {
  const model = new AttentionModel();
  model.load({ ...LIONS, ...fields });
  const { trace, selection } = model.state as Ready;
  return provenance(trace, selection, name, 2);
};

test('an entry of q comes from the row of X and the column of W_Q', () => {
  expect(explain('query:0:0')).toEqual({
    sources: ['embeddings:0:0', 'w_q:0:0', 'embeddings:0:1', 'w_q:1:0'],
    text: '0.95 × 0.87 + −0.90 × 0.50 = 0.37'
  });
});

test('a score comes from q and k, term by term, or from a hand', () => {
  expect(explain('scores:0:1')).toEqual({
    sources: ['query:0:0', 'query:0:1', 'key:1:0', 'key:1:1'],
    text: 'q·k: 0.37 × −0.11 + −1.25 × 1.24 = −1.59'
  });
  const overrides = { scores: [{ head: 0, query: 0, key: 1, value: 4 }] };
  expect(explain('scores:0:1', { overrides })?.text).toBe('4.00: this score was set by hand.');
});

test('a weight comes from the exponentials of its row and their sum', () => {
  const found = explain('weights:0:1');
  expect(found?.text).toBe('exp 0.101 ÷ the row’s sum 2.900 = 0.035');
  expect(found?.sources).toContain('exponential:7:0');
  expect(explain('weights:3:1')?.sources).toEqual(['masked_scores:3:1']);
});

test('a component of the output comes from every weight and value', () => {
  const found = explain('output:0:1');
  expect(found?.sources).toHaveLength(24);
  expect(found?.text).toMatch(/^angry: 0\.34 × −1\.27 \+ .* = −0\.580$/);
});

test('masks, temperature and heads that share keys are told', () => {
  expect(explain('masked_scores:0:1', { mask: 'causal' })?.text).toContain('−∞');
  expect(explain('masked_scores:0:0', { temperature: 0.5 })?.text).toBe('(1.17) ÷ 0.50 = 2.34');
  const late = { mask: 'causal', mask_at: 'weights' };
  expect(explain('weights:0:1', late)?.text).toContain('then masked: 0');
});

test('what is not there has no origin', () => {
  expect(explain('scores:9:0')).toBeNull();
  expect(explain('query:0:7')).toBeNull();
  expect(explain('nothing:0:0')).toBeNull();
});
