import type { Statement } from '../../format/index.ts';
import { quantityOf } from './quantities.ts';
import type { Stated } from './stated.ts';

/** How far apart two numbers may be that count as equal, where a statement says nothing else. */
const WITHIN = 0.005;

/** A statement with what it comes to in a state. */
export interface Judged {
  readonly statement: Statement;
  /** What it is about, and what that is compared with, as they are; null: the state has none. */
  readonly found: number | string | null;
  readonly wanted: number | string | null;
  readonly holds: boolean;
}

/** What a statement comes to in a state. One about something that is not there never holds. */
export function judge(state: Stated, statement: Statement): Judged {
  const found = quantityOf(state, statement);
  const wanted = comparedWith(state, statement);
  return { statement, found, wanted, holds: holds(statement, found, wanted) };
}

/** Whether there are statements, and all hold. */
export function allHold(judged: readonly Judged[]): boolean {
  return judged.length > 0 && judged.every(({ holds: one }) => one);
}

function comparedWith(state: Stated, { than }: Statement): number | string | null {
  return typeof than === 'object' ? quantityOf(state, than) : (than ?? null);
}

function holds(
  { is, within = WITHIN }: Statement,
  found: Judged['found'],
  wanted: Judged['wanted']
): boolean {
  if (found === null || (wanted === null && is !== 'made')) {
    return false;
  }
  const isEqual =
    typeof found === 'number' && typeof wanted === 'number'
      ? Math.abs(found - wanted) <= within
      : found === wanted;
  switch (is) {
    case 'made':
      return true;
    case 'equal':
      return isEqual;
    case 'unequal':
      return typeof found === typeof wanted && !isEqual;
    case 'above':
      return typeof found === 'number' && typeof wanted === 'number' && found > wanted;
    case 'below':
      return typeof found === 'number' && typeof wanted === 'number' && found < wanted;
  }
}
