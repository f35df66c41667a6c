/** @jest-environment jsdom */
import type { Trace } from '../../src/engine/index.ts';
import type { Ready } from '../../src/model/index.ts';
import { LIONS, show } from './show.ts';

const N = 8;
const everywhere = (score: number) => ({
  scores: Array.from({ length: N * N }, (_, cell) => ({
    head: 0,
    query: Math.floor(cell / N),
    key: cell % N,
    value: score
  }))
});
/** A row whose mask forbids all, beside rows that may look at some. */
const ROW = Array.from({ length: N }, (_, r) =>
  Array.from({ length: N }, (_c, c) => r !== 3 && c <= r + 1)
);

const SIZES: [string, object][] = [
  ['usual scores', {}],
  ['scores that overflow', { scale: 1000 }],
  ['a sum alone that overflows', { scale: 1, overrides: everywhere(709.5) }],
  ['scores that underflow', { scale: 1, overrides: everywhere(-800) }],
  ['a sum too small to divide by', { scale: 1, overrides: everywhere(-742) }]
];
const MASKS: [string, object][] = [
  ['no mask', {}],
  ['a causal mask', { mask: 'causal' }],
  ['a row that is masked throughout', { mask: ROW }],
  ['every row masked throughout', { mask: ROW.map(row => row.map(() => false)) }]
];
const CASES = (['stable', 'naive'] as const).flatMap(softmax =>
  (['scores', 'weights'] as const).flatMap(mask_at =>
    MASKS.flatMap(([mask, masked]) =>
      SIZES.map(
        ([size, sized]) =>
          [softmax, mask, mask_at, size, { softmax, mask_at, ...masked, ...sized }] as const
      )
    )
  )
);

/** What is true of each row, found in another way than by the view. */
function rowsOf({ heads: [head], mask, maskAt, softmax }: Trace) {
  return head.weights.map((row, query) => {
    const open = Array.from(row, (_, key) => mask?.[query][key] ?? true);
    const seen = maskAt === 'weights' ? open.map(() => true) : open;
    const sum = Array.from(head.unmaskedScores[query])
      .filter((_, key) => seen[key])
      .reduce((total, score) => total + Math.exp(score), 0);
    const weights = Array.from(row);
    return {
      naive: softmax === 'naive',
      sum,
      seen: seen.includes(true),
      open: open.includes(true),
      isNumber: weights.every(Number.isFinite),
      total: weights.reduce((all, weight) => all + weight, 0),
      output: Array.from(head.output[query])
    };
  });
}

describe.each(CASES)('%s, %s on the %s, %s', (_softmax, _mask, maskAt, _size, fields) => {
  const view = { rail: 'measures', query: 3 };
  const { node, model } = show({ ...LIONS, ...fields, view });
  const rows = rowsOf((model.state as Ready).trace);
  const said = node.querySelector('.jp-Attention-warnings')!.textContent;

  test('each warning is true of a row', () => {
    const claims: [string, (row: (typeof rows)[number]) => boolean][] = [
      ['overflowed', ({ naive, sum }) => naive && sum === Infinity],
      ['underflowed', ({ naive, sum, seen }) => naive && seen && 1 / sum === Infinity],
      ['0 ÷ 0', ({ naive, seen, isNumber }) => naive && !seen && !isNumber],
      ['for it is zero', ({ open, output }) => !open && output.every(part => part === 0)],
      ['Rows do not sum to 1', ({ isNumber, total }) => isNumber && Math.abs(total - 1) > 1e-9]
    ];
    for (const [words, isSo] of claims) {
      expect([words, said.includes(words) && !rows.some(isSo)]).toEqual([words, false]);
    }
    expect(said.includes('the mask came after') && maskAt === 'scores').toBe(false);
  });

  test('what is no number, or does not sum to 1, is warned of', () => {
    if (rows.some(({ isNumber }) => !isNumber)) {
      expect(said).toMatch(/overflowed|underflowed|0 ÷ 0/);
    }
    if (rows.some(({ isNumber, total, open }) => isNumber && open && Math.abs(total - 1) > 1e-9)) {
      expect(said).toMatch(/do not sum to 1|overflowed|underflowed/);
    }
    if (rows.some(({ open, isNumber }) => !open && isNumber)) {
      expect(said).toContain('attends to nothing');
    }
  });

  test('what is told of the row and its numbers is true of them', () => {
    const { total, isNumber } = rows[3];
    const text = node.textContent;
    expect(text.includes('its weights are not numbers')).toBe(!isNumber);
    expect(text.includes('attends to nothing: its weights sum to 0.00')).toBe(total === 0);
    for (const number of node.querySelectorAll(
      '[data-number^="share"], [data-number^="weights"]'
    )) {
      number.dispatchEvent(new Event('pointerover', { bubbles: true }));
      const why = node.querySelector('.jp-Attention-why')!.textContent;
      expect(why).not.toMatch(/÷ the row’s sum 0\.000 = 0/);
    }
    expect(text).not.toContain('÷ 0.000−');
  });
});

describe.each<[string, object, RegExp]>([
  ['usual', {}, /Both forms agree\. Move/],
  ['large', { scale: 1000 }, /has overflowed/],
  ['a large sum', { scale: 1, overrides: everywhere(709.5) }, /has overflowed/],
  ['small', { scale: 1, overrides: everywhere(-800) }, /has underflowed/],
  ['masked', { mask: ROW }, /every one of these scores is masked/i]
])('the note on the softmax, with scores that are %s', (_, fields, words) => {
  test('says what the two forms give', () => {
    const view = { rail: 'notes', query: 3 };
    const { node } = show({ ...LIONS, ...fields, view });
    expect(node.querySelector('.jp-mod-notesPane [aria-live]')!.textContent).toMatch(words);
  });
});

test('the steps say what the softmax does with these scores', () => {
  const said = (fields: object) =>
    show({
      ...LIONS,
      ...fields,
      view: { query: 3, ...fields }
    }).node.querySelector('.jp-Attention-line [aria-live]')!.textContent;
  expect(said({ step: 'exponentiate', softmax: 'naive' })).toContain('subtracts nothing');
  expect(said({ step: 'exponentiate' })).toContain('the largest is subtracted first');
  expect(said({ step: 'normalise' })).toContain('shares of one whole');
  expect(said({ step: 'normalise', mask: ROW })).toContain('nothing to share out');
  expect(said({ step: 'normalise', mask: ROW, softmax: 'naive' })).toContain('no numbers');
  expect(said({ step: 'normalise', mask: 'causal', mask_at: 'weights' })).toContain('takes away');
  expect(said({ step: 'scale', scale: 3 })).not.toContain('do not make');
});
