import { rowsBetween } from '../arrays/patched.ts';
import { flatOf } from '../arrays/pieces.ts';
import type { Sheet } from '../arrays/tensor.ts';
import type { Matrix } from '../arrays/vector.ts';
import { KernelMemoryError } from '../kernel/index.ts';
import type {
  Arena,
  HeadRequest,
  HeadResult,
  HeldHead,
  HeldMatrix,
  Kernel,
  MovedToken,
  Numbers,
  Precision
} from '../kernel/index.ts';
import { shape } from '../mathematics/matrix.ts';

/** Bytes of heads in the kernel's memory; and of scores and weights that an engine keeps. */
export const BUDGET = 256 * 1024 * 1024;

/** A head's request, of sheets: what an edit has left in place can be told. */
export interface SheetRequest extends HeadRequest {
  readonly query: Sheet;
  readonly key: Sheet;
  readonly value: Sheet;
}

/** Output, maximum and sum of all rows. */
export type Summary = Pick<HeadResult, 'output' | 'max' | 'sum'>;

/** A head in the kernel's memory, and what is known of it there. */
interface Room {
  readonly held: HeldHead;
  request: SheetRequest;
  /** Output, maximum and sum of all rows: not computed, from scratch, or moved step by step. */
  whole: 'none' | 'exact' | 'moved';
  /** More than a token's vectors has changed with the newest request. */
  reset: boolean;
}

/** A projection in the kernel's memory. */
interface Store {
  readonly held: HeldMatrix;
  readonly like: string;
  of: Matrix;
}

/**
 * The heads and projections of one layer in the kernel's memory, packed. Whoever asks says of what
 * request; what is in memory is brought there by as little as it takes: a token's row and column, the
 * mask and the scale, or everything.
 */
export class Rooms {
  /** @param _budget - bytes that heads may take; beyond it they take turns in their rooms */
  constructor(
    private readonly _kernel: Kernel,
    private readonly _budget: number = BUDGET
  ) {}

  /** Up to 64 rows of one kind; a view that holds until the next call. */
  rows(
    head: number,
    request: SheetRequest,
    [from, to]: readonly [number, number],
    name: 'scores' | 'weights' | 'output',
    moving: boolean
  ): Numbers {
    const room = this._room(head, request, moving);
    const { held } = room;
    if (held.isBehind && to - from === 1) {
      return held.rows(from, to, name); // sooner than to let all rows follow
    }
    if (name === 'output' && this._isWhole(room, moving)) {
      const { columns } = request.value;
      return held.result.output.subarray(from * columns, to * columns);
    }
    if (name === 'weights' && moving && held.knowsWeights) {
      const { rows: columns } = request.key;
      return held.allWeights().subarray(from * columns, to * columns);
    }
    return held.rows(from, to, name);
  }

  /**
   * All weights of a head while a token is being moved, [n, m]: they follow it step by step, as
   * outputs do. A view that holds until the next call; null where more has changed since the head was
   * asked for, or there is no room.
   */
  movingWeights(head: number, request: SheetRequest): Numbers | null {
    const room = this._room(head, request, true);
    const { held } = room;
    if (room.whole === 'none' && room.reset) {
      return null;
    }
    if (!held.hasRoomForWeights && !this._makeRoomForWeights(held)) {
      return null;
    }
    if (room.whole === 'none') {
      held.recompute(); // what moves go on from
      room.whole = 'exact';
    }
    return held.allWeights();
  }

  /** Output, maximum and sum of all rows, from scratch; views that hold until the next call. */
  whole(head: number, request: SheetRequest): Summary {
    const room = this._room(head, request, false);
    if (!this._isWhole(room, false)) {
      room.held.recompute();
      room.whole = 'exact';
    }
    return room.held.result;
  }

  /** Takes output, maximum and sum that were computed elsewhere, unless those are there of a like head. */
  restore(head: number, request: SheetRequest, summary: Summary): void {
    const known = this._heads.get(head);
    if (known && known.whole !== 'none' && changesOf(known.request, request)) {
      return;
    }
    const room = this._room(head, request, false);
    room.held.restore(summary);
    room.whole = 'exact';
  }

  /** Up to 64 rows times a projection, [r, k] × [k, c] → [r, c]; a view that holds until the next call. */
  product(name: string, precision: Precision, x: Matrix, weights: Matrix): Numbers {
    const held = this._store(name, precision, weights);
    return held.times({ data: flatOf(x), rows: x.length, columns: weights.length });
  }

  private _isWhole({ whole }: Room, moving: boolean): boolean {
    return whole === 'exact' || (whole === 'moved' && moving);
  }

  private _room(head: number, request: SheetRequest, moving: boolean): Room {
    this._begin(request);
    const room = this._heads.get(head) ?? this._newRoom(request) ?? this._oldest();
    if (room.request !== request) {
      update(room, request, moving);
    }
    this._heads.delete(head);
    this._heads.set(head, room); // the newest comes last
    return room;
  }

