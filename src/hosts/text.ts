/** Bytes that are no text, and why. */
export class TextError extends Error {}

/** What a text begins with in each encoding, the longest first. */
const MARKS: readonly [encoding: string, mark: readonly number[]][] = [
  ['utf-32le', [0xff, 0xfe, 0, 0]],
  ['utf-32be', [0, 0, 0xfe, 0xff]],
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]]
];

/**
 * The text of a file in whichever Unicode it is in: told by the mark at the beginning, or by where zeros are
 * in the first characters, which JSON has from ASCII.
 *
 * @throws TextError says what was found, and where
 */
export function textOf(bytes: Uint8Array): string {
  const encoding = encodingOf(bytes);
  if (encoding.startsWith('utf-32')) {
    return ofFour(bytes, encoding === 'utf-32le');
  }
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new TextError(`This is not text in ${encoding.toUpperCase()}. Save it as UTF-8.`);
  }
}

function encodingOf(bytes: Uint8Array): string {
  const marked = MARKS.find(([, mark]) => mark.every((byte, i) => bytes[i] === byte));
  if (marked) {
    return marked[0];
  }
  const [a, b, c, d] = bytes;
  if (bytes.length >= 4 && a === 0) {
    return b === 0 ? 'utf-32be' : 'utf-16be';
  }
  if (bytes.length >= 4 && b === 0) {
    return c === 0 && d === 0 ? 'utf-32le' : 'utf-16le';
  }
  return bytes.length === 2 && a === 0 ? 'utf-16be' : b === 0 ? 'utf-16le' : 'utf-8';
}

/** UTF-32, which browsers have no decoder for. */
function ofFour(bytes: Uint8Array, little: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: string[] = [];
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    const point = view.getUint32(at, little);
    if (point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) {
      throw new TextError('This is not text in UTF-32. Save it as UTF-8.');
    }
    parts.push(at === 0 && point === 0xfeff ? '' : String.fromCodePoint(point));
  }
  return parts.join('');
}
