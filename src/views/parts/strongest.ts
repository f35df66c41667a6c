import { percent } from '../../figures/index.ts';
import type { Translator } from '../frame/translator.ts';

/** Shares that are told at most. */
const MOST = 3;

/** What is to be told of a row. */
interface Strongest {
  /** The keys with the largest shares, the largest first: none is left out that shows as much as one of them. */
  readonly most: readonly number[];
  /** Where too many show as much as the largest to be named, how many these are; 0 otherwise. */
  readonly equals: number;
}

/** The keys whose shares are told: those that show as more than nothing, and no arbitrary few of equals. */
export function strongest(weights: ArrayLike<number>): Strongest {
  const best: number[] = [];
  for (let key = 0; key < weights.length; key++) {
    if (weights[key] > 0) {
      best.push(key);
      best.sort((a, b) => weights[b] - weights[a] || a - b).splice(MOST + 1);
    }
  }
  const shown = (key: number) => percent(weights[key]);
  const [first, next] = [best[0], best[MOST]];
  const told = best.slice(0, MOST).filter(key => key === first || shown(key) !== '0%');
  const most = next === undefined ? told : told.filter(key => shown(key) !== shown(next));
  return most.length > 0 || told.length === 0
    ? { most, equals: 0 }
    : { most: told, equals: Array.from(weights).filter(w => percent(w) === shown(first)).length };
}

/** What is told of a row with nothing to tell: nobody has a share, or no share is a number. */
export function nobody(
  trans: Translator,
  name: string,
  shares: Readonly<ArrayLike<number | null>>
): string {
  return Array.from(shares).some(Number.isNaN)
    ? trans.__('What %1 gives is not a number (NaN).', name)
    : trans.__('%1 listens to nobody.', name);
}