  /** Heads of another shape need other rooms. */
  private _begin({ precision, query, key, value, mask }: SheetRequest): void {
    const drawn = mask?.cells !== undefined;
    const sizes = [query.rows, key.rows, key.columns, value.columns];
    const shape = [precision, ...sizes, drawn].join();
    if (shape !== this._shape) {
      this._shape = shape;
      this._clear();
    }
  }

  /** Null where there is no room for one more; without any the error is thrown. */
  private _newRoom(request: SheetRequest): Room | null {
    const arena = this._arena();
    const any = this._heads.size > 0;
    if (any && arena.bytes + this._each > this._budget) {
      return null;
    }
    try {
      const before = arena.bytes;
      const held = arena.head(request);
      this._each = Math.max(this._each, arena.bytes - before);
      return { held, request, whole: 'none', reset: true };
    } catch (error) {
      if (any && error instanceof KernelMemoryError) {
        return null;
      }
      throw error;
    }
  }

  /** Makes room for a head's weights, where the budget has some. */
  private _makeRoomForWeights(held: HeldHead): boolean {
    const arena = this._arena();
    if (arena.bytes + held.bytesOfWeights > this._budget) {
      return false;
    }
    try {
      arena.makeRoomForWeights(held);
      return true;
    } catch (error) {
      if (error instanceof KernelMemoryError) {
        return false;
      }
      throw error;
    }
  }

  /** The room of the head that was not asked for the longest; it moves out. */
  private _oldest(): Room {
    const [[head, room]] = this._heads;
    this._heads.delete(head);
    return room;
  }

  private _store(name: string, precision: Precision, weights: Matrix): HeldMatrix {
    const [rows, columns] = shape(weights);
    const flat = () => ({ data: flatOf(weights), rows, columns });
    const like = [precision, rows, columns].join();
    const known = this._stores.get(name);
    if (known && known.like !== like) {
      this._clear();
    } else if (known) {
      if (known.of !== weights) {
        known.held.load(flat());
        known.of = weights;
      }
      return known.held;
    }
    const held = this._arena().matrix(precision, flat());
    this._stores.set(name, { held, like, of: weights });
    return held;
  }

  private _arena(): Arena {
    return (this._memory ??= this._kernel.arena());
  }

  private _clear(): void {
    this._heads.clear();
    this._stores.clear();
    this._memory = null;
    this._each = 0;
  }

  private readonly _heads = new Map<number, Room>();
  private readonly _stores = new Map<string, Store>();
  private _memory: Arena | null = null;
  private _shape = '';
  /** Bytes that a head takes. */
  private _each = 0;
}

/** Brings what is in memory to what is asked for, by as little as it takes. */
function update(room: Room, request: SheetRequest, moving: boolean): void {
  const { held, request: before } = room;
  const rows = changesOf(before, request);
  room.request = request;
  room.reset = !rows || !sameSettings(before, request);
  if (!rows) {
    held.load(request);
    room.whole = 'none';
    return;
  }
  if (room.reset) {
    held.set(request);
    room.whole = 'none';
  }
  if (!moving && room.whole === 'moved') {
    room.whole = 'none'; // the next drag begins from scratch
  }
  const keys = new Set([...rows.key, ...rows.value]);
  const tokens = new Set([...rows.query, ...keys]);
  if (moving && room.whole !== 'none') {
    tokens.forEach(token => held.moveToken(token, vectorsOf(request, token)));
    room.whole = tokens.size > 0 ? 'moved' : room.whole;
  } else {
    rows.query.forEach(row => held.setQuery(row, request.query.matrix[row]));
    keys.forEach(row => held.setKey(row, request.key.matrix[row], request.value.matrix[row]));
    room.whole = tokens.size > 0 ? 'none' : room.whole;
  }
}

/** The rows in which two requests of one origin differ, or null: they have nothing in common. */
function changesOf(before: SheetRequest, now: SheetRequest) {
  const query = rowsBetween(before.query, now.query);
  const key = rowsBetween(before.key, now.key);
  const value = rowsBetween(before.value, now.value);
  return query && key && value && { query, key, value };
}

/** Exact numbers stay exact, and a token is at the same place among queries and keys. */
function canMove({ precision, query, key }: SheetRequest): boolean {
  return precision === 'f32' && query.rows === key.rows;
}

function vectorsOf({ query, key, value }: SheetRequest, token: number): MovedToken {
  return {
    query: query.matrix[token],
    key: key.matrix[token],
    value: value.matrix[token]
  };
}

/** Whether a head can follow another one: few of its vectors differ, and nothing else. */
export function follows(before: SheetRequest, now: SheetRequest): boolean {
  return canMove(now) && sameSettings(before, now) && changesOf(before, now) !== null;
}

/** Whether heads differ in nothing but their vectors. */
function sameSettings(a: SheetRequest, b: SheetRequest): boolean {
  return (
    a.scale === b.scale &&
    a.temperature === b.temperature &&
    a.slope === b.slope &&
    a.maskAt === b.maskAt &&
    (a.mask?.causal ?? false) === (b.mask?.causal ?? false) &&
    a.mask?.window === b.mask?.window &&
    a.mask?.padding === b.mask?.padding &&
    a.mask?.cells === b.mask?.cells
  );
}
