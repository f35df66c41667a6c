import type { Sheet } from '../arrays/tensor.ts';
import type { Precision } from '../kernel/index.ts';
import type { HeadNumbers } from '../mathematics/headInput.ts';
import { HeadTrace } from '../mathematics/headTrace.ts';
import { plainWay } from '../mathematics/way.ts';
import { BlockedHead } from './blocks.ts';
import type { Choice, MadeRows } from './blocks.ts';
import { NOTHING } from './demand.ts';
import type { Wanted } from './demand.ts';
import { kernelMask } from './kernelMask.ts';
import { exceeds, nameOf } from './precision.ts';
import type { Order } from './renewed.ts';
import type { Rooms, SheetRequest, Summary } from './rooms.ts';
import { Turns } from './turned.ts';

/** By what a head is computed. */
interface By {
  readonly rooms: Rooms;
  readonly precision: Precision;
}

/** A head, and what of it is wanted. */
export interface WantedHead {
  readonly index: number;
  readonly numbers: HeadNumbers;
  readonly wanted: Wanted;
  /** What has to be projected for it first, in place of what `numbers` have. */
  readonly projected?: readonly Order[];
}

/** The heads of a layer as they were computed last: one of which nothing has changed is the same object again. */
export class Heads {
  attend(
    { rooms, precision }: By,
    head: HeadNumbers,
    index: number,
    choice: Choice
  ): { readonly trace: HeadTrace; readonly blocked: BlockedHead | null } {
    const before = this._newest[index];
    const isDone = choice.moving || !before?.blocked?.isMoving;
    if (before && isDone && sameHead(before.numbers, head)) {
      return before;
    }
    const { rotateFrom, rope } = head;
    const query = this._turns.of(head.normedQuery ?? head.query, rotateFrom, rope);
    const key = this._turns.of(head.normedKey ?? head.key, rotateFrom, rope);
    const request = requestOf(head, query, key, precision);
    const blocked = exceeds(head, precision)
      ? null
      : new BlockedHead(rooms, index, head, request, choice, before?.blocked);
    const trace = blocked
      ? new HeadTrace(head, blocked, nameOf(precision))
      : plainWay().attend(head, index);
    const made = { numbers: head, trace, blocked };
    this._newest[index] = made;
    return made;
  }

  /** There are no more than so many. */
  shorten(count: number): void {
    this._newest.length = Math.min(this._newest.length, count);
  }

  /** Another head is looked at most: as much will be of it as was of the one before. */
  show(index: number): void {
    const before = this._newest[this._shown]?.blocked?.demand;
    if (index !== this._shown && before) {
      this._newest[index]?.blocked?.expect(before);
    }
    this._shown = index;
  }

  /** Whether a token is being moved, and heads follow it step by step. */
  get areMoving(): boolean {
    return this._newest.some(({ blocked }) => blocked?.isMoving);
  }

  /** What is likely to be looked at and is not there yet, and about how many multiplications it takes. */
  get missing(): { readonly parts: readonly WantedHead[]; readonly work: number } {
    const parts: WantedHead[] = [];
    let all = 0;
    this._newest.forEach(({ numbers, blocked }, index) => {
      const { wanted, work } = blocked?.missing ?? { wanted: NOTHING, work: 0 };
      if (work > 0) {
        parts.push({ index, numbers, wanted });
        all += work;
      }
    });
    return { parts, work: all };
  }

  /** What is likely to be looked at of a head once other vectors take the place of its own. */
  renewal(index: number): WantedHead {
    const { numbers, blocked } = this._newest[index];
    return { index, numbers, wanted: blocked?.renewal ?? NOTHING };
  }

  /** Takes what was made of a head elsewhere. */
  take(index: number, made: MadeRows): void {
    this._newest[index].blocked?.take(made);
  }

  /** Takes output, maximum and sum of all rows of a head. */
  prime(index: number, summary: Summary): void {
    this._newest[index].blocked?.prime(summary);
  }

  private _shown = 0;
  private readonly _turns = new Turns();
  private readonly _newest: {
    readonly numbers: HeadNumbers;
    readonly trace: HeadTrace;
    readonly blocked: BlockedHead | null;
  }[] = [];
}

/** Whether two heads say the same; a mask is the same where it is made from the same parts. */
function sameHead(a: HeadNumbers, b: HeadNumbers): boolean {
  return (
    a.query === b.query &&
    a.key === b.key &&
    a.value === b.value &&
    a.parts === b.parts &&
    a.maskAt === b.maskAt &&
    a.scale === b.scale &&
    a.temperature === b.temperature &&
    a.normedQuery === b.normedQuery &&
    a.normedKey === b.normedKey &&
    a.rotateFrom === b.rotateFrom &&
    a.rope === b.rope &&
    a.slope === b.slope &&
    a.added === b.added &&
    a.softcap === b.softcap &&
    a.sink === b.sink &&
    a.softmax === b.softmax &&
    sameScores(a.overrides, b.overrides)
  );
}

function sameScores(a: HeadNumbers['overrides'] = [], b: HeadNumbers['overrides'] = []): boolean {
  return a.length === b.length && a.every((score, i) => score === b[i]);
}

function requestOf(
  head: HeadNumbers,
  query: Sheet,
  key: Sheet,
  precision: Precision
): SheetRequest {
  return {
    precision,
    query,
    key,
    value: head.value,
    scale: head.scale,
    temperature: head.temperature,
    slope: head.slope,
    mask: kernelMask(head.parts ?? null),
    maskAt: head.maskAt
  };
}
