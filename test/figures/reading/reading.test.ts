import fc from 'fast-check';
import {
  hasParts,
  LINE_DASHES,
  MOST_LINES,
  piecesOf,
  readColumn,
  readRow,
  seenBend,
  shareLinesOf,
  strongestOf,
  unitAt,
  unitsOf,
  wrapped
} from '../../../src/figures/reading/index.ts';
import type { Piece, TextLine, Unit } from '../../../src/figures/reading/index.ts';

const BERT = {
  tokens: ['[CLS]', 'Angry', 'lions', 'hunt', 'zebra', 's', ',', '[SEP]'],
  info: {
    texts: ['[CLS]', 'angry', 'lions', 'hunt', 'zebra', '##s', ',', '[SEP]'],
    special: [true, false, false, false, false, false, false, true],
    words: [-1, 0, 1, 2, 3, 3, 4, -1]
  }
};
const total = (row: ArrayLike<number>) => Array.from(row).reduce((sum, each) => sum + each, 0);
const texts = (units: readonly Unit[]) => units.map(({ text }) => text);

/** Tokens of a text that some tokenizer made, with what it says of them. */
const tokenized = (least: number) =>
  fc
    .array(fc.record({ word: fc.nat(6), special: fc.boolean() }), {
      minLength: least,
      maxLength: 9
    })
    .map(all => ({
      tokens: all.map((_, t) => `t${t}`),
      info: {
        special: all.map(({ special }) => special),
        words: all.map(({ word, special }) => (special ? -1 : word - 1))
      }
    }));

/** A head between two texts: rows that need not sum to 1, as those that were recorded. */
const head = fc
  .record({ asks: tokenized(1), answers: tokenized(1), joined: fc.boolean() })
  .chain(({ asks, answers, joined }) =>
    fc
      .array(
        fc.array(
          fc.nat(64).map(share => share / 64),
          {
            minLength: answers.tokens.length,
            maxLength: answers.tokens.length
          }
        ),
        { minLength: asks.tokens.length, maxLength: asks.tokens.length }
      )
      .map(weights => ({
        weights,
        queries: unitsOf(asks.tokens, asks.info, joined),
        keys: unitsOf(answers.tokens, answers.info, joined)
      }))
  );

test('sub-words are joined to words, specials and what is of no word stay alone', () => {
  expect(texts(unitsOf(BERT.tokens, BERT.info, true))).toEqual(['[CLS]', 'Angry', 'lions', 'hunt', 'zebras', ',', '[SEP]']); // prettier-ignore
  expect(texts(unitsOf(BERT.tokens, BERT.info))).toEqual(BERT.tokens);
  expect(hasParts(BERT.tokens, BERT.info)).toBe(true);
  expect(hasParts(['a', 'b'], { words: [0, 1] })).toBe(false);
  expect(hasParts(['a', 'b'], undefined)).toBe(false);
  expect(texts(unitsOf(['a', 'b'], { words: [-1, -1] }, true))).toEqual(['a', 'b']);
  expect(texts(unitsOf(['un', '##like'], { texts: ['un', '##like'], words: [0, 0] }, true))).toEqual(['unlike']); // prettier-ignore
});

test('every token is in exactly one unit, whose place is found', () => {
  fc.assert(
    fc.property(tokenized(1), fc.boolean(), ({ tokens, info }, joined) => {
      const units = unitsOf(tokens, info, joined);
      expect(units.flatMap(({ first, end }) => tokens.slice(first, end))).toEqual(tokens);
      expect(texts(units).join('')).toBe(tokens.join(''));
      tokens.forEach((_, t) => {
        const { first, end, special } = units[unitAt(units, t)];
        expect(first <= t && t < end).toBe(true);
        expect(special).toBe(info.special[t]);
      });
    })
  );
});

test('a row of words is the mean of its tokens’ rows, each share the sum of a word’s', () => {
  const weights = [
    [0.5, 0.25, 0.25],
    [0.1, 0.2, 0.7],
    [0.3, 0.3, 0.4]
  ];
  const units = unitsOf(['un', 'like', 'ly'], { words: [0, 0, 1] }, true);
  const { shares, taken } = readRow(weights, units[0], units, { dimmed: false });
  expect([...shares].map(share => share.toFixed(6))).toEqual(['0.525000', '0.475000']);
  expect(taken).toBe(0);
});

