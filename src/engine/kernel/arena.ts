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
  private _end: number;

  constructor(private readonly _instance: Instance) {
    this._end = _instance.begin;
  }

  /**
   * A head, loaded.
   *
   * @throws KernelMemoryError where there is no room for it; what is there stays
   */
  head(request: HeadRequest): HeldHead {
    const held = this._place(layout => new HeldHead(this._instance, request, layout));
    held.load(request);
    return held;
  }

  /**
   * A matrix, loaded, [k, c].
   *
   * @throws KernelMemoryError where there is no room for it; what is there stays
   */
  matrix(precision: Precision, matrix: FlatMatrix): HeldMatrix {
    const held = this._place(layout => new HeldMatrix(this._instance, precision, matrix, layout));
    held.load(matrix);
    return held;
  }

  /**
   * Makes room for the weights of a head; see {@link HeldHead.allWeights}.
   *
   * @throws KernelMemoryError where there is none; what is there stays
   */
  makeRoomForWeights(held: HeldHead): void {
    held.giveRoomForWeights(this._place(layout => layout.place(held.bytesOfWeights)));
  }

  /** Bytes of memory in use. */
  get bytes(): number {
    return this._instance.exports.memory.buffer.byteLength;
  }

  private _place<T>(make: (layout: Layout) => T): T {
    const layout = new Layout(this._end);
    const held = make(layout);
    layout.reserve(this._instance.exports.memory);
    this._end = layout.end;
    return held;
  }
}
