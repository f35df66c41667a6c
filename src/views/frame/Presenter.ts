/**
 * Lets the view fill the window: its content is raised to the top layer of the page, above all that
 * clips or moves what it holds, while its element keeps the room that it took, so that the page is
 * where it was when the view comes back, and the focus where it was in it.
 */
export class Presenter {
  constructor(
    private readonly _host: HTMLElement,
    private readonly _content: HTMLElement
  ) {}

  get isOn(): boolean {
    return this._isOn;
  }

  set isOn(on: boolean) {
    if (on === this._isOn) {
      return;
    }
    this._isOn = on;
    const { _host: host, _content: content } = this;
    if (on) {
      host.style.minHeight = `${host.offsetHeight}px`;
      this._before = (content.getRootNode() as ShadowRoot).activeElement as HTMLElement | null;
      content.popover = 'manual';
      content.showPopover?.();
    } else {
      content.hidePopover?.();
      content.removeAttribute('popover');
      host.style.minHeight = '';
    }
    content.toggleAttribute('data-presenting', on);
    const place = !on && this._before?.isConnected ? this._before : content;
    place.focus({ preventScroll: true });
  }

  private _isOn = false;
  /** What had the focus in the view before it filled the window. */
  private _before: HTMLElement | null = null;
}
