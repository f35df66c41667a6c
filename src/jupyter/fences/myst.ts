import { DisposableDelegate, DisposableSet } from '@lumino/disposable';
import type { IDisposable } from '@lumino/disposable';
import type { ISignal } from '@lumino/signaling';
import type { Rendered } from './holds.ts';
import type { Surroundings } from './fence.ts';
import { Fences } from './fences.ts';

/** What is used of a notebook. */
interface Panel {
  readonly content: {
    readonly widgets: readonly Cell[];
    readonly model: { readonly cells: { readonly changed: ISignal<unknown, unknown> } } | null;
    readonly modelChanged: ISignal<unknown, unknown>;
  };
}

/** What is used of a cell; of jupyterlab-myst's, also what it renders its Markdown with. */
interface Cell {
  readonly disposed: ISignal<unknown, unknown>;
  readonly _mystWidget?: Rendered;
}

/**
 * Draws fences in the Markdown cells of jupyterlab-myst: it renders them past the registry of renderers,
 * with a widget of its own. Cells of others are left alone.
 */
export function followMystCells(panel: unknown, load: () => Promise<Surroundings>): IDisposable {
  const { content } = panel as Panel;
  const known = new WeakSet<Cell>();
  const all = new DisposableSet();
  const look = () => {
    for (const cell of content.widgets) {
      const rendered = cell._mystWidget;
      if (rendered?.node && !known.has(cell)) {
        known.add(cell);
        const fences = new Fences(rendered, load);
        const end = new DisposableDelegate(() => fences.dispose());
        all.add(end);
        cell.disposed.connect(() => {
          end.dispose();
          all.remove(end);
        });
        void fences.update();
      }
    }
  };
  const follow = () => {
    content.model?.cells.changed.connect(look);
    look();
  };
  content.modelChanged.connect(follow);
  follow();
  return all;
}
