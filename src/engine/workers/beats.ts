/** Milliseconds from one sign of life to the next. */
const PAUSE = 250;

/** Signs of life of a worker, between the pieces of what it computes. */
export class Beats {
  /** @param _give - gives a sign to the page */
  constructor(
    private readonly _give: () => void,
    private readonly _now: () => number = () => performance.now()
  ) {
    this._last = _now();
  }

  /** Here a sign may be given, if the last one is a while ago. */
  readonly beat = (): void => {
    const now = this._now();
    if (now - this._last >= PAUSE) {
      this._last = now;
      this._give();
    }
  };

  private _last: number;
}
