/** How much larger everything is where the window has the room, and the window that it is drawn for at its usual size. */
const LARGEST = 1.5;
const [WIDTH, HEIGHT] = [1280, 720];

/**
 * Lets the view fill the window: its content is raised to the top layer of the page, above all that
 * clips or moves what it holds, while its element keeps the room that it took, so that the page is
 * where it was when the view comes back, and the focus where it was in it.
 */
export class Presenter {
  constructor(
    private readonly _host: HTMLElement,
    private readonly _content: HTMLElement,
    /** Told that the window has another size while the view fills it. */
    private readonly _onResize: () => void
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
      window.addEventListener('resize', this._fit);
      content.popover = 'manual';
      content.showPopover?.();
    } else {
      window.removeEventListener('resize', this._fit);
      content.hidePopover?.();
      content.removeAttribute('popover');
      host.style.minHeight = '';
    }
    content.toggleAttribute('data-presenting', on);
    content.style.setProperty('--px', on ? `${this.scale}px` : null);
    const place = !on && this._before?.isConnected ? this._before : content;
    place.focus({ preventScroll: true });
  }

  /** How many times larger than usual the view is drawn, so that all of the stage is in the window. */
  get scale(): number {
    const room = Math.min(window.innerWidth / WIDTH, window.innerHeight / HEIGHT);
    return this._isOn ? Math.max(1, Math.min(LARGEST, room)) : 1;
  }

  private readonly _fit = (): void => {
    this._content.style.setProperty('--px', `${this.scale}px`);
    this._onResize();
  };

  private _isOn = false;
  /** What had the focus in the view before it filled the window. */
  private _before: HTMLElement | null = null;
}
