import fc from 'fast-check';
import {
  LIGHT,
  matrixCells,
  matrixFigure,
  move,
  outputsScene,
  planeFigure,
  planeScene,
  raised,
  rasterOf,
  scenePlacements,
  shareOf
} from '../../src/figures/index.ts';
import type { Scene } from '../../src/figures/index.ts';
import { LAYERS, STAGES } from '../../src/format/index.ts';
import { AttentionModel } from '../../src/model/index.ts';
import type { Ready } from '../../src/model/index.ts';

/** A state whose embeddings are these; scores are 0 where q would be too large to multiply. */
function stateOf(embeddings: readonly (readonly number[])[]): Ready {
  const size = embeddings[0].length;
  const square = (entry: (r: number, c: number) => number) =>
    embeddings[0].map((_, r) => embeddings[0].map((_, c) => entry(r, c)));
  const most = Math.max(...embeddings.flat().map(Math.abs));
  const model = new AttentionModel();
  model.load({
    format: 'attention',
    version: 1,
    tokens: embeddings.map((_, t) => `t${t}`),
    embeddings,
    projections: {
      query: square((r, c) => (r === c && most < 1e150 ? 1 : 0)),
      key: square((r, c) => (r === c && most < 1e150 ? 1 : 0)),
      value: square((r, c) => (r === c ? 1 : 0))
    },
    scale: 1 / Math.sqrt(size)
  });
  expect(model.state).toMatchObject({ status: 'ready' });
  return model.state as Ready;
}

/** What Plotly needs of a plane: two ends of an axis that differ, and numbers between them. */
function expectDrawable(scene: Scene, count: number): void {
  const { data, layout } = planeFigure(scene, LIGHT, scenePlacements(scene, [400, 400]));
  for (const axis of [layout.xaxis!, layout.yaxis!]) {
    const [low, high] = axis.range as number[];
    expect(low).toBeLessThan(high);
    expect(high - low).toBeGreaterThan(1e-9);
    expect(high - low).toBeLessThan(1e11);
    expect(JSON.stringify(axis.title)).not.toContain('NaN');
  }
  const { reach } = scene.frame;
  for (const { x, y } of data as { x: (number | null)[]; y: (number | null)[] }[]) {
    const numbers = [...x, ...y].filter(part => part !== null);
    expect(numbers.every(Number.isFinite)).toBe(true);
  }
  expect(scene.points.length).toBeGreaterThanOrEqual(count);
  expect(scene.points.every(({ x, y }) => Math.max(Math.abs(x), Math.abs(y)) <= reach)).toBe(true);
  for (const share of scene.frame.basis.variance ?? []) {
    expect(share).toBeGreaterThanOrEqual(0);
    expect(share).toBeLessThanOrEqual(1.000001);
  }
}

const power = fc.integer({ min: -323, max: 307 });
const numbers = (size: number) =>
  fc.array(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: size, maxLength: size }), {
    minLength: 1,
    maxLength: 6
  });

test.each([1, 2, 3, 7])('embeddings of any size are drawn on planes, with %i dimensions', size => {
  fc.assert(
    fc.property(numbers(size), power, (parts, power) => {
      const state = stateOf(parts.map(row => row.map(part => raised(part, power))));
      const { trace, selection } = state;
      const all = {
        ...selection,
        layers: LAYERS,
        askingAlone: false,
        geometry: ['levels', 'hull'] as const
      };
      expectDrawable(planeScene(trace, selection), parts.length);
      expectDrawable(planeScene(trace, all), parts.length);
      expectDrawable(outputsScene(trace, selection), parts.length);
    }),
    { seed: 13, numRuns: 60 }
  );
});

test('the points of tiny and huge words lie as those of usual ones do', () => {
  const words = [
    [1, 2],
    [-3, 4],
    [5, -6]
  ];
  const spots = (power: number) => {
    const state = stateOf(words.map(row => row.map(part => raised(part, power))));
    const { points, frame } = planeScene(state.trace, {
      ...state.selection,
      layers: ['embeddings'],
      askingAlone: false
    });
    return points.filter(({ bare }) => !bare).map(({ x, y }) => [x / frame.reach, y / frame.reach]);
  };
  for (const power of [-320, -310, -200, 100, 300]) {
    spots(power).forEach((spot, t) =>
      spot.forEach((part, c) => expect(part).toBeCloseTo(spots(0)[t][c], power < -315 ? 2 : 6))
    );
  }
});

test('a tiny word that is moved by a share of the plane moves by that share', () => {
  const { trace, selection } = stateOf([
    [1e-310, 2e-310],
    [3e-310, -1e-310]
  ]);
  const { basis } = planeScene(trace, selection).frame;
  const [x, y] = move(trace.embeddings[0], [1, -2], basis);
  expect(x / 1e-310).toBeCloseTo(2, 6);
  expect(y / 1e-310).toBeCloseTo(0, 6);
});

test.each<[string, number[][]]>([
  ['all equal', Array.from({ length: 3 }, () => [1e-310, 1e-310, 1e-310])],
  ['all zero', Array.from({ length: 3 }, () => [0, 0, 0])],
  ['the smallest there is', [[5e-324], [-5e-324]]],
  ['near the largest there is', [[1.7e308, -1.7e308]]],
  [
    'one huge beside tiny ones',
    [
      [1e300, 0, 0],
      [0, 1e-300, 0],
      [0, 0, 1e-300]
    ]
  ],
  [
    'differences that vanish when squared',
    [
      [5, 0, 1e-200],
      [5, 1e-200, 0],
      [5, 0, 0]
    ]
  ],
  ['one token', [[1e-310, 2e-310, 0, 1]]]
])('embeddings that are %s are drawn', (_, embeddings) => {
  const { trace, selection } = stateOf(embeddings);
  expectDrawable(planeScene(trace, selection), embeddings.length);
  expectDrawable(outputsScene(trace, selection), embeddings.length);
});

test('cells of any size have their colours and their numbers', () => {
  fc.assert(
    fc.property(
      numbers(2),
      fc.integer({ min: -161, max: 140 }),
      fc.constantFrom(...STAGES),
      (parts, power, stage) => {
        const { trace, selection } = stateOf(parts.map(row => row.map(p => raised(p, power))));
        const chosen = { ...selection, stage };
        const [heatmap] = matrixFigure(trace, chosen, LIGHT).data as unknown as {
          z: (number | null)[][];
          zmin: number;
          zmax: number;
        }[];
        expect(heatmap.zmin).toBeLessThan(heatmap.zmax);
        expect(heatmap.zmax - heatmap.zmin).toBeGreaterThan(1e-9);
        expect(heatmap.zmax - heatmap.zmin).toBeLessThan(1e11);
        for (const value of heatmap.z.flat()) {
          expect(Number.isFinite(value)).toBe(true);
          expect(value).toBeLessThanOrEqual(heatmap.zmax * 1.000001);
        }
        const cells = matrixCells(trace, chosen);
        const raster = rasterOf(cells, [100, 100]);
        for (const value of raster.values) {
          const share = shareOf(value, raster.low, raster.high);
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(1);
        }
      }
    ),
    { seed: 13, numRuns: 100 }
  );
});
