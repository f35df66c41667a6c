/** What is used of what pages share. */
export interface SharedDocument {
  readonly clientID: number;
  getMap(name: string): SharedMap;
}

interface SharedMap {
  get(name: string): unknown;
  set(name: string, value: string): unknown;
  observe(listener: Listener): void;
  unobserve(listener: Listener): void;
}

type Listener = (
  event: { readonly keysChanged: ReadonlySet<string> },
  transaction: { readonly local: boolean }
) => void;

const MAP = 'jupyterlab-attention';
const WRITTEN = 'written';

/**
 * Says when two pages have written at the same time. A shared text puts together what both have written,
 * letter by letter: of 4 and 5 it makes 45. Beside it each write leaves a mark, of which one stays, the
 * same on all pages: that page mends the text, and only that one. A mark that comes after another was seen
 * takes its place, so that nothing is mended where pages write in turn.
 */
export class Turns {
  /**
   * @param shared - what pages share, or nothing where they do not
   * @param mend - is called once all has arrived that the other page has written
   */
  constructor(
    private readonly _shared: SharedDocument | undefined,
    private readonly _mend: () => void
  ) {
    this._map?.observe(this._onChanged);
  }

  /** Leaves a mark of this page, together with what it writes. */
  mark(): void {
    this._count += 1;
    this._mine = `${this._shared?.clientID}:${this._count}`;
    this._map?.set(WRITTEN, this._mine);
  }

  dispose(): void {
    this._map?.unobserve(this._onChanged);
    this._mine = null;
  }

  private get _map(): SharedMap | undefined {
    return this._shared?.getMap(MAP);
  }

  private readonly _onChanged: Listener = ({ keysChanged }, { local }) => {
    if (!local && keysChanged.has(WRITTEN) && this._hasStayed) {
      // Others are still being told of the same change.
      queueMicrotask(() => this._hasStayed && this._mend());
    }
  };

  private get _hasStayed(): boolean {
    return this._mine !== null && this._map?.get(WRITTEN) === this._mine;
  }

  private _mine: string | null = null;
  private _count = 0;
}
