import { mayHold } from './holds.ts';
import type { Rendered } from './holds.ts';
import type * as lateModule from './fence.ts';
import type { Fence, Surroundings } from './fence.ts';

/** What is loaded with the first fence. */
type Late = Pick<typeof lateModule, 'Fence' | 'blocksOf' | 'isAway'> & {
  readonly around: Surroundings;
};

/**
 * The fences in what one widget has rendered from Markdown. Whenever that is rendered anew, each view
 * is put below its block again in the same turn, before anything is painted: the views of blocks that
 * say the same are the same.
 */
export class Fences {
  /**
   * @param load - loads what fences need, which is not loaded while there are none
   */
  constructor(
    private readonly _rendered: Rendered,
    private readonly _load: () => Promise<Surroundings>
  ) {
    this._observer.observe(_rendered.node, {
      childList: true,
      characterData: true,
      subtree: true
    });
  }

  /** Looks for fences; done when their views are there. */
  async update(): Promise<void> {
    if (!this._late && !this._isDisposed && mayHold(this._rendered)) {
      const [around, late] = await Promise.all([this._load(), import('./fence.ts')]);
      this._late = { around, ...late };
    }
    this._look();
  }

  dispose(): void {
    this._isDisposed = true;
    this._observer.disconnect();
    this._fences.forEach(fence => fence.dispose());
    this._fences = [];
  }

  private _look(): void {
    if (!this._late || this._isDisposed) {
      return;
    }
    const { around, blocksOf, isAway, Fence } = this._late;
    if (isAway(this._rendered)) {
      this._fences.forEach(fence => fence.hide());
      return;
    }
    const blocks = blocksOf(this._rendered);
    const free = [...this._fences];
    const take = (index: number) => (index < 0 ? undefined : free.splice(index, 1)[0]);
    const same = blocks.map(({ body }) => take(free.findIndex(fence => fence.body === body)));
    this._fences = blocks.map((block, i) => {
      const fence = same[i] ?? free.shift() ?? new Fence(around);
      fence.show(block);
      return fence;
    });
    free.forEach(fence => fence.dispose());
  }

  private readonly _observer = new MutationObserver(() => void this.update());
  private _late: Late | null = null;
  private _fences: readonly Fence[] = [];
  private _isDisposed = false;
}
