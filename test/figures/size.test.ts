import fc from 'fast-check';
import {
  labelEvery,
  labelled,
  matches,
  matrixCells,
  matrixFigure,
  LIGHT,
  outputsScene,
  outsideOf,
  planeScene,
  POINT,
  rasterOf,
  seenCell
} from '../../src/figures/index.ts';
import { AttentionModel } from '../../src/model/index.ts';
import type { Ready } from '../../src/model/index.ts';

/** A state of so many tokens of three dimensions, with what else a payload says. */
function many(n: number, more: object = {}): Ready {
  const part = (i: number) => Math.round(Math.sin(i * 12.9898) * 1000) / 1000;
  const matrix = (rows: number, columns: number) =>
    Array.from({ length: rows }, (_r, r) =>
      Array.from({ length: columns }, (_c, c) => part(r * columns + c + 1) * 2)
    );
  const model = new AttentionModel();
  model.load({
    format: 'attention',
    version: 1,
    tokens: Array.from({ length: n }, (_, t) => `t${t}`),
    embeddings: matrix(n, 3),
    projections: { query: matrix(3, 3), key: matrix(3, 3), value: matrix(3, 3) },
    ...more
  });
  return model.state as Ready;
}

test.each(['weights', 'scores', 'masked_scores'])(
  'each point is the number farthest from 0 of its block: %s',
  stage => {
    const window = { query: [5, 50], key: [20, 71] };
    const { trace, selection } = many(100, { mask: 'causal', view: { stage, window } });
    const cells = matrixCells(trace, selection);
    const raster = rasterOf(cells, [30, 20]);
    expect(raster).toMatchObject({ block: { down: 3, across: 3 }, rows: 17, columns: 24 });
    for (let r = 0; r < raster.rows; r++) {
      for (let c = 0; c < raster.columns; c++) {
        const inside = cells.values
          .slice(3 * r, 3 * r + 3)
          .flatMap(row => Array.from(row.slice(3 * c, 3 * c + 3)))
          .filter(value => value !== null);
        const at = r * raster.columns + c;
        if (inside.length === 0) {
          expect(raster.points[at]).toBe(POINT.masked);
          continue;
        }
        const most = Math.max(...inside.map(Math.abs));
        expect(Math.abs(raster.values[at])).toBe(most);
        const [query, key] = seenCell(cells, raster.block, 5 + 3 * r, 20 + 3 * c);
        expect(cells.values[query - 5][key - 20]).toBe(raster.values[at]);
      }
    }
  }
);

test('a row in double precision among those in single precision keeps its number', () => {
  const numbers = [Float32Array.of(1, 2), Float64Array.of(1e39, 3)];
  for (const rows of [numbers, [...numbers].reverse()]) {
    const cells = {
      stage: 'scores' as const,
      shading: 'sight' as const,
      even: null,
      window: { query: [0, 2], key: [0, 2] } as const,
      values: [],
      shownRow: null,
      written: false,
      numbers: rows as unknown as readonly number[][],
      may: null
    };
    expect(rasterOf(cells, [9, 9])).toMatchObject({ high: 1e39, low: -1e39 });
  }
});

const odd = fc.constantFrom(...[NaN, Infinity, -Infinity, 0, -0, 1e-45, -3e38].map(Math.fround));
const single = fc.oneof(fc.float({ noDefaultInfinity: true, noNaN: true }), odd);

test('single precision, with what is no number: the same points as of the same numbers in double precision', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(single, { minLength: 7, maxLength: 7 }), { minLength: 1, maxLength: 7 }),
      fc.integer({ min: 1, max: 8 }),
      fc.constantFrom<'causal' | null>('causal', null),
      (numbers, pixels, mask) => {
        const n = numbers.length;
        const rasterAs = (Rows: typeof Float32Array | typeof Float64Array) =>
          rasterOf(
            {
              stage: 'scores',
              shading: 'sight',
              even: null,
              window: { query: [0, n], key: [1, 6] },
              values: [],
              shownRow: null,
              written: false,
              numbers: numbers.map(row => Rows.from(row)),
              may: mask && numbers.map((row, r) => row.map((_, c) => c <= r))
            },
            [pixels, pixels]
          );
        const found = rasterAs(Float32Array);
        const wanted = rasterAs(Float64Array);
        expect(found.values).toBeInstanceOf(Float32Array);
        expect([...found.points]).toEqual([...wanted.points]);
        const plain = ({ values }: typeof found) => [...values].map(value => value + 0); // no −0
        expect(plain(found)).toEqual(plain(wanted));
        expect(found).toMatchObject({ low: wanted.low, high: wanted.high });
      }
    ),
    { numRuns: 300 }
  );
});

