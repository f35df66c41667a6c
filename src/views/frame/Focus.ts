/** What a key can bring the focus to. */
const REACHABLE =
  'button, input, select, textarea, summary, a[href], [tabindex]:not([tabindex="-1"])';

/**
 * Keeps the focus where one would look for it. A control that goes or is disabled while it has the
 * focus would leave it to the page, where the next key is another's: a neighbour takes it. A press on
 * a plain part of the view brings the focus into the view as well.
 */
export class Focus {
  constructor(
    private readonly _host: HTMLElement,
    private readonly _content: HTMLElement
  ) {
    this._part = _content;
    _content.addEventListener('focusin', this._onFocusIn);
    _content.addEventListener('focusout', this._onFocusOut);
    _content.addEventListener('pointerdown', this._onPress, true);
    _content.addEventListener('mousedown', onMouseDown);
    const attributeFilter = ['disabled', 'hidden'];
    this._observer.observe(_content, { childList: true, subtree: true, attributeFilter });
  }

  dispose(): void {
    this._observer.disconnect();
    this._content.removeEventListener('focusin', this._onFocusIn);
    this._content.removeEventListener('focusout', this._onFocusOut);
    this._content.removeEventListener('pointerdown', this._onPress, true);
    this._content.removeEventListener('mousedown', onMouseDown);
  }

  /** Hands the focus, if it is in the view, to what holds the view in the page, such as a cell. */
  leave(): void {
    const active = this._active;
    this._held = null;
    if (active) {
      const around = this._host.parentElement?.closest<HTMLElement>('[tabindex]');
      around?.focus({ preventScroll: true });
      (this._active as HTMLElement | null)?.blur();
    }
  }

  /** The element of the view that has the focus. */
  private get _active(): Element | null {
    return (this._content.getRootNode() as ShadowRoot).activeElement;
  }

  private readonly _onFocusIn = (event: FocusEvent): void => {
    const held = event.target as HTMLElement;
    this._held = held;
    this._part = held.closest('.jp-Attention-panes > *') ?? this._content;
    this._before = reachable(this._part)
      .filter(other => follows(other, held))
      .reverse();
  };

  private readonly _onFocusOut = ({ relatedTarget }: FocusEvent): void => {
    if (relatedTarget) {
      this._held = null; // or what takes it now
    } else {
      // What is being removed has not gone yet.
      queueMicrotask(() => this._mend(this._observer.takeRecords()));
    }
  };

  /** Whoever draws figures may keep the page from moving the focus to where the pointer is pressed. */
  private readonly _onPress = (event: PointerEvent): void => {
    if (event.button === 0) {
      setTimeout(() => this._active ?? this._content.focus({ preventScroll: true }));
    }
  };

  /** Gives the focus to a neighbour of what had it, if that cannot have it any longer. */
  private readonly _mend = (changes: readonly MutationRecord[]): void => {
    const held = this._held;
    if (!held || (this._active === held && canHold(held))) {
      return;
    }
    const moved = changes.some(({ removedNodes }) =>
      [...removedNodes].some(node => node.contains(held))
    );
    const { activeElement } = document;
    const free = [null, document.body, this._host].includes(activeElement as HTMLElement | null);
    this._held = null;
    if (free && (moved || !canHold(held))) {
      this._successor(held).focus({ preventScroll: true });
    }
  };

  /** Where one would look after an element that had the focus. */
  private _successor(held: HTMLElement): HTMLElement {
    if (canHold(held)) {
      return held; // it has only been moved
    }
    const from = held.isConnected ? held : this._before.find(canHold);
    const all = reachable(this._part).filter(canHold);
    const after = from ? all.find(other => follows(from, other)) : all[0];
    return after ?? all.at(-1) ?? this._content;
  }

  private _held: HTMLElement | null = null;
  /** The pane that it stands in, or the view. */
  private _part: Element;
  /** What could be reached before it there, the nearest first. */
  private _before: readonly HTMLElement[] = [];
  private readonly _observer = new MutationObserver(changes => this._mend(changes));
}

/** Shift with a press extends what is selected in a field; the page, seeing none, would select cells. */
function onMouseDown(event: MouseEvent): void {
  if (event.shiftKey && event.target instanceof HTMLInputElement) {
    event.stopPropagation();
  }
}

function reachable(part: Element): readonly HTMLElement[] {
  return [...part.querySelectorAll<HTMLElement>(REACHABLE)];
}

function canHold(element: HTMLElement): boolean {
  const { isConnected } = element;
  return isConnected && !element.matches(':disabled') && (element.checkVisibility?.() ?? true);
}

/** Whether an element stands after another one, or in it. */
function follows(from: Element, other: Element): boolean {
  return (from.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
}
