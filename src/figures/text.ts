export { visible } from './shown.ts';

/** Text for Plotly, which would read a small HTML and entities in it: shown literally. */
export function literal(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** A weight as a whole percentage; after a naive softmax it may be no number, or infinite. */
export function percent(weight: number): string {
  return Number.isFinite(weight) ? `${Math.round(weight * 100)}%` : decimal(weight, 0);
}

/** A number with a true minus sign, in so many decimals, or in full. */
export function decimal(value: number, digits: number, precise = false): string {
  const text = precise || !Number.isFinite(value) ? exact(value) : fixed(value, digits);
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
