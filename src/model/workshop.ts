import { isOutOfMemory, Pool, Superseded } from '../engine/index.ts';
import type { Engine, Port, Preparation } from '../engine/index.ts';
import { openAhead } from '../format/index.ts';
import type { Spec } from '../format/index.ts';
import type { History } from './history.ts';
import { resolve } from './resolve.ts';
import { selectionOf } from './selection.ts';

/** Milliseconds after which somebody who waits wants to know how far it is. */
const PATIENCE = 300;

/** What a spec is computed for. */
export interface Purpose {
  readonly edit: boolean;
  /** The history then; null for a payload that is loaded. */
  readonly history: History | null;
}

/** A spec that is being computed. */
export interface UnderWay extends Purpose {
  readonly spec: Spec;
  /** So much is to be computed that a newer one takes its place; otherwise edits wait for it. */
  readonly isLong: boolean;
}

/** Where what would hold up the page is made of a spec beside it, its arrays inflated and its numbers computed: of one at a time, the newest. */
export class Workshop {
  /**
   * @param spawn - starts a worker; without it nothing is computed here
   * @param _tell - told how far it is, from 0 to 1: of what takes long at once, otherwise after a moment
   */
  constructor(
    private readonly _engine: Engine,
    spawn: (() => Port) | undefined,
    private readonly _tell: (share: number) => void
  ) {
    this._pool = spawn ? new Pool(spawn) : null;
  }

  /** What is being computed, or null. */
  get wanted(): UnderWay | null {
    return this._wanted;
  }

  /**
   * Begins with a spec; what was under way is given up. First the arrays are opened of the layer that is shown.
   *
   * @param moving - a token is being moved
   * @param done - called when it is there, or when workers cannot: then the page computes by itself
   * @returns whether there is anything to wait for
   */
  begin(spec: Spec, purpose: Purpose, moving: boolean, done: () => void): boolean {
    this.giveUp();
    const opening = openAhead(spec, spec.view?.layer);
    if (!opening) {
      return this._compute(spec, purpose, moving, done);
    }
    const wanted = { spec, isLong: false, ...purpose };
    this._wanted = wanted;
    this._tellLater(() => 0);
    void opening.then(() => {
      if (this._wanted === wanted) {
        this._forget();
        if (!this._compute(spec, purpose, moving, done)) {
          done();
        }
      }
    });
    return true;
  }

  private _compute(spec: Spec, purpose: Purpose, moving: boolean, done: () => void): boolean {
    let share = 0;
    const work = this._prepare(spec, moving, now => {
      share = now;
      if (this._patience === null) {
        this._tell(share);
      }
    });
    if (!work) {
      return false;
    }
    this._wanted = { spec, isLong: work.isLong, ...purpose };
    if (work.isLong) {
      this._tell(share);
    } else {
      this._tellLater(() => share);
    }
    const finish = () => {
      this._forget();
      done();
    };
    void work.done.then(finish, error => (error instanceof Superseded ? undefined : finish()));
    return true;
  }

  /** What is being computed is no longer wanted. */
  giveUp(): void {
    this._pool?.cancel();
    this._forget();
  }

  dispose(): void {
    this.giveUp();
    this._pool?.dispose();
  }

  /** What workers have to do, or null. Where memory does not suffice to ask them, the page tries. */
  private _prepare(
    spec: Spec,
    moving: boolean,
    progress: (share: number) => void
  ): Preparation | null {
    if (!this._pool) {
      return null;
    }
    try {
      const { input } = resolve(spec);
      const { head } = selectionOf(spec, input);
      return this._engine.prepare(input, this._pool, progress, { moving, head });
    } catch (error) {
      if (isOutOfMemory(error)) {
        return null;
      }
      throw error;
    }
  }

  private _tellLater(share: () => number): void {
    this._patience = setTimeout(() => {
      this._patience = null;
      this._tell(share());
    }, PATIENCE);
  }

  private _forget(): void {
    this._wanted = null;
    if (this._patience !== null) {
      clearTimeout(this._patience);
      this._patience = null;
    }
  }

  private _wanted: UnderWay | null = null;
  private _patience: ReturnType<typeof setTimeout> | null = null;
  private readonly _pool: Pool | null;
}
