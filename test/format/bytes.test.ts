import fc from 'fast-check';
import { badBase64 } from '../../src/format/bytes.ts';

type Decode = (this: Uint8Array, text: string) => { read: number; written: number };
const prototype = Uint8Array.prototype as { setFromBase64?: Decode };

/** As browsers decode: white space is skipped, padding ends a text, and anything else throws (ECMAScript 2026). */
const decode: Decode = function (text) {
  const dense = text.replace(/[\t\n\f\r ]/g, '');
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(dense) || (dense.includes('=') && dense.length % 4 !== 0)) {
    throw new SyntaxError('no base64');
  }
  const bytes = Buffer.from(dense, 'base64');
  this.set(bytes);
  return { read: text.length, written: bytes.length };
};
const natively = <T>(act: () => T): T => {
  const before = prototype.setFromBase64;
  prototype.setFromBase64 = decode;
  try {
    return act();
  } finally {
    Object.assign(prototype, { setFromBase64: before });
  }
};

const LONG = 'AAAA'.repeat(20_000); // more than is looked at at once
test.each([
  ['', -1],
  ['AAAA', -1],
  ['AAA=', -1],
  ['AA==', -1],
  [LONG, -1],
  [`${LONG}AA==`, -1],
  ['AAA', 3],
  ['A\nAA', 1],
  ['AA AAAA\n', 2],
  ['AA==AAAA', 2],
  [`${LONG}\n\n\n\n`, LONG.length],
  [`${LONG}AA==${LONG}`, LONG.length + 2],
  [`${'AAAA'.repeat(16_383)}AA==${LONG}`, 4 * 16_383 + 2], // at the end of what is looked at first
  [`${LONG}€AAA`, LONG.length]
])(
  '%#: the first character that is wrong is the same with the browser’s decoder and without',
  (text, at) => {
    expect(badBase64(text)).toBe(at);
    expect(natively(() => badBase64(text))).toBe(at);
  }
);

test('whatever the text is', () => {
  const character = fc.constantFrom(...'AZaz09+/=', '=', ' ', '\n', '-', '_', 'é', '\u0000');
  fc.assert(
    fc.property(fc.array(character, { maxLength: 12 }), letters => {
      const text = letters.join('');
      expect(natively(() => badBase64(text))).toBe(badBase64(text));
    })
  );
});
