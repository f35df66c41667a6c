/** What is used of a widget in front: a notebook has an active cell. */
interface InFront {
  readonly node: HTMLElement;
  readonly content?: { readonly activeCell?: { readonly node: HTMLElement } | null };
}

/** What is used of the page: what is in front, and where its menu was opened. */
export interface Page {
  readonly shell?: { readonly currentWidget: unknown };
  contextMenuHitTest?(test: (node: HTMLElement) => boolean): HTMLElement | undefined;
}

/** What is used of a view. */
interface Seen {
  readonly node: HTMLElement;
  dress(): void;
}

/** Those of a page, from the first on. */
export function viewsOf<View extends Seen>(host: {
  readonly page: Page;
  views: OpenViews<View> | null;
}): OpenViews<View> {
  host.views ??= new OpenViews<View>(host.page);
  return host.views;
}

/** The views that are open, and which of them a command is meant for. */
export class OpenViews<View extends Seen> {
  constructor(private readonly _page: Page) {}

  get all(): readonly View[] {
    return [...this._all];
  }

  /** Takes a view, until it is disposed of. */
  add(view: View): void {
    this._all.add(view);
    view.node.addEventListener('focusin', () => {
      this._last = view;
    });
  }

  remove(view: View): void {
    this._all.delete(view);
    this._last = this._last === view ? null : this._last;
  }

  /** Dresses all of them anew. */
  refresh(): void {
    this._all.forEach(view => view.dress());
  }

  /** The view whose menu was opened last. */
  get ofMenu(): View | null {
    const hit = this._page.contextMenuHitTest?.(node => this._holder(node) !== null);
    return hit ? this._holder(hit) : null;
  }

  /**
   * The view that has the focus; else one in the active cell, or the one of the document in front. Where
   * a cell holds several it is the one that had the focus last, or the first.
   */
  get current(): View | null {
    const focused = this.all.find(({ node }) => node.contains(document.activeElement));
    const inFront = this._page.shell?.currentWidget as InFront | null | undefined;
    if (focused || !inFront) {
      return focused ?? null;
    }
    const cell = inFront.content?.activeCell?.node;
    const inCell = cell ? this._in(cell) : [];
    const here = inCell.length > 0 ? inCell : this._in(inFront.node);
    if (here.length > 1 && cell && inCell.length === 0) {
      return null; // of other cells: nobody knows which
    }
    return here.find(view => view === this._last) ?? here[0] ?? null;
  }

  /** One of those in front, whichever: for what is done with all of them. */
  get any(): View | null {
    const inFront = this._page.shell?.currentWidget as InFront | null | undefined;
    return this.current ?? (inFront ? this._in(inFront.node)[0] : null) ?? null;
  }

  private _holder(node: HTMLElement): View | null {
    return this.all.find(view => view.node === node) ?? null;
  }

  private _in(node: Element): readonly View[] {
    return this.all.filter(view => node.contains(view.node));
  }

  private readonly _all = new Set<View>();
  private _last: View | null = null;
}
