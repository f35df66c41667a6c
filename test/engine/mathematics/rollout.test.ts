import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { flow, FLOW_EDGES, passedOn, rollout } from '../../../src/engine/index.ts';
import type { Matrix, Passed } from '../../../src/engine/index.ts';

interface Golden {
  readonly name: string;
  readonly weights: readonly (readonly Matrix[])[];
  readonly rollout: Matrix;
  readonly flow: Matrix;
}

const golden = JSON.parse(
  readFileSync(join(__dirname, '../../fixtures/rollout.json'), 'utf8')
) as readonly Golden[];

function expectClose(found: ArrayLike<number>, wanted: ArrayLike<number>): void {
  expect(found).toHaveLength(wanted.length);
  Array.from(wanted).forEach((share, i) => expect(Math.abs(found[i] - share)).toBeLessThan(1e-9));
}

describe.each(golden.map(each => [each.name, each] as const))('%s', (_, wanted) => {
  const layers = wanted.weights.map(passedOn);

  test('rolls out as NumPy multiplies', () => {
    wanted.rollout.forEach((row, query) => expectClose(rollout(layers, query), row));
  });

  test('flows as networkx finds the largest flows', () => {
    wanted.flow.forEach((row, query) => expectClose(flow(layers, query)!, row));
  });
});

/** Layers of a few heads between a few tokens, rows that sum to 1. */
const models = fc
  .record({
    size: fc.integer({ min: 1, max: 6 }),
    heads: fc.integer({ min: 1, max: 3 }),
    layers: fc.integer({ min: 1, max: 4 }),
    seed: fc.infiniteStream(fc.double({ min: 0.01, max: 1, noNaN: true }))
  })
  .map(({ size, heads, layers, seed }) => {
    const row = () => {
      const drawn = Array.from({ length: size }, () => seed.next().value as number);
      const sum = drawn.reduce((total, one) => total + one, 0);
      return drawn.map(one => one / sum);
    };
    const matrix = () => Array.from({ length: size }, row);
    return Array.from({ length: layers }, () => Array.from({ length: heads }, matrix));
  });

const sumOf = (row: ArrayLike<number>) => Array.from(row).reduce((sum, one) => sum + one, 0);

test('laws: rows sum to 1, half of a layer stays, and one layer flows as it rolls out', () => {
  fc.assert(
    fc.property(models, weights => {
      const layers = weights.map(passedOn);
      for (let query = 0; query < layers[0].size; query++) {
        const rolled = rollout(layers, query);
        const flown = flow(layers, query)!;
        expect(sumOf(rolled)).toBeCloseTo(1, 12);
        expect(sumOf(flown)).toBeCloseTo(1, 12);
        expect(rolled[query]).toBeGreaterThanOrEqual(0.5 ** layers.length - 1e-12);
        expectClose(flow(layers.slice(0, 1), query)!, rollout(layers.slice(0, 1), query));
      }
    })
  );
});

test('a layer in which everybody hears nobody but itself changes nothing', () => {
  fc.assert(
    fc.property(models, weights => {
      const layers = weights.map(passedOn);
      const { size } = layers[0];
      const identity = Array.from({ length: size }, (_, i) =>
        Array.from({ length: size }, (__, j) => (i === j ? 1 : 0))
      );
      expectClose(rollout([...layers, passedOn([identity])], 0), rollout(layers, 0));
    })
  );
});

test('a flow through more edges than can be gone through is none', () => {
  const size = Math.ceil(Math.sqrt(FLOW_EDGES)) + 1;
  const layer: Passed = { size, shares: new Float64Array(size * size) };
  expect(flow([layer], 0)).toBe(null);
});
