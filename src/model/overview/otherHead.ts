import { Signal } from '@lumino/signaling';
import type { ISignal } from '@lumino/signaling';
import type { Port } from '../../engine/index.ts';
import type { Problem } from '../../format/index.ts';
import { sameInputs } from '../same.ts';
import { InWorker, OnPage } from './sketcher.ts';
import type { Sketcher } from './sketcher.ts';
import type { Look } from './sketching.ts';
import type { HeadWeights } from './weighing.ts';

/** What is known of a head by now: its weights, or why there are none, or neither yet. */
export interface OtherState {
  readonly weights: HeadWeights | null;
  readonly problem: Problem | null;
}

const NOTHING: OtherState = { weights: null, problem: null };

/**
 * The weights of a head of a layer that is not the one on the stage: computed beside the page, once, and anew
 * only where something has changed that they are made from.
 */
export class OtherHead {
  constructor(private readonly _sketcher: Sketcher) {}

  /** Emitted after `state` has changed. */
  get changed(): ISignal<this, OtherState> {
    return this._changed;
  }

  get state(): OtherState {
    return this._state;
  }

  /** Whether what is known is of this head as it is now. */
  isAbout(look: Look | null): boolean {
    return this._look?.head === look?.head && isSameLayer(this._look, look);
  }

  /** This head is wanted from here on; null: none is. */
  want(look: Look | null): void {
    const isSame = this.isAbout(look);
    this._look = look;
    if (isSame) {
      return;
    }
    this._sketcher.end();
    this._set(NOTHING);
    if (look) {
      const { view: _, lesson: __, ...layer } = look.layer;
      this._sketcher.begin(
        { layer, head: look.head },
        {
          say: said =>
            this._set({
              weights: 'weights' in said ? said.weights : null,
              problem: 'problem' in said ? said.problem : null
            }),
          done: () => this._sketcher.dispose() // what it holds for the next one is as large as a layer
        }
      );
    }
  }

  dispose(): void {
    this._look = null;
    this._sketcher.dispose();
    Signal.clearData(this);
  }

  private _set(state: OtherState): void {
    if (state !== this._state) {
      this._state = state;
      this._changed.emit(state);
    }
  }

  private readonly _changed = new Signal<this, OtherState>(this);
  private _state = NOTHING;
  private _look: Look | null = null;
}

/** @param spawn - starts a worker that looks at heads; null: the page does */
export function otherHead(spawn: (() => Port) | null): OtherHead {
  return new OtherHead(spawn ? new InWorker(spawn) : new OnPage());
}

function isSameLayer(a: Look | null, b: Look | null): boolean {
  return a === b || (a !== null && b !== null && sameInputs(a.layer, b.layer));
}
