/** Multiplies the vectors of so many bytes. */
export function scale<T>(at: usize, bytes: usize, by: T): void {
  const factor = v128.splat<T>(by);
  const end = at + bytes;
  while (at != end) {
    v128.store(at, v128.mul<T>(v128.load(at), factor));
    at += 16;
  }
}