test('a point for each cell where there are pixels enough, and rows that have not asked are unknown', () => {
  const { trace, selection } = many(8, { view: { step: 'normalise', query: 2 } });
  const raster = rasterOf(matrixCells(trace, selection), [400, 400]);
  expect(raster).toMatchObject({ rows: 8, columns: 8 });
  expect([...raster.points.subarray(16, 24)]).toEqual(Array(8).fill(POINT.value));
  expect(new Set(raster.points)).toEqual(new Set([POINT.value, POINT.unknown]));
  expect([...raster.values.subarray(16, 24)]).toEqual([...trace.heads[0].weights[2]]);
});

test('only rows of the window are made and read', () => {
  const { trace, selection } = many(100, {
    mask: 'causal',
    view: { stage: 'scaled_scores', window: { query: [40, 10], key: [0, 10] } }
  });
  const read = new Set<number>();
  const watched = new Proxy(trace.heads[0].scaledScores, {
    get(rows, name) {
      if (typeof name === 'string' && /^\d+$/.test(name)) {
        read.add(Number(name));
      }
      return Reflect.get(rows, name) as unknown;
    }
  });
  const head = Object.create(trace.heads[0], { scaledScores: { value: watched } });
  const cells = matrixCells({ ...trace, heads: [head] }, selection);
  rasterOf(cells, [200, 200]);
  expect([...read].sort()).toEqual(Array.from({ length: 10 }, (_, i) => 40 + i));
});

test.each(['scores', 'weights'])(
  'masked scores are drawn as they are, mask at %s, without a row of them made',
  mask_at => {
    const view = { stage: 'masked_scores', window: { query: [5, 50], key: [20, 71] } };
    const more = {
      mask: { causal: true, window: 30 },
      mask_at,
      positions: 'alibi',
      temperature: 2
    };
    const { trace, selection } = many(100, { ...more, view });
    const unmade = Object.create(trace.heads[0], {
      maskedScores: {
        get: () => {
          throw new Error('made');
        }
      }
    });
    const cells = matrixCells({ ...trace, heads: [unmade] }, selection);
    rasterOf(cells, [30, 20]);
    const rows = trace.heads[0].maskedScores.slice(5, 55);
    expect(cells.values.map(row => [...row])).toEqual(rows.map(row => [...row.slice(20, 91)]));
    expect(cells.values.flatMap(row => [...row]).includes(null)).toBe(mask_at === 'scores');
  }
);

test('Plotly never gets more points than it draws', () => {
  const { trace, selection } = many(700);
  const [{ z }] = matrixFigure(trace, selection, LIGHT).data as [{ z: number[][] }];
  expect(z.length).toBeLessThanOrEqual(512);
  expect(z[0].length).toBeLessThanOrEqual(512);
});

test('as many labels as fit', () => {
  expect(labelEvery(16, 400, 13)).toBe(1);
  expect(labelEvery(512, 400, 13)).toBe(17);
  expect(labelEvery(512, 0, 13)).toBe(512);
  expect(labelled([64, 10], 4)).toEqual([64, 68, 72]);
});

test('tokens are found by what is in them, whatever the case', () => {
  expect(matches(['Lion', 'on', 'no', ''], 'ON')).toEqual([0, 1]);
  expect(matches(['a'], '')).toEqual([]);
});

test('what outside of a run gets most is named, and all of it counted', () => {
  const weights = [0.3, 0.1, 0.25, 0.05, 0.295, 0.005];
  expect(outsideOf(weights, [0, 2], 2)).toEqual({
    strongest: [
      { key: 4, weight: 0.295 },
      { key: 2, weight: 0.25 }
    ],
    weight: expect.closeTo(0.6, 12)
  });
  expect(outsideOf(weights, [0, 6], 2)).toEqual({ strongest: [], weight: 0 });
});

test('the plane shows the window and the token that is asking, by their own components', () => {
  const layers = ['embeddings'];
  const near = many(200, {
    view: { layers, query: 3, window: { query: [100, 30], key: [100, 30] } }
  });
  const { points: all, lines, frame } = planeScene(near.trace, near.selection);
  const points = all.filter(({ bare }) => !bare);
  expect(points.map(({ token }) => token)).toEqual([
    ...Array.from({ length: 30 }, (_, i) => 100 + i),
    3
  ]);
  expect(points.filter(({ chosen }) => chosen).map(({ token }) => token)).toEqual([3]);
  expect(lines).toHaveLength(30);
  const far = many(200, { view: { layers, query: 3, window: { query: [0, 30], key: [0, 30] } } });
  expect(planeScene(far.trace, far.selection).frame.basis).not.toEqual(frame.basis);
});

test('the path of contributions ends at the output, whatever is listed', () => {
  const view = { query: 3, window: { query: [100, 30], key: [100, 30] } };
  const { trace, selection } = many(200, { view });
  const { points, lines } = outputsScene(trace, selection);
  const arrows = lines.filter(({ arrow }) => arrow);
  const last = arrows[arrows.length - 1];
  expect(last.text).toBe('170 other keys together');
  const output = points.find(({ layer, chosen }) => layer === 'output' && chosen)!;
  expect(last.to[0]).toBeCloseTo(output.x, 10);
  expect(last.to[1]).toBeCloseTo(output.y, 10);
});
