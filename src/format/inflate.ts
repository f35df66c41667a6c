import { Unzlib } from 'fflate';

type Bytes = Uint8Array<ArrayBuffer>;

/** What is inflated at once: of a stream that holds far more than is wanted, no more is. */
const SLICE = 65_536;
/** Bytes of the check sum at the end of a zlib stream. */
const SUM = 4;
/** The largest prime below 2¹⁶, by which sums are taken (RFC 1950, section 8.2). */
const PRIME = 65_521;
/** Bytes whose sums still fit in 32 bits. */
const RUN = 5552;

/**
 * The bytes of a zlib stream (RFC 1950) that holds exactly so many; null where it holds more or fewer, is
 * damaged, or something follows it.
 */
export function inflated(stream: Bytes, wanted: number): Bytes | null {
  const bytes = new Uint8Array(wanted);
  let found = 0;
  const inflate = new Unzlib(part => {
    if (found + part.length <= wanted) {
      bytes.set(part, found);
    }
    found += part.length;
  });
  try {
    for (let from = 0; from < stream.length && found <= wanted; from += SLICE) {
      inflate.push(stream.subarray(from, from + SLICE), from + SLICE >= stream.length);
    }
  } catch {
    return null;
  }
  return isWhole(stream, bytes, found) ? bytes : null;
}

/**
 * The same, inflated by the browser, in pieces between which others have their turn; null also where the browser
 * cannot. It never rejects.
 */
export async function inflatedAside(stream: Bytes, wanted: number): Promise<Bytes | null> {
  const bytes = new Uint8Array(wanted);
  try {
    const { readable, writable } = new DecompressionStream('deflate');
    const written = writeTo(writable.getWriter(), stream);
    const [found] = await Promise.all([readInto(bytes, readable.getReader()), written]);
    return isWhole(stream, bytes, found) ? bytes : null;
  } catch {
    return null;
  }
}

/** Not from a blob: its parts come by way of another process. */
async function writeTo(writer: WritableStreamDefaultWriter<Bytes>, stream: Bytes): Promise<void> {
  for (let from = 0; from < stream.length; from += SLICE) {
    await writer.write(stream.subarray(from, from + SLICE));
    await turn();
  }
  await writer.close();
}

/**
 * Returns how many bytes there were.
 *
 * @throws RangeError where they are more than wanted
 */
async function readInto(bytes: Bytes, reader: ReadableStreamDefaultReader<Bytes>): Promise<number> {
  let found = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    bytes.set(next.value, found);
    found += next.value.length;
  }
  return found;
}

/** Resolves after whatever else waits; a timer would wait for milliseconds. */
function turn(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  return new Promise(resolve => {
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/** Browsers differ in whether they take what follows a stream; the check sum stands at the very end of one alone. */
function isWhole(stream: Bytes, bytes: Bytes, found: number): boolean {
  return found === bytes.length && stream.length > SUM && sumOf(bytes) === sumAtEnd(stream);
}

function sumAtEnd({ buffer, byteOffset, length }: Bytes): number {
  return new DataView(buffer, byteOffset, length).getUint32(length - SUM);
}

/** Adler-32 of bytes (RFC 1950, section 9). */
function sumOf(bytes: Bytes): number {
  let [low, high] = [1, 0];
  for (let from = 0; from < bytes.length; from += RUN) {
    const to = Math.min(from + RUN, bytes.length);
    for (let i = from; i < to; i++) {
      low += bytes[i];
      high += low;
    }
    low %= PRIME;
    high %= PRIME;
  }
  return high * 65_536 + low;
}
