import { unzlibSync } from 'fflate';
import { bytesOf } from './base64.ts';
import { COMPILED, PLAIN_BYTES } from './compiled.ts';

/** The bytes of the module, or of the one with relaxed SIMD. */
export function moduleBytes(fused: boolean): Uint8Array<ArrayBuffer> {
  const both = unzlibSync(bytesOf(COMPILED)) as Uint8Array<ArrayBuffer>;
  return fused ? both.subarray(PLAIN_BYTES) : both.subarray(0, PLAIN_BYTES);
}
