/**
 * Lets the view fill the window: its content is raised to the top layer of the page, above all that
 * clips or moves what it holds, while its element keeps the room that it took, so that the page is
 * where it was when the view comes back.
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
      content.popover = 'manual';
      content.showPopover?.();
    } else {
      content.hidePopover?.();
      content.removeAttribute('popover');
      host.style.minHeight = '';
    }
    content.toggleAttribute('data-presenting', on);
  }

  private _isOn = false;
}
