import { DisposableDelegate } from '@lumino/disposable';
import type { IDisposable } from '@lumino/disposable';
import type { Widget } from '@lumino/widgets';

const SCROLLED = 'jp-mod-outputsScrolled';

/** A code cell: it knows whether its reader has chosen to scroll its outputs. */
interface CodeCell extends Widget {
  readonly outputsScrolled: boolean;
}

/**
 * Keeps the outputs around a view at their full height. Notebook 7 puts tall outputs into a small box
 * that scrolls, by a class alone; what a reader chooses is known to the cell as well, and stays.
 */
export function keepUnrolled(view: Widget): IDisposable | null {
  const cell = cellOf(view);
  if (!cell) {
    return null;
  }
  const unroll = () => {
    if (!cell.outputsScrolled && cell.hasClass(SCROLLED)) {
      cell.removeClass(SCROLLED);
    }
  };
  unroll();
  const observer = new MutationObserver(unroll);
  observer.observe(cell.node, { attributeFilter: ['class'] });
  return new DisposableDelegate(() => observer.disconnect());
}

function cellOf(view: Widget): CodeCell | null {
  for (let widget: Widget | null = view; widget; widget = widget.parent) {
    if ('outputsScrolled' in widget) {
      return widget as CodeCell;
    }
  }
  return null;
}
