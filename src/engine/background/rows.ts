import { Heads } from '../heads.ts';
import type { Kernel, Precision } from '../kernel/index.ts';
import { resolveMask } from '../mask.ts';
import { alibiBias } from '../positions.ts';
import { Rooms } from '../rooms.ts';
import type { AskedHead, HeadDone } from './protocol.ts';
import type { Unpacked } from './shelf.ts';

/** Nothing that is made stays: it is handed over. */
const CHOICE = { kept: false, budget: 0, moving: false };

/** Makes rows of heads as the page would: with the heads of the job before still packed. */
export class RowsMaker {
  constructor(kernel: Kernel) {
    this._rooms = new Rooms(kernel);
  }

  make(
    precision: Precision,
    { index, settings, wanted }: AskedHead,
    unpacked: Unpacked
  ): Omit<HeadDone, 'id'> {
    const [n, m] = [unpacked.query.rows, unpacked.key.rows];
    const { slope } = settings;
    const numbers = {
      ...settings,
      ...unpacked,
      mask: resolveMask(unpacked.parts, n, m),
      bias: slope === undefined ? null : alibiBias(n, m, slope)
    };
    const { blocked } = this._heads.attend(
      { rooms: this._rooms, precision },
      numbers,
      index,
      CHOICE
    );
    if (!blocked) {
      throw new RangeError('The scores of this head need the plain way');
    }
    return { index, ...blocked.make(wanted) };
  }

  private readonly _rooms: Rooms;
  private readonly _heads = new Heads();
}
