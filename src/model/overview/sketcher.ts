import type { Port } from '../../engine/index.ts';
import { serialize } from '../../format/index.ts';
import type { Answer, Asked } from './serve.ts';
import { looking } from './sketching.ts';
import type { Look, Said } from './sketching.ts';

/** Who hears what is said of a layer, or of a head of it. */
export interface Listener {
  readonly say: (said: Said) => void;
  readonly done: () => void;
}

/** Looks at layers, one at a time: the newest. */
export interface Sketcher {
  begin(look: Look, listener: Listener): void;
  /** Gives up what is under way. */
  end(): void;
  /** Gives back what it holds; it can begin anew. */
  dispose(): void;
}

/** Calls later, when the page has had its turn; returns what calls it off. */
export type Later = (act: () => void) => () => void;

/** Milliseconds that the page may be held up at once. */
const SLICE = 6;

/** After what the page has to do: a frame that waits is drawn first. */
export const afterOthers: Later = act => {
  const timer = setTimeout(act);
  return () => clearTimeout(timer);
};

/** On the page itself, in slices between which it can do something else. */
export class OnPage implements Sketcher {
  constructor(private readonly _later: Later = afterOthers) {}

  begin(look: Look, { say, done }: Listener): void {
    this.end();
    const way = looking(look);
    const slice = () => {
      const start = performance.now();
      do {
        const { done: isDone, value } = way.next();
        if (isDone) {
          this._cancel = null;
          done();
          return;
        }
        if (value) {
          say(value);
        }
      } while (performance.now() - start < SLICE);
      this._cancel = this._later(slice);
    };
    this._cancel = this._later(slice);
  }

  end(): void {
    this._cancel?.();
    this._cancel = null;
  }

  dispose(): void {
    this.end();
  }

  private _cancel: (() => void) | null = null;
}

/** In a worker; where it cannot, on the page from then on. */
export class InWorker implements Sketcher {
  /** @param _spawn - starts a worker that serves sketches */
  constructor(
    private readonly _spawn: () => Port,
    private readonly _page: Sketcher = new OnPage()
  ) {}

  begin(look: Look, listener: Listener): void {
    this.end();
    const port = this._isBroken ? null : this._start();
    if (!port) {
      this._page.begin(look, listener);
      return;
    }
    this._id += 1;
    this._asked = { look, listener };
    const { layer, head = null } = look;
    port.postMessage({ id: this._id, payload: serialize(layer), head } satisfies Asked, []);
  }

  /** What it is at is given up with the worker: it hears nothing before it is done. */
  end(): void {
    this._page.end();
    this._asked = null;
    if (this._isAtWork) {
      this._port?.terminate?.();
      this._port = null;
    }
  }

  dispose(): void {
    this.end();
    this._port?.terminate?.();
    this._port = null;
  }

  private _start(): Port | null {
    try {
      this._port ??= this._listenTo(this._spawn());
      this._isAtWork = true;
    } catch {
      this._isBroken = true;
    }
    return this._port;
  }

  private _listenTo(port: Port): Port {
    const ifOurs = (act: (event: MessageEvent) => void) => (event: MessageEvent) =>
      port === this._port ? act(event) : undefined; // else it was given up
    port.addEventListener(
      'message',
      ifOurs(({ data }) => this._hear(data as Answer))
    );
    for (const type of ['error', 'messageerror']) {
      port.addEventListener(
        type as 'message',
        ifOurs(() => this._fail())
      );
    }
    return port;
  }

  private _hear(answer: Answer): void {
    if (!this._asked || answer.id !== this._id) {
      return;
    }
    const { listener } = this._asked;
    if ('said' in answer) {
      listener.say(answer.said);
    } else if ('failed' in answer) {
      this._fail();
    } else {
      this._isAtWork = false;
      this._asked = null;
      listener.done();
    }
  }

  /** What was asked is done on the page. */
  private _fail(): void {
    const asked = this._asked;
    this._isBroken = true;
    this.dispose();
    if (asked) {
      this._page.begin(asked.look, asked.listener);
    }
  }

  private _port: Port | null = null;
  private _id = 0;
  private _asked: { readonly look: Look; readonly listener: Listener } | null = null;
  private _isAtWork = false;
  private _isBroken = false;
}
