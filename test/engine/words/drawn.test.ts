import { drawnEmbeddings } from '../../../src/engine/index.ts';

const flat = (seed: number, n = 8, d = 128) => drawnEmbeddings(n, d, seed).flatMap(row => [...row]);
const mean = (numbers: readonly number[]) =>
  numbers.reduce((sum, x) => sum + x, 0) / numbers.length;

test('a seed draws the same numbers on every machine', () => {
  // Made once from the definition, in whole numbers alone (Python's integers).
  expect(drawnEmbeddings(2, 3, 7)).toEqual([
    [-2.01, -1.59, 0.2],
    [-0.71, -2.24, 0.99]
  ]);
});

test('more tokens and more dimensions are added to those that were there', () => {
  const few = drawnEmbeddings(3, 4, 12);
  const many = drawnEmbeddings(9, 128, 12);
  expect(many.slice(0, 3).map(row => row.slice(0, 4))).toEqual(few);
});

test('components have mean 0 and variance 1, and are no neighbours’', () => {
  const all = Array.from({ length: 100 }, (_, seed) => flat(seed)).flat(); // 102,400 numbers
  const error = 1 / Math.sqrt(all.length);
  expect(Math.abs(mean(all))).toBeLessThan(4 * error);
  expect(Math.abs(mean(all.map(x => x ** 2)) - 1)).toBeLessThan(4 * Math.SQRT2 * error);
  const beside = all.slice(1).map((x, i) => x * all[i]);
  expect(Math.abs(mean(beside))).toBeLessThan(4 * error);
  // Of a normal number 68.3 % lie within 1 of the mean, 95.4 % within 2.
  expect(mean(all.map(x => Number(Math.abs(x) < 1)))).toBeCloseTo(0.683, 1);
  expect(mean(all.map(x => Number(Math.abs(x) < 2)))).toBeCloseTo(0.954, 2);
});

test('they are hundredths, and none is −0', () => {
  for (const x of flat(3)) {
    expect(x).toBe(Number(x.toFixed(2)));
    expect(Object.is(x, -0)).toBe(false);
  }
});

test('seeds that are neighbours, or as large as can be, draw other numbers', () => {
  const first = [0, 1, 2, 3, 2 ** 31 - 2, 2 ** 31 - 1].map(seed => flat(seed, 1, 8).join());
  expect(new Set(first).size).toBe(first.length);
});
