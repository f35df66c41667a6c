import type { Translator } from '../frame/translator.ts';

/** Which numbers a field takes, beside all that a double can hold. */
export interface Rule {
  readonly whole?: boolean;
  /** The smallest that is taken. */
  readonly least?: number;
  /** Only what is larger is taken. */
  readonly above?: number;
}

/** What was typed, as a number, or why it is none. */
export type Reading = { readonly value: number } | { readonly problem: string };

/**
 * Digits with a point or a comma before the decimals, maybe in groups of three, a sign and a power of ten. A
 * group is set apart by a space, never by a comma: that one begins decimals.
 */
const NUMBER = /^([+-]?) ?((?:\d{1,3}(?: \d{3})+|\d+)?(?:[.,]\d*)?)(e[+-]?\d+)?$/i;
const MINUS = /[−‐‑–]/g;
const SPACES = /\s+/gu;

/** Reads what somebody typed; what is no number, or not one that is taken, is told and never guessed. */
export function readNumber(text: string, rule: Rule, trans: Translator): Reading {
  const plain = text.replace(MINUS, '-').replace(SPACES, ' ').trim();
  const [, sign, digits = '', power = ''] = NUMBER.exec(plain) ?? [];
  if (plain === '') {
    return { problem: trans.__('Nothing was typed; wanted a number, such as 0.5.') };
  }
  if (!/\d/.test(digits)) {
    return {
      problem: trans.__(
        '“%1” is not understood; wanted a number, such as −0.5 or 1e3.',
        text.trim()
      )
    };
  }
  const value = Number(`${sign}${digits.replaceAll(' ', '').replace(',', '.')}${power}`);
  if (!Number.isFinite(value)) {
    return {
      problem: trans.__('%1 is too large: numbers end at about 1.8e308.', text.trim())
    };
  }
  if (value === 0 && /[1-9]/.test(digits)) {
    return {
      problem: trans.__('%1 is too close to 0: numbers end at about 5e−324.', text.trim())
    };
  }
  const problem = refusal(value, rule, trans);
  return problem === null ? { value } : { problem };
}

/** Why a field does not take a number, or null: it does. */
export function refusal(
  value: number,
  { whole = false, least = -Infinity, above = -Infinity }: Rule,
  trans: Translator
): string | null {
  if (whole && !Number.isInteger(value)) {
    return trans.__('Wanted a whole number.');
  }
  if (value < least) {
    return trans.__('Wanted a number from %1 on.', least);
  }
  return value > above ? null : trans.__('Wanted a number above %1.', above);
}
