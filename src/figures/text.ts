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
 * A weight as a whole percentage; after a naive softmax it may be no number, or infinite, and a recorded one below 0.
 */
export function percent(weight: number): string {
  return signs(Number.isFinite(weight) ? `${Math.round(weight * 100)}%` : String(weight));
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
