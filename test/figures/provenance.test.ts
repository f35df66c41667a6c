import { LIGHT, provenance } from '../../src/figures/index.ts';
import type { NumberName } from '../../src/figures/index.ts';
import { AttentionModel } from '../../src/model/index.ts';
import type { Ready } from '../../src/model/index.ts';
import { provenanceWords } from '../../src/views/frame/provenanceWords.ts';
import { english } from '../../src/views/frame/translator.ts';

const LIONS = {
  format: 'attention',
  version: 1,
  sentence: 'Angry lions hunt zebras, while cats sleep peacefully'
};
const explain = (name: NumberName, fields: object = {}) => {
  const model = new AttentionModel();
  model.load({ ...LIONS, ...fields });
  const { trace, selection } = model.state as Ready;
  return provenance(trace, selection, name, LIGHT, provenanceWords(english));
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
  expect(explain('masked_scores:0:0', { temperature: 0.5 })?.text).toBe('1.17 ÷ 0.50 = 2.34');
  const late = { mask: 'causal', mask_at: 'weights' };
  expect(explain('weights:0:1', late)?.text).toContain('then masked: 0');
});

test('what is not there has no origin', () => {
  expect(explain('scores:9:0')).toBeNull();
  expect(explain('query:0:7')).toBeNull();
  expect(explain('nothing:0:0')).toBeNull();
});

const HEADS = {
  n_heads: 2,
  projections: {
    query: [
      [1, 0],
      [0, 1]
    ],
    key: [
      [1, 0],
      [0, 1]
    ],
    value: [
      [1, 0],
      [0, 2]
    ],
    output: [
      [1, 2],
      [3, 4]
    ]
  },
  residual: true
};

test('what comes after the heads: which head, the column of W_O, the word itself', () => {
  const side = explain('concatenated:0:1', HEADS);
  expect(side?.sources).toEqual([]);
  expect(side?.text).toMatch(/^head 2, component 1 of its output: /);
  expect(explain('concatenated:0:0', HEADS)?.sources).toEqual(['output:0:0']);
  expect(explain('mixed:0:1', HEADS)?.sources).toEqual([
    'concatenated:0:0',
    'concatenated:0:1',
    'w_o:0:1',
    'w_o:1:1'
  ]);
  const sum = explain('residual:0:1', HEADS);
  expect(sum?.sources).toEqual(['embeddings:0:1', 'mixed:0:1']);
  expect(sum?.text).toMatch(/^x \+ Δ: −0\.90 \+ /);
  expect(explain('w_o:1:1', HEADS)?.text).toContain('W_O');
});

test('a residual without heads or W_O adds the output of the only head', () => {
  expect(explain('residual:0:0', { residual: true })?.sources).toEqual([
    'embeddings:0:0',
    'output:0:0'
  ]);
  expect(explain('mixed:0:0', { residual: true })).toBeNull();
  expect(explain('residual:0:0')).toBeNull();
});

test('positions are added, turn, or lower by distance', () => {
  const sinusoidal = { positions: 'sinusoidal', position_offset: 3 };
  expect(explain('positioned:1:0', sinusoidal)?.text).toMatch(/a sine of position 4 = /);
  expect(explain('query:1:0', sinusoidal)?.sources).toContain('positioned:1:0');

  const learned = { positions: Array.from({ length: 8 }, (_, p) => [p, 0.5]), position_offset: 7 };
  expect(explain('positioned:1:0', learned)?.sources).toEqual(['embeddings:1:0', 'positions:0:0']);
  expect(explain('positions:2:0', learned)?.sources).toEqual([]);

  const rope = { positions: 'rope' };
  expect(explain('rotated_query:1:1', rope)).toEqual({
    sources: ['query:1:0', 'query:1:1'],
    text: expect.stringMatching(/^position 1 turns components 1 and 2 by φ = 1\.00: /)
  });
  expect(explain('scores:0:1', rope)?.sources).toContain('rotated_key:1:0');
  expect(explain('rotated_query:1:1')).toBeNull();

  const alibi = { positions: 'alibi' };
  expect(explain('bias:0:3', alibi)?.text).toMatch(/^−slope × distance: −\d\.\d+ × 3 = −/);
  expect(explain('masked_scores:0:3', alibi)?.sources).toContain('bias:0:3');
});

test('scale and temperature stand behind the scores they change', () => {
  expect(explain('scaled_scores:0:0')?.sources).toEqual(['scores:0:0', 'scale:0:0']);
  expect(explain('scale:0:0')?.text).toBe('1 ÷ √d_k = 1 ÷ √2 = 0.707');
  expect(explain('scale:0:0', { scale: 3 })?.text).toContain('input');
  expect(explain('masked_scores:0:0', { temperature: 2 })?.sources).toContain('temperature:0:0');
  expect(explain('shifted:1:0')?.sources).toEqual(['scaled_scores:0:1', 'max:0:0']);
  expect(explain('shifted:1:0', { mask: 'causal', view: { query: 0 } })?.text).toContain('−∞');
  expect(explain('exp_sum:0:0')?.sources).toHaveLength(8);
});

test('measures of a row come from its weights', () => {
  expect(explain('sum:1:0')?.sources).toContain('weights:1:7');
  expect(explain('sum:1:0')?.text).toMatch(/ = 1\.00$/);
  expect(explain('entropy:1:0')?.sources).toHaveLength(8);
  expect(explain('effective:1:0')?.sources).toEqual(['entropy:1:0']);
  expect(explain('max_weight:0:0')?.sources).toEqual(['weights:0:0']);
  expect(explain('removed:0:0', { mask: 'causal' })?.text).toContain('lions');
  expect(explain('sum:8:0')).toBeNull();
});
