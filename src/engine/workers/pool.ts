import { replyOf } from './answers.ts';
import type { Reply } from './answers.ts';
import { Parcels } from './parcels.ts';
import type { Port } from './protocol.ts';
import { Running } from './running.ts';
import type { Ask, Part, Progress, Worker } from './running.ts';
import { TIMERS, Watch } from './watch.ts';
import type { Clock } from './watch.ts';

/** More workers than these gain nothing on the machines of a classroom. */
const MOST = 4;

/** How many workers a machine can use: one a core, of which 2 are assumed where it does not say. */
export function usefulWorkers(): number {
  return Math.min(MOST, globalThis.navigator?.hardwareConcurrency ?? 2);
}

/** Jobs in a row that may fail before no further worker is started. */
const PATIENCE = 3;

/** A newer job took the place of this one. */
export class Superseded extends Error {
  override readonly name = 'Superseded';
}

/** Workers that share the parts of a job; the newest job wins. A part goes to the same worker each time. */
export class Pool {
  /** @param spawn - starts a worker that {@link serve}s; called when the first job comes */
  constructor(
    private readonly _spawn: () => Port,
    private readonly _size: number = usefulWorkers(),
    clock: Clock = TIMERS
  ) {
    this._watch = new Watch(clock, () => this._fail(new Error('a worker fell silent')));
  }

  /**
   * Computes all parts of a job.
   *
   * @throws Superseded when a newer job was given meanwhile; an Error where the workers cannot, or one
   * of them falls silent
   */
  run<P extends Part, D extends Part>(ask: Ask<P, D>, progress: Progress): Promise<readonly D[]> {
    this.cancel();
    return new Promise((resolve, reject) => {
      const running = new Running<P, D>(this._newest, ask, progress, resolve, reject);
      this._running = running as unknown as Running<Part, Part>;
      try {
        this._get().forEach((worker, w, { length }) => {
          const own = ask.parts.filter(({ index }) => index % length === w);
          if (own.length > 0) {
            this._watch.expect(worker);
            running.send(worker, own);
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
    this._watch.end();
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
    if (!this._workers) {
      const workers: Worker[] = [];
      this._workers = workers; // where one cannot be started, those before it are ended
      for (let w = 0; w < this._size; w++) {
        workers.push(this._start());
      }
    }
    return this._workers;
  }

  private _start(): Worker {
    const worker: Worker = { port: this._spawn(), parcels: new Parcels(), isHeard: false };
    const listen = (type: string, act: (event: MessageEvent) => void) =>
      worker.port.addEventListener(type as 'message', event => {
        if (this._workers?.includes(worker)) {
          act(event);
        } // else it was replaced, and speaks of what nobody waits for
      });
    listen('message', ({ data }) => this._hear(worker, replyOf(data)));
    listen('messageerror', () => this._fail(new Error('a worker was not understood')));
    listen('error', () => {
      const what = worker.isHeard ? 'a worker broke off' : 'a worker could not be started';
      if (!worker.isHeard) {
        this._failures = PATIENCE; // nor will the next one be
      }
      this._fail(new Error(what));
    });
    return worker;
  }

  private _hear(worker: Worker, reply: Reply | null): void {
    worker.isHeard = true;
    this._watch.heard(worker);
    const running = this._running;
    if (!running) {
      return;
    }
    if (reply === null) {
      this._fail(new Error('a worker said something else than workers say'));
    } else if ('id' in reply && reply.id === running.id) {
      if ('failed' in reply) {
        this._fail(new Error(reply.failed));
      } else {
        this._take(running, worker, reply);
      }
    }
  }

  private _take(running: Running<Part, Part>, worker: Worker, answer: Part): void {
    const now = running.take(worker, answer);
    if (now === 'wrong') {
      this._fail(new Error('a worker answered something else than it was asked'));
      return;
    }
    if (now !== 'going on') {
      this._watch.done(worker);
    }
    if (now === 'all done') {
      this._running = null;
      this._failures = 0;
    }
    running.tell();
  }

  private readonly _watch: Watch<Worker>;
  private _workers: readonly Worker[] | null = null;
  private _running: Running<Part, Part> | null = null;
  private _broken: Error | null = null;
  private _newest = 0;
  /** Jobs in a row that failed. */
  private _failures = 0;
}
