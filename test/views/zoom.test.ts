import { transformed } from '../../src/views/matrix/zooming.ts';

const all = { query: [0, 64], key: [0, 8192] } as const;
const size = [400, 400] as const;

test('two fingers that draw together show more about their middle, as far as can be shown', () => {
  const runs = { query: [20, 16], key: [4000, 512] } as const;
  const half = { k: 0.5, x: 100, y: 100 }; // about the middle of the picture
  expect(transformed(runs, all, half, size)).toEqual({ query: [12, 32], key: [4000, 512] });
  const quarter = { k: 0.25, x: 150, y: 150 };
  expect(transformed(runs, all, quarter, size)).toEqual({ query: [0, 64], key: [4000, 512] });
});

test('what is under the fingers stays there', () => {
  const runs = { query: [0, 64], key: [4000, 512] } as const;
  const twice = { k: 2, x: -400, y: 0 }; // about the upper right corner
  expect(transformed(runs, all, twice, size)).toEqual({ query: [0, 32], key: [4256, 256] });
});
