/** A module of one function, which is one `f32x4.relaxed_madd` of vectors of ones. */
const PROBE = new Uint8Array([
  ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
  ...[1, 5, 1, 0x60, 0, 1, 0x7b], // () → v128
  ...[3, 2, 1, 0],
  ...[10, 19, 1, 17, 0],
  ...[0x41, 1, 0xfd, 0x0f, 0x41, 1, 0xfd, 0x0f, 0x41, 1, 0xfd, 0x0f], // i8x16.splat, three times
  ...[0xfd, 0x85, 2, 0x0b]
]);

/** Whether WebAssembly here knows relaxed SIMD. */
export function hasRelaxedSimd(): boolean {
  return typeof WebAssembly !== 'undefined' && WebAssembly.validate(PROBE);
}
