/** Whether the page is being printed; never where it knows no media. */
export function isPrinting(): boolean {
  return window.matchMedia?.('print').matches ?? false;
}

/** Whether the page is being printed, and when that begins and ends. */
export class Printing {
  constructor(private readonly _onChange: () => void) {
    this._media?.addEventListener('change', _onChange);
  }

  get isOn(): boolean {
    return this._media?.matches ?? false;
  }

  dispose(): void {
    this._media?.removeEventListener('change', this._onChange);
  }

  /** Undefined where a page knows no media. */
  private readonly _media: MediaQueryList | undefined = window.matchMedia?.('print');
}
