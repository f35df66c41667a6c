import { percent, visible } from '../../../figures/index.ts';
import type { ReadRow, Unit } from '../../../figures/reading/index.ts';
import type { Vector } from '../../../engine/index.ts';
import type { Translator } from '../../frame/translator.ts';
import { listed } from '../../parts/listed.ts';
import { nobody, strongest } from '../../parts/strongest.ts';

/** Special tokens that are told at most. */
const SPECIALS = 3;

/** What a unit is called: with its place where there are several of that name. */
export function unitName(units: readonly Unit[], at: number): string {
  const { text, first, end } = units[at];
  const whole = end > first + 1 ? text.trim() : text;
  const name = visible(whole, 16);
  const isAlone = units.every((unit, u) => u === at || unit.text !== text);
  return isAlone ? name : `${name} (${first + 1})`;
}

/** What a unit gives: to whom most. */
export function givesText(
  trans: Translator,
  name: string,
  { shares }: Pick<ReadRow, 'shares'>,
  keys: readonly Unit[]
): string {
  const { most, equals } = strongest(shares);
  if (equals > 0) {
    return trans.__('%1 gives about %2 to each of %3 words.', name, percent(shares[most[0]]), equals); // prettier-ignore
  }
  const told = most.map(key => trans.__('%1 to %2', percent(shares[key]), unitName(keys, key)));
  return told.length === 0
    ? nobody(trans, name, shares)
    : trans.__('%1 gives %2.', name, listed(trans, told));
}

/** What a unit receives: of whom most. */
export function receivesText(
  trans: Translator,
  name: string,
  column: Vector,
  queries: readonly Unit[]
): string {
  const { most, equals } = strongest(column);
  if (equals > 0) {
    return trans.__('%1 receives about %2 from each of %3 words.', name, percent(column[most[0]]), equals); // prettier-ignore
  }
  const told = most.map(query => trans.__('%1 from %2', percent(column[query]), unitName(queries, query))); // prettier-ignore
  return told.length === 0
    ? trans.__('%1 receives nothing.', name)
    : trans.__('%1 receives %2.', name, listed(trans, told));
}

/** That special tokens are left out of a row, and what they took of it. */
export function withoutText(
  trans: Translator,
  name: string,
  { taken, shares }: ReadRow,
  keys: readonly Unit[]
): string {
  const specials = specialNames(trans, keys);
  const isNothing = shares.every(share => share === 0) && taken > 0;
  return isNothing
    ? trans.__('Without %1, which take %2 of %3, nothing is left.', specials, percent(taken), name)
    : trans.__(
        'Without %1, which take %2 of %3: what is left is scaled up to the whole.',
        specials,
        percent(taken),
        name
      );
}

/** The special tokens by their names, each once. */
export function specialNames(trans: Translator, keys: readonly Unit[]): string {
  const names = [...new Set(keys.filter(({ special }) => special).map(({ text }) => visible(text, 16)))]; // prettier-ignore
  const more = names.length - SPECIALS;
  return listed(trans, [
    ...names.slice(0, SPECIALS),
    ...(more > 0 ? [trans.__('%1 more', more)] : [])
  ]);
}
