/** What every PNG begins with. */
const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** The first chunk, which says the size: its length, name, 13 bytes and sum. */
const HEADER = 8 + 25;
const MILLIMETRES_PER_INCH = 25.4;

/** The pixels that so many millimetres take at so many dots per inch. */
export function pixelsOf(millimetres: number, dpi: number): number {
  return Math.round((millimetres / MILLIMETRES_PER_INCH) * dpi);
}

/**
 * A PNG that says how large a pixel is (its `pHYs` chunk), so that what places it on a page takes it in
 * its real size; one that said so before is corrected.
 *
 * Source: PNG Specification, Third Edition (2025), section 11.3.4.3.
 *
 * @throws Error where the bytes are no PNG
 */
export function withResolution(png: Uint8Array, dpi: number): Uint8Array<ArrayBuffer> {
  if (SIGNATURE.some((byte, at) => png[at] !== byte) || png.length < HEADER) {
    throw new Error('This is no PNG.');
  }
  const rest = withoutResolution(png);
  const chunk = resolutionChunk(Math.round(dpi / (MILLIMETRES_PER_INCH / 1000)));
  const whole = new Uint8Array(HEADER + chunk.length + rest.length);
  whole.set(png.subarray(0, HEADER));
  whole.set(chunk, HEADER);
  whole.set(rest, HEADER + chunk.length);
  return whole;
}

/** What follows the first chunk, but for what says how large a pixel is. */
function withoutResolution(png: Uint8Array): Uint8Array {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const parts: number[][] = [];
  for (let at = HEADER; at + 12 <= png.length;) {
    const end = at + 12 + view.getUint32(at);
    const name = String.fromCharCode(...png.subarray(at + 4, at + 8));
    if (name !== 'pHYs') {
      parts.push([at, end]);
    }
    at = end;
  }
  const rest = new Uint8Array(parts.reduce((sum, [from, to]) => sum + to - from, 0));
  let to = 0;
  for (const [from, end] of parts) {
    rest.set(png.subarray(from, end), to);
    to += end - from;
  }
  return rest;
}

/** Length, name, pixels per metre along both axes, the unit, and a sum over all but the length. */
function resolutionChunk(perMetre: number): Uint8Array {
  const chunk = new Uint8Array(21);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, 9);
  chunk.set([0x70, 0x48, 0x59, 0x73], 4); // pHYs
  view.setUint32(8, perMetre);
  view.setUint32(12, perMetre);
  chunk[16] = 1; // the metre
  view.setUint32(17, crc(chunk.subarray(4, 17)));
  return chunk;
}

/** The cyclic redundancy check of a chunk (PNG Specification, annex D). */
function crc(bytes: Uint8Array): number {
  let remainder = 0xffffffff;
  for (const byte of bytes) {
    remainder ^= byte;
    for (let bit = 0; bit < 8; bit++) {
      remainder = remainder & 1 ? (remainder >>> 1) ^ 0xedb88320 : remainder >>> 1;
    }
  }
  return (remainder ^ 0xffffffff) >>> 0;
}
