import { describe, messages, tell, words } from './messages.ts';
import type { Node } from './node.ts';
import type { Told } from './told.ts';

/** What to tell of a value that is no boolean; of 0 and 1, alone or in a list, how they become one. */
export function booleanProblem(value: unknown, isEntry: boolean): Told {
  if (value !== 0 && value !== 1) {
    return messages.wanted(value, words('someBoolean'));
  }
  const found = describe(value);
  return isEntry
    ? tell('flag', { found })
    : tell('flagAlone', { found, wanted: String(value === 1) });
}

export function isFiniteNumber(value: unknown): value is number {
  return Number.isFinite(value);
}

/** A finite number above the one that is given, if one is. */
export function isNumber(value: unknown, { exclusiveMinimum = -Infinity }: Node): boolean {
  return isFiniteNumber(value) && value > exclusiveMinimum;
}

/** A whole number that a double holds exactly, such as 2 or 2.0. */
export function isWhole(
  value: unknown,
  { minimum = -Infinity, maximum = Infinity }: Node
): boolean {
  return (
    Number.isSafeInteger(value) && (value as number) >= minimum && (value as number) <= maximum
  );
}

export function numberWanted({ exclusiveMinimum: above }: Node): Told {
  return above === undefined ? words('finite') : words('finiteAbove', { above });
}

export function wholeWanted({ minimum = -Infinity, maximum }: Node): Told {
  return maximum === undefined
    ? words('wholeFrom', { from: minimum })
    : words('wholeBetween', { from: minimum, to: maximum });
}
