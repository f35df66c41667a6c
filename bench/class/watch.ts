// What goes wrong on a student's pages, and what they ask of the server.
import type { BrowserContext } from '@playwright/test';

/** How often each kind of request was made. */
export type Counts = { [kind: string]: number };

/** Names of one time and place: of kernels, sessions and files with a hash. */
const IDS = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** The name of what is sent to a kernel. */
const MESSAGE = /"msg_type":\s*"(\w+)"/;

/** Listens to all pages of a context from their start. */
export class Watch {
  readonly errors: string[] = [];
  private readonly _counting = new Set<Counts>();
  private _last = performance.now();

  /** @param base - the address of the student's server, which is left out of what is listed */
  constructor(
    context: BrowserContext,
    private readonly _base: string
  ) {
    context.on('console', message => {
      if (message.type() === 'error') {
        this.errors.push(`console: ${message.text()} (${this._short(message.location().url)})`);
      }
    });
    context.on('weberror', error => this.errors.push(`page: ${error.error().message}`));
    context.on('response', response => {
      if (response.status() >= 500) {
        this.errors.push(`${response.status()}: ${this._short(response.url())}`);
      }
    });
    context.on('request', request => {
      if (/^(https?|wss?):/.test(request.url())) {
        this._saw(`${request.method()} ${this._short(request.url())}`);
      }
    });
    context.on('page', page =>
      page.on('websocket', socket =>
        socket.on('framesent', ({ payload }) => {
          const [, type = 'message'] = MESSAGE.exec(payload.toString()) ?? [];
          this._saw(`${type} to ${this._short(socket.url())}`);
        })
      )
    );
  }

  /** Counts from now on; what is returned ends it and says what was asked for. */
  count(): () => Counts {
    const counts: Counts = {};
    this._counting.add(counts);
    return () => {
      this._counting.delete(counts);
      return counts;
    };
  }

  /** Milliseconds since something was asked for. */
  quiet(): number {
    return performance.now() - this._last;
  }

  private _saw(kind: string): void {
    this._last = performance.now();
    for (const counts of this._counting) {
      counts[kind] = (counts[kind] ?? 0) + 1;
    }
  }

  /** An address without the server, ids and what is asked for with it. */
  private _short(url: string): string {
    const [path] = url.replace(/^ws/, 'http').split('?');
    return path.replace(this._base, '').replace(IDS, '…');
  }
}
