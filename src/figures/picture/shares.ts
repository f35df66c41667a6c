import { visitRows } from '../../engine/index.ts';
import type { Trace } from '../../engine/index.ts';
import { shadeAt } from '../raster.ts';
import { isPatch } from './patches.ts';
import type { Patches } from './patches.ts';

/** Of each token its share, or null: the mask hides it. */
export type Shares = readonly (number | null)[];

/**
 * What a token gives to each, or gets from each: a row of the weights, or a column. What it gets does not sum
 * to 1.
 */
export function sharesOf(
  { heads, mask, maskAt }: Trace,
  head: number,
  token: number,
  receives: boolean
): Shares {
  const { weights } = heads[head];
  const may = maskAt === 'scores' ? mask : null;
  if (!receives) {
    return Array.from(weights[token], (weight, key) => (!may || may[token][key] ? weight : null));
  }
  const shares: (number | null)[] = [];
  visitRows(weights, 0, weights.length, (row, query) => {
    shares.push(!may || may[query][token] ? row[token] : null);
  });
  return shares;
}

/** The token with the largest share, of patches alone or of all, or null: none has any. */
export function mostOf(shares: Shares, among: Patches | null): number | null {
  let [found, most]: [number | null, number] = [null, 0];
  shares.forEach((share, token) => {
    if (share !== null && share > most && (!among || isPatch(among, token))) {
      [found, most] = [token, share];
    }
  });
  return found;
}

/** How much of its colour a share has, from 0 to 1: that of `most` all, an even one a quarter. */
export function shareShade(share: number | null, most: number, tokens: number): number {
  const shade = shadeAt({ low: 0, high: most || 1, highs: null, even: 1 / tokens }, 0, share ?? 0);
  return shade > 0 ? Math.min(1, shade) : 0; // also of what is no number
}
