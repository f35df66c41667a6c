import fc from 'fast-check';
import {
  cellAt,
  cellText,
  LIGHT,
  matrixCells,
  rasterOf,
  shadeAt
} from '../../../src/figures/index.ts';
import {
  differenceCells,
  differenceCsv,
  largestIn,
  onOneScale,
  pinnedCells
} from '../../../src/figures/pair/index.ts';
import type { Numbers } from '../../../src/figures/pair/index.ts';
import { AttentionModel } from '../../../src/model/index.ts';
import type { Ready } from '../../../src/model/index.ts';
import { realModel } from '../../setup/recorded.ts';

/** A layer of the model on the stage, and its cells. */
function stage(layer: number, head: number) {
  const model = new AttentionModel();
  model.load({ ...realModel(), view: { layer, head } });
  const { trace, selection } = model.state as Ready;
  return { trace, cells: matrixCells(trace, selection) };
}
const causal = stage(1, 2);
const full = stage(0, 1);
const each = (visit: (query: number, key: number) => void) => {
  for (let query = 0; query < 25; query++) {
    for (let key = 0; key < 25; key++) {
      visit(query, key);
    }
  }
};

test('a difference is the one less the other, cell by cell, and what is masked in one alone counts as 0', () => {
  const difference = differenceCells(causal.cells, full.cells);
  const back = differenceCells(full.cells, causal.cells);
  each((query, key) => {
    const own = key <= query ? causal.trace.heads[2].weights[query][key] : 0;
    const other = full.trace.heads[1].weights[query][key];
    expect(cellAt(difference, query, key)).toBe(own - other);
    expect(cellAt(back, query, key)).toBe(other - own);
  });
});

test('what both masks hide is hidden; of a head and itself nothing differs', () => {
  const none = differenceCells(causal.cells, pinnedCells(causal.cells, causal.cells));
  each((query, key) => expect(cellAt(none, query, key)).toBe(key <= query ? 0 : null));
  expect(largestIn(none, rasterOf(none, [25, 25]))).toBeNull();
  const may = Array.from({ length: 25 }, () =>
    Array.from({ length: 25 }, (_, key) => key % 2 === 0)
  );
  const either = differenceCells(causal.cells, { ...full.cells, may });
  each((query, key) =>
    expect(cellAt(either, query, key) === null).toBe(key > query && key % 2 === 1)
  );
});

test('on one scale the same colour is the same share in both', () => {
  const pictures = (shading: 'sight' | 'row') =>
    [causal, full].map(({ cells }) => rasterOf({ ...cells, shading }, [25, 25]));
  const [a, b] = pictures('sight');
  const [one, other] = onOneScale(a, b);
  expect([one.high, other.high]).toEqual([1, 1].map(() => Math.max(a.high, b.high)));
  const [own, its] = onOneScale(...(pictures('row') as [typeof a, typeof b]));
  each((query, key) => {
    expect(shadeAt(own, query, 0.3)).toBe(shadeAt(its, query, 0.3));
    expect(shadeAt(own, query, a.values[query * 25 + key] || 0)).toBeLessThanOrEqual(1);
  });
});

test('nothing lies in the middle of the colours, and equal steps to both sides are equally far from it', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 1e-3, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.option(fc.integer({ min: 13, max: 4096 })),
      (high, x, y, keys) => {
        const raster = { low: -high, high, highs: null, even: keys && 1 / keys };
        const shade = (value: number) => shadeAt(raster, 0, value * high);
        expect(shade(0)).toBe(0.5);
        expect(shade(1)).toBeCloseTo(1, 12);
        expect(shade(x) - 0.5).toBeCloseTo(0.5 - shade(-x), 12);
        expect(Math.sign(shade(x) - shade(y)) * Math.sign(x - y)).toBeGreaterThanOrEqual(0);
      }
    )
  );
});

test('the most that differs in sight is found, also where a point stands for many cells', () => {
  const difference = differenceCells(causal.cells, full.cells);
  let [most, at] = [0, [0, 0]];
  each((query, key) => {
    const size = Math.abs(cellAt(difference, query, key)!);
    [most, at] = size > most ? [size, [query, key]] : [most, at];
  });
  expect(largestIn(difference, rasterOf(difference, [25, 25]))).toEqual(at);
  expect(largestIn(difference, rasterOf(difference, [7, 6]))).toEqual(at);
});

test('points have a sign, and one that shows as nothing has none', () => {
  const text = (value: number, precise?: boolean) => cellText(value, 'difference', LIGHT, precise);
  expect([0.254, -0.254, 0, 0.001, -0.001].map(value => text(value))).toEqual(['+25', '−25', '0', '0', '0']); // prettier-ignore
  expect(text(0.001, true)).toBe('+0.10');
  expect(cellText(-0.254, 'difference', { ...LIGHT, comma: true }, true)).toBe('−25,40');
});

test('as CSV it has every digit, and a line a query', () => {
  const other: Numbers = full.cells;
  const lines = [...differenceCsv(causal.trace, causal.cells, other)].join('').trim().split('\r\n');
  const tokens = lines[0].split(',').slice(1);
  expect(tokens[0]).toBe('" word0 (1)"');
  expect(lines.slice(1).map(line => line.split(',')[0])).toEqual(tokens);
  each((query, key) => {
    const number = Number(lines[query + 1].split(',')[key + 1]);
    expect(number).toBe(cellAt(differenceCells(causal.cells, other), query, key));
  });
});
