import { HeldHead } from './held.ts';
import { HeldMatrix } from './heldMatrix.ts';
import type { Instance } from './instance.ts';
import { Layout } from './memory.ts';
import type { FlatMatrix, HeadRequest, Precision } from './request.ts';

/**
 * Memory in which heads and matrices stay, each in a room of its own. All of them are in one
 * instance: a browser lets a page have only so many. It is given back as a whole.
 */
export class Arena {
  private readonly _layout: Layout;

  constructor(private readonly _instance: Instance) {
    this._layout = new Layout(_instance.begin);
  }

  /** A head, loaded. */
  head(request: HeadRequest): HeldHead {
    const held = new HeldHead(this._instance, request, this._layout);
    this._layout.reserve(this._instance.exports.memory);
    held.load(request);
    return held;
  }

  /** A matrix, loaded, [k, c]. */
  matrix(precision: Precision, matrix: FlatMatrix): HeldMatrix {
    const held = new HeldMatrix(this._instance, precision, matrix, this._layout);
    this._layout.reserve(this._instance.exports.memory);
    held.load(matrix);
    return held;
  }

  /** Bytes of memory in use. */
  get bytes(): number {
    return this._instance.exports.memory.buffer.byteLength;
  }
}
