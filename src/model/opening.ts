import { entropy } from '../engine/index.ts';
import type { Trace } from '../engine/index.ts';

/** Queries that are looked at: the first page of what is listed, which the first view shows anyway. */
const QUERIES = 64;
/** Weights that are looked at, in whole rows: fewer of these where there are many keys. */
const WEIGHTS = 65_536;
/** Bits by which a row has to say more than one before it: less is how the numbers were rounded. */
const FELT = 1e-5;

/**
 * The query whose row of weights says most: of all the keys that it may attend to it has chosen, by
 * log₂ of their number less the entropy of the row, in bits. The first of those that say as much.
 *
 * It looks at the first 64 queries, of more than 1,024 keys at fewer: rows of the weights that are
 * made together, and that a view which opens on the first query shows too.
 */
export function tellingQuery({ heads, mask, keyTokens }: Trace, head: number): number {
  const { weights } = heads[head];
  const looked = Math.floor(WEIGHTS / keyTokens.length);
  const count = Math.min(weights.length, QUERIES, Math.max(1, looked));
  let [found, most] = [0, 0];
  for (let query = 0; query < count; query++) {
    const keys = mask?.[query].filter(may => may).length ?? keyTokens.length;
    const bits = keys === 0 ? 0 : Math.log2(keys) - entropy(weights[query]);
    if (bits > most + FELT) {
      [found, most] = [query, bits];
    }
  }
  return found;
}

/** Whether a line is another one, and not the one before with some words changed: most of the words are. */
export function isAnotherLine(a: readonly string[], b: readonly string[]): boolean {
  const [fewer, more] = [new Set(a), new Set(b)].sort((x, y) => x.size - y.size);
  return 2 * [...fewer].filter(word => more.has(word)).length < fewer.size;
}
