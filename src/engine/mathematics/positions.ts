import { cheapRows } from '../arrays/lazyRows.ts';
import type { Matrix, Vector } from '../arrays/vector.ts';
import { zeros } from '../arrays/zeros.ts';

/** The base of the wavelengths. */
const BASE = 10_000;

/**
 * Sinusoidal positions, [n, d_model], from position `offset` on: component 2i is
 * sin(pos / 10000^(2i / d_model)), component 2i + 1 its cosine.
 *
 * Source: Vaswani et al., Attention Is All You Need (2017), section 3.5.
 */
export function sinusoidalPositions(n: number, dModel: number, offset: number = 0): Matrix {
  return Array.from({ length: n }, (_, i) =>
    Array.from({ length: dModel }, (_, c) => {
      const angle = sinusoidAngle(offset + i, c, dModel);
      return c % 2 === 0 ? Math.sin(angle) : Math.cos(angle);
    })
  );
}

/** The angle of which component `c` is the sine, or the cosine where `c` is odd. */
export function sinusoidAngle(position: number, c: number, dModel: number): number {
  return position / BASE ** ((c - (c % 2)) / dModel);
}

/**
 * Learned positions, [n, d_model]: the rows of a table from position `offset` on. Past its end a
 * table knows nothing; here it starts again with its first row.
 */
export function learnedPositions(table: Matrix, n: number, offset: number = 0): Matrix {
  return Array.from({ length: n }, (_, i) => table[learnedRow(table, offset + i)]);
}

/** The row of a learned table that a position reads. */
export function learnedRow(table: Matrix, position: number): number {
  return ((position % table.length) + table.length) % table.length;
}

/**
 * The slope of each head in ALiBi: 2^(−8h / H) for head h = 1 … H where H is a power of two;
 * otherwise those of the power of two below, then every second one of the power above.
 *
 * Source: Press et al., Train Short, Test Long (2021), section 3, and its released code.
 */
export function alibiSlopes(nHeads: number): Vector {
  const below = 2 ** Math.floor(Math.log2(nHeads));
  const slopes = (heads: number) =>
    Array.from({ length: heads }, (_, h) => 2 ** ((-8 * (h + 1)) / heads));
  const more = slopes(2 * below).filter((_, h) => h % 2 === 0);
  return [...slopes(below), ...more].slice(0, nHeads);
}

/** What ALiBi adds to the scaled scores of a head: −slope · |i − j|, [queries, keys]. */
export function alibiBias(queries: number, keys: number, slope: number): Matrix {
  return cheapRows<Vector>(queries, keys, i => {
    const row = zeros(keys);
    for (let j = 0; j < keys; j++) {
      row[j] = i === j ? 0 : -slope * Math.abs(i - j);
    }
    return row;
  });
}
