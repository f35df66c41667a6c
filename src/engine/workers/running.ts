import type { Parcels } from './parcels.ts';
import type { Port } from './protocol.ts';

/** Something to be told how far a job is, from 0 to 1. */
export type Progress = (share: number) => void;

/** Something that one worker does alone. */
export interface Part {
  readonly index: number;
}

/** A worker, and what it has been sent. */
export interface Worker {
  readonly port: Port;
  readonly parcels: Parcels;
  /** It has said something: its script is there. */
  isHeard: boolean;
}

/** What workers are asked. */
export interface Ask<P, D> {
  readonly parts: readonly P[];
  /** A job of some of the parts, for a worker that has such parcels. */
  readonly job: (parts: readonly P[], parcels: Parcels) => object;
  /** Whether an answer is that to a part. */
  readonly isDone: (answer: Partial<D>, part: P) => boolean;
}

/** Where a job is after an answer: this worker, or all, have nothing left to do; or it was no answer to it. */
export type Progressed = 'going on' | 'worker done' | 'all done' | 'wrong';

/** The job that is under way: who was asked what, and what has been answered. */
export class Running<P extends Part, D extends Part> {
  constructor(
    readonly id: number,
    private readonly _ask: Ask<P, D>,
    private readonly _progress: Progress,
    private readonly _resolve: (done: readonly D[]) => void,
    /** Tells that it comes to nothing. */
    readonly fail: (error: Error) => void
  ) {}

  /** Sends a worker some of the parts. */
  send(worker: Worker, parts: readonly P[]): void {
    this._left.set(worker, new Map(parts.map(part => [part.index, part])));
    const job = this._ask.job(parts, worker.parcels);
    worker.port.postMessage({ ...job, id: this.id }, []);
  }

  /** Takes what a worker answers. */
  take(worker: Worker, answer: Part): Progressed {
    const left = this._left.get(worker);
    const part = left?.get(answer.index);
    if (!left || !part || !this._ask.isDone(answer as Partial<D>, part)) {
      return 'wrong';
    }
    left.delete(answer.index);
    this._done.push(answer as D);
    return this._done.length === this._ask.parts.length
      ? 'all done'
      : left.size === 0
        ? 'worker done'
        : 'going on';
  }

  /** Tells how far it is, and what was done once all is. */
  tell(): void {
    const { length } = this._ask.parts;
    if (this._done.length === length) {
      this._resolve(this._done);
    }
    this._progress(this._done.length / length);
  }

  private readonly _left = new Map<Worker, Map<number, P>>();
  private readonly _done: D[] = [];
}
