import type { Group, GroupDone, Job, Port, Reply } from './protocol.ts';

/** More workers than these gain nothing on the machines of a classroom. */
const MOST = 4;

/** A newer job took the place of this one. */
export class Superseded extends Error {
  override readonly name = 'Superseded';
}

/** Something to be told how far a job is, from 0 to 1. */
export type Progress = (share: number) => void;

/** Workers that share the groups of a job; the newest job wins. */
export class Pool {
  /** @param spawn - starts a worker that {@link serve}s; called when the first job comes */
  constructor(
    private readonly _spawn: () => Port,
    private readonly _size: number = Math.min(MOST, globalThis.navigator?.hardwareConcurrency ?? 2)
  ) {}

  /**
   * Computes all groups of a job.
   *
   * @throws Superseded when a newer job was given meanwhile; an Error where the workers cannot
   */
  run(
    job: Omit<Job, 'id' | 'groups'>,
    groups: readonly Group[],
    progress: Progress
  ): Promise<readonly GroupDone[]> {
    this.cancel();
    const id = this._newest;
    return new Promise((resolve, reject) => {
      const workers = this._get().slice(0, groups.length);
      const done: GroupDone[] = [];
      this._running = {
        fail: reject,
        take: reply => {
          if (reply.id !== id) {
            return;
          }
          if ('failed' in reply) {
            this._stop(new Error(reply.failed));
            return;
          }
          done.push(reply);
          progress(done.length / groups.length);
          if (done.length === groups.length) {
            this._running = null;
            resolve(done);
          }
        }
      };
      workers.forEach((worker, w) => {
        const own = groups.filter((_, g) => g % workers.length === w);
        worker.postMessage({ ...job, id, groups: own }, []);
      });
    });
  }

  /** Gives up what is under way. */
  cancel(): void {
    this._stop(new Superseded());
  }

  /** Ends the workers. */
  dispose(): void {
    this.cancel();
    this._workers?.forEach(worker => worker.terminate?.());
    this._workers = null;
  }

  /** Ends what is under way; what workers still answer to it is no longer heard. */
  private _stop(why: Error): void {
    this._running?.fail(why);
    this._running = null;
    this._newest += 1;
    this._workers?.forEach(worker => worker.postMessage({ forget: this._newest }, []));
  }

  /** The workers; one that could not be started will not be by the next job either. */
  private _get(): readonly Port[] {
    if (this._broken) {
      throw this._broken;
    }
    return (this._workers ??= Array.from({ length: this._size }, () => {
      const worker = this._spawn();
      worker.addEventListener('message', ({ data }) => this._running?.take(data as Reply));
      worker.addEventListener('error' as 'message', () => {
        this._broken = new Error('a worker could not be started');
        this._stop(this._broken);
      });
      return worker;
    }));
  }

  private _workers: readonly Port[] | null = null;
  private _running: { take: (reply: Reply) => void; fail: (error: Error) => void } | null = null;
  private _broken: Error | null = null;
  private _newest = 0;
}