test('a row that is read sums as the mean of its rows, with special tokens or without', () => {
  fc.assert(
    fc.property(head, fc.boolean(), ({ weights, queries, keys }, dimmed) => {
      for (const unit of queries) {
        const { shares, taken } = readRow(weights, unit, keys, { dimmed });
        const rows = weights.slice(unit.first, unit.end);
        const whole = total(rows.map(total)) / rows.length;
        const plain = readRow(weights, unit, keys, { dimmed: false }).shares;
        const specials = total(keys.map(({ special }, k) => (special ? plain[k] : 0)));
        const isLeft = whole - specials > 1e-9;
        expect(taken).toBeCloseTo(dimmed ? specials : 0, 9);
        expect(isLeft || !dimmed ? total(shares) : 0).toBeCloseTo(isLeft || !dimmed ? whole : 0, 9);
        keys.forEach(({ special }, k) => {
          expect(shares[k] === 0 || !(special && dimmed)).toBe(true);
        });
      }
    })
  );
});

test('what is left of a row keeps its proportions', () => {
  fc.assert(
    fc.property(head, ({ weights, queries, keys }) => {
      const [plain, left] = [false, true].map(dimmed => readRow(weights, queries[0], keys, { dimmed }).shares); // prettier-ignore
      const open = keys.flatMap(({ special }, k) => (special ? [] : [k]));
      const [a, b] = [total(open.map(k => plain[k])), total(open.map(k => left[k]))];
      open.forEach(k => {
        expect(left[k] * a).toBeCloseTo(plain[k] * b, 9);
      });
    })
  );
});

test('a column has of every row what the row has', () => {
  fc.assert(
    fc.property(head, fc.boolean(), ({ weights, queries, keys }, dimmed) => {
      keys.forEach((key, k) => {
        const column = readColumn(weights, key, queries, keys, { dimmed });
        queries.forEach((unit, q) => {
          expect(column[q]).toBeCloseTo(readRow(weights, unit, keys, { dimmed }).shares[k], 9);
        });
      });
    })
  );
});

test('a row is the weights themselves where nothing is joined or left out, and never changed', () => {
  const weights = [Float64Array.of(0.5, 0.5), Float64Array.of(0.25, 0.75)];
  const units = unitsOf(['[CLS]', 'a'], { special: [true, false] });
  expect(readRow(weights, units[1], units, { dimmed: false }).shares).toBe(weights[1]);
  const { shares, taken } = readRow(weights, units[1], units, { dimmed: true });
  expect([[...shares], taken]).toEqual([[0, 1], 0.25]);
  expect([...weights[1]]).toEqual([0.25, 0.75]);
});

test('where specials take all, nothing is left', () => {
  const units = unitsOf(['[CLS]', 'a'], { special: [true, false] });
  expect([...readRow([[1, 5e-324]], units[0], units, { dimmed: true }).shares]).toEqual([0, 0]);
  expect([...readRow([[1, 0], [1, 0]], units[1], units, { dimmed: true }).shares]).toEqual([0, 0]); // prettier-ignore
});

test('the strongest come first, none below what is wanted, none without a share', () => {
  expect(strongestOf([0.1, 0.6, 0, 0.3, NaN], 2)).toEqual([{ unit: 1, share: 0.6 }, { unit: 3, share: 0.3 }]); // prettier-ignore
  expect(strongestOf([0.1, 0.6, 0.3], 9, 0.3).map(({ unit }) => unit)).toEqual([1, 2]);
});

test('lines are as many as shares are strong enough, of every head, and no more than can be told apart', () => {
  const even = [Array.from({ length: 200 }, () => 1 / 200)];
  const keys = unitsOf(even[0].map((_, k) => `k${k}`));
  const lines = (least: number) =>
    shareLinesOf([even, [[1, ...even[0].slice(1).fill(0)]]], unitsOf(['q']), [0], keys, { dimmed: false, least }); // prettier-ignore
  expect(lines(0.5)).toEqual([{ from: 0, to: 0, share: 1, head: 1 }]);
  expect(lines(0)).toHaveLength(MOST_LINES + 1);
  expect(new Set(LINE_DASHES.map(String)).size).toBe(LINE_DASHES.length);
});

const shown = (pieces: readonly Piece[]) => pieces.map(({ gap, body }) => (gap ? ' ' : '') + body).join(''); // prettier-ignore
const textOf = (tokens: readonly string[], info?: (typeof BERT)['info'], source?: string) =>
  shown(piecesOf(unitsOf(tokens, info), tokens, info, source));

