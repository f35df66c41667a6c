import { visible } from '../text.ts';

/** Words of a title at most. */
const LONGEST = 12;

/** A sentence as the title of a figure or page. */
export function titleOf(tokens: readonly string[]): string {
  const shown = tokens.slice(0, LONGEST).map(token => visible(token));
  return `${shown.join(' ')}${tokens.length > LONGEST ? ' …' : ''}`;
}
