import fc from 'fast-check';
import {
  isPatch,
  mostOf,
  patchAt,
  placeOf,
  pointsOf,
  shareShade,
  sharesOf,
  walkedFrom
} from '../../../src/figures/picture/index.ts';
import { layerSpec, parse, pixelsOf, serialize } from '../../../src/format/index.ts';
import { applyEdit, open } from '../../../src/model/index.ts';
import type { Computed } from '../../../src/model/index.ts';
import { PATCHES, PIXELS, pictureModel, SHAPE } from '../../setup/patches.ts';

const grids = fc.record({
  rows: fc.integer({ min: 1, max: 40 }),
  columns: fc.integer({ min: 1, max: 40 }),
  first: fc.integer({ min: 0, max: 9 })
});
const computed = (payload: object = pictureModel()): Computed => {
  const outcome = open(payload);
  if (!outcome.ok) {
    throw new Error(JSON.stringify(outcome.problems));
  }
  return outcome.computed;
};

test('the middle of a patch is that patch, and every spot is one', () => {
  fc.assert(
    fc.property(grids, fc.nat(), fc.double({ min: -1, max: 2, noNaN: true }), (grid, at, spot) => {
      const { rows, columns, first } = grid;
      const token = first + (at % (rows * columns));
      const [row, column] = placeOf(grid, token);
      expect(isPatch(grid, token)).toBe(true);
      expect(patchAt(grid, [(column + 0.5) / columns, (row + 0.5) / rows])).toBe(token);
      expect(isPatch(grid, patchAt(grid, [spot, spot]))).toBe(true);
      expect(isPatch(grid, first - 1) || isPatch(grid, first + rows * columns)).toBe(false);
    })
  );
});

test('arrows go to the patch beside and back, stop at the edges, and come from elsewhere to the first', () => {
  fc.assert(
    fc.property(grids, fc.nat(), (grid, at) => {
      const { rows, columns, first } = grid;
      const token = first + (at % (rows * columns));
      const [row, column] = placeOf(grid, token);
      const to = (key: string) => placeOf(grid, walkedFrom(grid, token, key)!);
      expect(to('ArrowRight')).toEqual([row, Math.min(columns - 1, column + 1)]);
      expect(to('ArrowUp')).toEqual([Math.max(0, row - 1), column]);
      expect(to('Home')).toEqual([row, 0]);
      expect(to('PageDown')).toEqual([rows - 1, column]);
      if (row + 1 < rows) {
        expect(walkedFrom(grid, walkedFrom(grid, token, 'ArrowDown')!, 'ArrowUp')).toBe(token);
      }
      expect(walkedFrom(grid, first + rows * columns, 'ArrowLeft')).toBe(first);
      expect(walkedFrom(grid, token, 'a')).toBeNull();
    })
  );
});

test('what a token gives is its row, what it gets its column; the mask hides in both', () => {
  const { trace } = computed();
  const { weights } = trace.heads[0];
  expect(sharesOf(trace, 0, 9, false)).toEqual([...weights[9]]);
  expect(sharesOf(trace, 0, 9, true)).toEqual(trace.tokens.map((_, query) => weights[query][9]));
  const vector = [[[1], [2], [0]]];
  const causal = computed({
    ...{ format: 'attention', version: 1, tokens: ['a', 'b', 'c'] },
    ...{ query: vector, key: vector, mask: 'causal' }
  });
  expect(sharesOf(causal.trace, 0, 1, false)[2]).toBeNull();
  expect(sharesOf(causal.trace, 0, 1, true)[0]).toBeNull();
  expect(sharesOf(causal.trace, 0, 1, true)[2]).toBe(causal.trace.heads[0].weights[2][1]);
});

test('the strongest is found among patches, or among all; of no share there is none', () => {
  const shares = [0.5, 0.1, 0.1, 0.2, null, 0.1];
  const grid = { rows: 2, columns: 2, first: 2 };
  expect([mostOf(shares, null), mostOf(shares, grid)]).toEqual([0, 3]);
  expect(mostOf([0, null], null)).toBeNull();
  expect(shareShade(0.2, 0.2, 6)).toBe(1);
  expect(shareShade(1 / 100, 0.5, 100)).toBeCloseTo(0.25, 12);
  expect([null, NaN, -1, 0].map(share => shareShade(share, 0.5, 9))).toEqual([0, 0, 0, 0]);
});

test('points of a picture come back as they were sent, in colour and in grey', () => {
  const { spec } = parse(pictureModel());
  const pixels = pixelsOf(spec!.image!);
  expect(Buffer.from(pixels).equals(Buffer.from(PIXELS))).toBe(true);
  expect(serialize(spec!).image).toEqual(pictureModel().image);
  const [own, grey] = [pointsOf(pixels, false), pointsOf(pixels, true)];
  expect(own).toHaveLength(SHAPE[0] * SHAPE[1] * 4);
  expect([...own.subarray(0, 4)]).toEqual([...PIXELS.subarray(0, 3), 255]);
  expect(grey[4]).toBe(grey[5]);
  expect([...pointsOf(Uint8Array.of(255, 255, 255, 0, 0, 0), true)]).toEqual([255, 255, 255, 255, 0, 0, 0, 255]); // prettier-ignore
});

test('tokens that are moved or typed anew are no patches of the picture any longer', () => {
  const { rows, columns, first } = PATCHES;
  const tokens = Array.from({ length: rows * columns + first }, (_, t) => `t${t}`);
  const { spec } = parse({ format: 'attention', version: 1, tokens, image: pictureModel().image });
  expect(spec!.image).toBeDefined();
  expect(applyEdit(spec!, { type: 'sentence', sentence: tokens.reverse().join(' ') }).image).toBeUndefined(); // prettier-ignore
  expect(applyEdit(spec!, { type: 'stages', stages: { temperature: 2 } }).image).toBe(spec!.image);
  expect(layerSpec(parse(pictureModel()).spec!, 1).image).toBeUndefined();
});
