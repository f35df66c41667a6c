/** What newer JavaScript brings; where it is not there, the same is done by hand. */
interface Newer {
  readonly Uint8Array: {
    fromBase64?(text: string): Uint8Array<ArrayBuffer>;
    readonly prototype: { setFromBase64?(text: string): { read: number; written: number } };
  };
  readonly Float16Array?: new (buffer: ArrayBuffer) => ArrayLike<number>;
}

const newer = globalThis as unknown as Newer;

/**
 * The first character that base64 does not have, or -1; lengths are in whole groups of four. A loop takes a tenth of what a
 * pattern does, and texts are long.
 */
export function badBase64(text: string): number {
  if (isDecodable(text)) {
    return -1;
  }
  const end = text.length - paddingOf(text);
  for (let at = 0; at < end; at++) {
    if (!DIGITS[text.charCodeAt(at)]) {
      return at;
    }
  }
  return text.length % 4 !== 0 ? text.length : -1;
}

/** Characters that are decoded at once to be looked at, in whole groups of four. */
const LOOKED_AT = 65_536;

/**
 * Whether the browser decodes a text, and all of it: white space, which it skips, and padding in between leave fewer bytes. False
 * also where it cannot say.
 */
function isDecodable(text: string): boolean {
  const { setFromBase64 } = newer.Uint8Array.prototype;
  if (!setFromBase64 || text.length % 4 !== 0) {
    return false;
  }
  const scratch = new Uint8Array((LOOKED_AT / 4) * 3);
  try {
    for (let from = 0; from < text.length; from += LOOKED_AT) {
      const part = text.slice(from, from + LOOKED_AT);
      const padding = from + LOOKED_AT >= text.length ? paddingOf(text) : 0;
      const { read, written } = setFromBase64.call(scratch, part);
      if (read !== part.length || written !== (part.length / 4) * 3 - padding) {
        return false;
      }
    }
    return true;
  } catch {
    return false;
  }
}

function paddingOf(text: string): number {
  return text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
}

/** Of each code of a character: whether base64 has it. */
const DIGITS = Uint8Array.from({ length: 128 }, (_, code) =>
  /[A-Za-z0-9+/]/.test(String.fromCharCode(code)) ? 1 : 0
);

/** How many bytes a text of base64 holds. */
export function bytesIn(text: string): number {
  return (text.length / 4) * 3 - paddingOf(text);
}

/** The bytes of a text of base64 that is known to be right. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  if (newer.Uint8Array.fromBase64) {
    return newer.Uint8Array.fromBase64(text);
  }
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) {
    bytes[i] = binary.charCodeAt(i);
  }
  return bytes;
}

/** Bytes as base64 with padding, without line breaks. */
export function toBase64(bytes: Uint8Array & { toBase64?(): string }): string {
  if (bytes.toBase64) {
    return bytes.toBase64();
  }
  const parts: string[] = [];
  for (let start = 0; start < bytes.length; start += CHUNK) {
    parts.push(String.fromCharCode(...bytes.subarray(start, start + CHUNK)));
  }
  return btoa(parts.join(''));
}

/** As many arguments as any machine takes at once. */
const CHUNK = 0x2000;

/** Half-precision numbers as single-precision ones, which hold each of them exactly. */
export function fromHalf(bytes: Uint8Array<ArrayBuffer>): Float32Array<ArrayBuffer> {
  return newer.Float16Array
    ? new Float32Array(new newer.Float16Array(bytes.buffer))
    : singles(new Uint16Array(bytes.buffer), fromHalfBits);
}

/** What each becomes. In a loop: `from` would ask an iterator for every number, and take a hundred times as long. */
function singles(
  numbers: Uint16Array,
  become: (number: number) => number
): Float32Array<ArrayBuffer> {
  const made = new Float32Array(numbers.length);
  for (let at = 0; at < made.length; at++) {
    made[at] = become(numbers[at]);
  }
  return made;
}

/** One sign, five bits of exponent, ten of fraction (IEEE 754-2019, section 3.6). */
function fromHalfBits(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) {
    return fraction ? NaN : sign * Infinity;
  }
  return exponent === 0
    ? sign * fraction * 2 ** -24 // subnormal
    : sign * (1024 + fraction) * 2 ** (exponent - 25);
}

/** Brain floats as single-precision ones, of which they are the upper half. */
export function fromBrain(bytes: Uint8Array<ArrayBuffer>): Float32Array<ArrayBuffer> {
  const halves = new Uint16Array(bytes.buffer);
  const bits = new Uint32Array(halves.length);
  for (let at = 0; at < bits.length; at++) {
    bits[at] = halves[at] << 16;
  }
  return new Float32Array(bits.buffer);
}

/** Of each byte the weight of which it is the square root, times 255. */
export const SQUARES = Float32Array.from({ length: 256 }, (_, root) => (root / 255) ** 2);
