const PAGE = 65_536;

/** The most that 32-bit addresses reach, in bytes. */
const LIMIT = 65_536 * PAGE;

/** The kernel's memory cannot grow to what was asked for. Ask for fewer rows, or do not keep weights. */
export class KernelMemoryError extends Error {
  override readonly name = 'KernelMemoryError';

  /** @param bytes - the size of memory that was asked for */
  constructor(
    readonly bytes: number,
    options?: ErrorOptions
  ) {
    super(`The kernel cannot have ${bytes} bytes of memory`, options);
  }
}

/**
 * Addresses, one array after the other, each on a cache line. All arrays of a call are placed before
 * memory grows to hold them: growing detaches every view.
 */
export class Layout {
  constructor(private _end: number) {}

  /** The address of so many bytes; 0 for none. */
  place(bytes: number): number {
    if (bytes === 0) {
      return 0;
    }
    const at = Math.ceil(this._end / 64) * 64;
    this._end = at + bytes;
    return at;
  }

  /** One past all that was placed. */
  get end(): number {
    return this._end;
  }

  /** Grows memory, once, to hold all that was placed. */
  reserve(memory: WebAssembly.Memory): void {
    const missing = Math.ceil((this._end - memory.buffer.byteLength) / PAGE);
    if (missing <= 0) {
      return;
    }
    if (this._end > LIMIT - PAGE) {
      throw new KernelMemoryError(this._end);
    }
    try {
      memory.grow(missing);
    } catch (cause) {
      throw new KernelMemoryError(this._end, { cause });
    }
  }
}
