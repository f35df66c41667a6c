/** What is done to whole vectors in place; a class, since only a method may be told to be inlined. */
export abstract class Vectors {
  /**
   * Multiplies the vectors of so many bytes. Rows of weights are scaled one by one: as a call from
   * there, the whole of attention would take 1 to 2 % longer.
   */
  @inline
  static scale<T>(first: usize, bytes: usize, by: T): void {
    const factor = v128.splat<T>(by);
    const end = first + bytes;
    for (let at = first; at != end; at += 16) {
      v128.store(at, v128.mul<T>(v128.load(at), factor));
    }
  }
}
