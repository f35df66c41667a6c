export { visible } from './shown.ts';

/** Text for Plotly, which would read a small HTML and entities in it: shown literally. */
export function literal(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** How numbers are written where they are read; data has a point, whatever the language. */
export interface Numerals {
  /** Decimals of a displayed number. */
  readonly decimals: number;
  /** A comma stands before them, as in some languages; absent, a point. */
  readonly comma?: boolean;
}

/**
 * A weight as a percentage, a whole one unless told; after a naive softmax it may be no number, or infinite, and a
 * recorded one below 0.
 */
export function percent(weight: number, digits = 0, comma = false): string {
  if (!Number.isFinite(weight)) {
    return signs(String(weight));
  }
  const text = digits === 0 ? String(Math.round(weight * 100)) : (weight * 100).toFixed(digits);
  return signs(`${comma ? text.replace('.', ',') : text}%`);
}

/** So many more decimals tell any two numbers apart that a reader would call different. */
const MORE = 6;

/** How many more decimals than usual tell two numbers apart that differ; 0 where none do. */
export function digitsApart(write: (more: number) => readonly [string, string]): number {
  for (let more = 0; more <= MORE; more++) {
    const [a, b] = write(more);
    if (a !== b) {
      return more;
    }
  }
  return 0;
}

/** A number in so little room that a large one has fewer decimals, as it has the digits before them. */
export function short(value: number, numerals: Numerals): string {
  const large = Math.floor(Math.log10(Math.abs(value))) - 1;
  const fewer = Number.isFinite(large) ? Math.max(0, large) : 0;
  return decimal(value, numerals, false, Math.max(0, numerals.decimals - fewer));
}

/** A number with a true minus sign and the sign of its language, in so many decimals, or in full. */
export function decimal(
  value: number,
  { comma, decimals }: Numerals,
  precise = false,
  digits = decimals
): string {
  const text = signs(precise || !Number.isFinite(value) ? exact(value) : fixed(value, digits));
  return comma ? text.replace('.', ',') : text;
}

/** What stands between the numbers of a list: where a comma begins decimals, no comma ends them. */
export function separator({ comma }: Pick<Numerals, 'comma'>): string {
  return comma ? '; ' : ', ';
}

function signs(text: string): string {
  return text.replace('-', '−').replace('Infinity', '∞');
}

/** Every digit that a number has: of a float32 no more than tell it from its neighbours. */
function exact(value: number): string {
  const isNarrow = Math.fround(value) === value && !Number.isInteger(value);
  for (let digits = 1; isNarrow && digits < FLOAT32_DIGITS; digits++) {
    const shorter = Number(value.toPrecision(digits));
    if (Math.fround(shorter) === value) {
      return String(shorter);
    }
  }
  return String(value);
}

/** With so many, any two float32 numbers differ. */
const FLOAT32_DIGITS = 10;

function fixed(value: number, digits: number): string {
  const large = Math.abs(value) >= 1e5;
  const text = large ? value.toExponential(digits) : value.toFixed(digits);
  return Number(text) === 0 ? text.replace('-', '') : text;
}
