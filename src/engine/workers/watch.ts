/** Milliseconds between two looks at who has been heard. */
const TICK = 1000;
/** Looks in a row at a worker that says nothing, after which it is taken for dead. */
const LEAST = 30;
/** So many times as long as a worker has been quiet before it spoke again is no longer its pace. */
const TIMES = 8;

/** What tells the time: the page's timers unless given. */
export interface Clock {
  /** Acts again and again until what it returns is called. */
  every(milliseconds: number, act: () => void): () => void;
}

export const TIMERS: Clock = {
  every: (milliseconds, act) => {
    const timer = setInterval(act, milliseconds);
    return () => clearInterval(timer);
  }
};

/**
 * Notices when a worker that has something to do falls silent. Time is counted in looks, which come
 * the later the busier the page and its machine are, and not at all while it sleeps; and a worker that
 * is slow to give signs is given longer.
 */
export class Watch<W> {
  /** @param _silent - told of one that has said nothing for too long */
  constructor(
    private readonly _clock: Clock,
    private readonly _silent: (worker: W) => void
  ) {}

  /** A worker has something to do, and will give signs of life until it is done. */
  expect(worker: W): void {
    this._quiet.set(worker, 0);
    this._end ??= this._clock.every(TICK, () => this._look());
  }

  /** A worker gave a sign. */
  heard(worker: W): void {
    const quiet = this._quiet.get(worker);
    if (quiet !== undefined) {
      this._longest = Math.max(this._longest, quiet);
      this._quiet.set(worker, 0);
    }
  }

  /** A worker has done all that it was asked. */
  done(worker: W): void {
    this._quiet.delete(worker);
    if (this._quiet.size === 0) {
      this.end();
    }
  }

  /** Nothing is expected of anybody. */
  end(): void {
    this._quiet.clear();
    this._end?.();
    this._end = null;
  }

  private _look(): void {
    const limit = Math.max(LEAST, TIMES * this._longest);
    for (const [worker, quiet] of this._quiet) {
      if (quiet >= limit) {
        this._silent(worker);
        return;
      }
      this._quiet.set(worker, quiet + 1);
    }
  }

  /** How many looks ago each was heard. */
  private readonly _quiet = new Map<W, number>();
  private _longest = 0;
  private _end: (() => void) | null = null;
}
