/** What a token looks like on screen: control characters made visible, long ones cut. */
export function visible(token: string, length: number = 24): string {
  const shown = [...token].map(show);
  const text =
    shown.length > length ? [...shown.slice(0, length - 1), '…'].join('') : shown.join('');
  return text === '' ? '∅' : text;
}

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

function show(char: string): string {
  const code = char.codePointAt(0)!;
  if (char === '\n') {
    return '⏎';
  }
  if (char === '\t') {
    return '⇥';
  }
  return code < 0x20 ? String.fromCodePoint(0x2400 + code) : code === 0x7f ? '␡' : char;
}
