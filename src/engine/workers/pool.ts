import { Parcels } from './parcels.ts';
import type { JobFailed, Port } from './protocol.ts';

/** More workers than these gain nothing on the machines of a classroom. */
const MOST = 4;

/** Jobs in a row that may fail before no further worker is started. */
const PATIENCE = 3;

/** A newer job took the place of this one. */
export class Superseded extends Error {
  override readonly name = 'Superseded';
}

/** Something to be told how far a job is, from 0 to 1. */
export type Progress = (share: number) => void;

/** Something that one worker does alone. */
interface Part {
  readonly index: number;
}

/** What a worker answers of a part. */
interface Done extends Part {
  readonly id: number;
}

/** A worker, and what it has been sent. */
interface Worker {
  readonly port: Port;
  readonly parcels: Parcels;
}

/** The job that is under way. */
interface Running {
  take(reply: Done | JobFailed): void;
  fail(error: Error): void;
}

/** What a worker is asked. */
interface Ask<P> {
  readonly parts: readonly P[];
  /** A job of some of the parts, for a worker that has such parcels. */
  readonly job: (parts: readonly P[], parcels: Parcels) => object;
}

/** Workers that share the parts of a job; the newest job wins. A part goes to the same worker each time. */
export class Pool {
  /** @param spawn - starts a worker that {@link serve}s; called when the first job comes */
  constructor(
    private readonly _spawn: () => Port,
    private readonly _size: number = Math.min(MOST, globalThis.navigator?.hardwareConcurrency ?? 2)
  ) {}

  /**
   * Computes all parts of a job.
   *
   * @throws Superseded when a newer job was given meanwhile; an Error where the workers cannot
   */
  run<P extends Part, D extends Done>(
    { parts, job }: Ask<P>,
    progress: Progress
  ): Promise<readonly D[]> {
    this.cancel();
    const id = this._newest;
    return new Promise((resolve, reject) => {
      const done: D[] = [];
      const take = (reply: Done | JobFailed) => {
        if (reply.id !== id) {
          return;
        }
        if ('failed' in reply) {
          this._fail(new Error(reply.failed));
          return;
        }
        done.push(reply as D);
        if (done.length === parts.length) {
          this._running = null;
          this._failures = 0;
          resolve(done);
        }
        progress(done.length / parts.length);
      };
      this._running = { fail: reject, take };
      try {
        this._get().forEach(({ port, parcels }, w, { length }) => {
          const own = parts.filter(({ index }) => index % length === w);
          if (own.length > 0) {
            port.postMessage({ ...job(own, parcels), id }, []);
          }
        });
      } catch (error) {
        this._fail(error as Error);
      }
    });
  }

  /** Gives up what is under way. */
  cancel(): void {
    this._stop(new Superseded());
  }

  /** Ends the workers, for good. */
  dispose(): void {
    this.cancel();
    this._end();
    this._broken = new Error('The workers have been ended');
  }

  /** Ends what is under way, if anything is; what workers still answer to it is no longer heard. */
  private _stop(why: Error): void {
    const running = this._running;
    this._running = null;
    this._newest += 1;
    if (running) {
      running.fail(why);
      this._workers?.forEach(({ port }) => port.postMessage({ forget: this._newest }, []));
    }
  }

  /**
   * The workers could not: nobody knows what they still have, as after they ran out of memory. The
   * next job has new ones, but where that has not helped either.
   */
  private _fail(why: Error): void {
    this._failures += 1;
    if (this._failures >= PATIENCE) {
      this._broken = why;
    }
    this._stop(why);
    this._end();
  }

  private _end(): void {
    this._workers?.forEach(({ port }) => port.terminate?.());
    this._workers = null;
  }

  /** The workers; one that could not be started will not be by the next job either. */
  private _get(): readonly Worker[] {
    if (this._broken) {
      throw this._broken;
    }
    return (this._workers ??= Array.from({ length: this._size }, () => this._start()));
  }

  private _start(): Worker {
    const port = this._spawn();
    port.addEventListener('message', ({ data }) => this._running?.take(data as Done | JobFailed));
    port.addEventListener('messageerror' as 'message', () =>
      this._fail(new Error('a worker was not understood'))
    );
    port.addEventListener('error' as 'message', () => {
      this._broken = new Error('a worker could not be started');
      this._stop(this._broken);
    });
    return { port, parcels: new Parcels() };
  }

  private _workers: readonly Worker[] | null = null;
  private _running: Running | null = null;
  private _broken: Error | null = null;
  private _newest = 0;
  /** Jobs in a row that failed. */
  private _failures = 0;
}
