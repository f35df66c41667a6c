import type { Kernel } from '../kernel/index.ts';
import { Heads } from '../large/heads.ts';
import { Rooms } from '../large/rooms.ts';
import { resolveMask } from '../mathematics/mask.ts';
import { alibiBias } from '../mathematics/positions.ts';
import type { AskedHead, Group, GroupDone, HeadDone, LayerJob, RowsJob } from './protocol.ts';
import { isProduct, Shelf } from './shelf.ts';

/** Nothing that is made stays: it is handed over. */
const CHOICE = { kept: false, budget: 0, moving: false };
const ROLES = ['query', 'key', 'value'] as const;
/** Of a head whose scores only the plain way can hold. */
const NO_ROWS = { blocks: [], plain: null, summary: null };

/** Makes rows of heads as the page would: with the heads of the job before still packed. */
export class RowsMaker {
  constructor(private readonly _kernel: Kernel) {
    this._rooms = new Rooms(_kernel);
  }

  /** Takes in what a job brings; its heads may then be made, or given up. */
  open(job: RowsJob): void {
    this._shelf.keep(job);
    this._heads.shorten(job.count);
  }

  /** Keeps what was projected of a group, so that it need not be sent when its rows are asked for. */
  keep({ x, y }: LayerJob, { parcels }: Group, { query, key, value }: Omit<GroupDone, 'id'>): void {
    const { rows } = y ?? x;
    query.forEach((numbers, i) => this._shelf.copy(parcels.query[i], numbers, x.rows));
    this._shelf.copy(parcels.key, key, rows);
    this._shelf.copy(parcels.value, value, rows);
  }

  /** @param beat - called between pieces of the work */
  make({ precision }: RowsJob, head: AskedHead, beat: () => void): Omit<HeadDone, 'id'> {
    const { index, settings, wanted } = head;
    const unpacked = this._shelf.unpack(head, this._kernel, precision, beat);
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
    const projected: HeadDone['projected'] = Object.fromEntries(
      ROLES.filter(role => isProduct(head[role])).map(role => [role, unpacked[role].data.slice()])
    );
    return { index, projected, ...(blocked?.make(wanted, beat) ?? NO_ROWS) };
  }

  private readonly _shelf = new Shelf();
  private readonly _rooms: Rooms;
  private readonly _heads = new Heads();
}