test('a text has its spaces: its own, those of its pieces, or of its source; else between words', () => {
  expect(textOf(BERT.tokens, BERT.info)).toBe('[CLS] Angry lions hunt zebras, [SEP]');
  expect(textOf(['Ang', 'ry', ' lions', ',', ' in', 'deed'])).toBe('Angry lions, indeed');
  const told = { texts: ['▁Dogs', '▁sleep', '.'], special: [false, false, false], words: [0, 1, 1] }; // prettier-ignore
  expect(textOf(['Dogs', 'sleep', '.'], told)).toBe('Dogs sleep.');
  expect(textOf(['cats', 'sleep', 't'], undefined, 'Cats sleep-t')).toBe('cats sleept');
  expect(textOf(['cats', 'elsewhere'], undefined, 'Cats')).toBe('cats elsewhere');
  expect(textOf(['(', 'a', ')', 'b', '?'])).toBe('(a) b?');
  expect(textOf(['a', '  ', ' '])).toBe('a   ');
});

test('a line ends where the text does', () => {
  const tokens = ['a', '\n', 'b'];
  const pieces = piecesOf(unitsOf(tokens), tokens, undefined, undefined);
  expect(pieces.map(({ ends }) => ends)).toEqual([false, true, false]);
  expect(wrapped(pieces, [1, 1, 1], 1, 100)).toEqual([[0, 2], [2, 3]]); // prettier-ignore
});

test('lines have all pieces in their order, break before spaces, and are no wider than there is room', () => {
  const piece = fc.record({ gap: fc.boolean(), ends: fc.boolean(), body: fc.constant('x') });
  fc.assert(
    fc.property(
      fc.array(fc.tuple(piece, fc.integer({ min: 1, max: 30 })), { minLength: 1, maxLength: 30 }),
      fc.integer({ min: 30, max: 60 }),
      (all, room) => {
        const pieces = all.map(([each]) => each);
        const widths = all.map(([, width]) => width);
        const lines = wrapped(pieces, widths, 3, room);
        expect(lines.flatMap(([first, end]) => widths.slice(first, end))).toEqual(widths);
        const wide = ([first, end]: TextLine) =>
          widths.slice(first, end).reduce((sum, width, p) => sum + width + (p > 0 && pieces[first + p].gap ? 3 : 0), 0); // prettier-ignore
        lines.forEach((line, l) => {
          expect(wide(line)).toBeLessThanOrEqual(room);
          const next = lines[l + 1]?.[0];
          const parts = next !== undefined && !pieces[next].gap && !pieces[next - 1].ends;
          // Within what no space parts a line breaks only where that is wider than a line.
          expect(!parts || runWidth(pieces, widths, next) > room).toBe(true);
        });
      }
    )
  );
});

/** The width of the run without a space that a piece is in. */
function runWidth(pieces: readonly Piece[], widths: readonly number[], at: number): number {
  const parts = (p: number) => pieces[p].gap || pieces[p - 1]?.ends;
  let [first, end] = [at, at + 1];
  while (first > 0 && !parts(first)) {
    first -= 1;
  }
  while (end < pieces.length && !parts(end)) {
    end += 1;
  }
  return total(widths.slice(first, end));
}

test('of a bend the part in sight is drawn, on the same way, and nothing far out of sight', () => {
  const height = fc.integer({ min: -3000, max: 3000 });
  const on = (y: number, toY: number, x: number) => {
    // The bend between x = 0 and 100: x and y of the same place on its way.
    const places = Array.from({ length: 20_001 }, (_, i) => i / 20_000);
    const across = (t: number) => 150 * t * (1 - t) ** 2 + 150 * t * t * (1 - t) + 100 * t ** 3;
    const t = places.reduce((best, at) => Math.abs(across(at) - x) < Math.abs(across(best) - x) ? at : best, 0); // prettier-ignore
    return y + (toY - y) * t * t * (3 - 2 * t);
  };
  fc.assert(
    fc.property(height, height, (y, toY) => {
      const bend = seenBend([0, y], [100, toY], 0, 300);
      if (bend === null) {
        expect(Math.max(y, toY) < 0 || Math.min(y, toY) > 300).toBe(true);
        return;
      }
      const [from, out, into, to] = bend;
      const reach = Math.abs(toY - y) * 0.003 + 1;
      [from, to].forEach(([x, at]) => {
        expect(at).toBeGreaterThan(-reach);
        expect(at).toBeLessThan(300 + reach);
        expect(Math.abs(at - on(y, toY, x))).toBeLessThan(reach);
      });
      const middle = [0, 1].map(i => (from[i] + 3 * out[i] + 3 * into[i] + to[i]) / 8);
      expect(Math.abs(middle[1] - on(y, toY, middle[0]))).toBeLessThan(reach);
      const isIn = (at: number) => at >= 0 && at <= 300;
      expect(!isIn(y) || from[1] === y).toBe(true);
      expect(!isIn(toY) || Math.abs(to[1] - toY) < 1e-9).toBe(true);
    }),
    { numRuns: 40 }
  );
});
