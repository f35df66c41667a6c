// A server of files, as small as they come, for a folder that was built.
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize, resolve } from 'node:path';
import type { BrowserContext } from '@playwright/test';

const TYPES: Record<string, string> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.mjs': 'text/javascript',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm'
};
/** A site seldom stands at the root of its host. */
const PREFIX = '/a/class/';

/** A folder of the project as a site on this machine, and the requests that would have left it. */
export class Site {
  private constructor(
    readonly url: string,
    private readonly _server: Server
  ) {}

  /** What was asked of any other place; it is not let through. */
  readonly left: string[] = [];

  static async start(folder: string): Promise<Site> {
    const home = resolve(import.meta.dirname, '../..', folder);
    const server = createServer(({ url }, response) => {
      const { pathname } = new URL(url!, 'http://localhost');
      const path = normalize(decodeURIComponent(pathname));
      const file = path.startsWith(PREFIX) && fileAt(join(home, path.slice(PREFIX.length)));
      if (file) {
        response.setHeader('Content-Type', TYPES[extname(file)] ?? 'application/octet-stream');
        createReadStream(file).pipe(response);
      } else {
        response.writeHead(404).end();
      }
    });
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    return new Site(`http://127.0.0.1:${port}${PREFIX}`, server);
  }

  /** From here on nothing of its pages, frames and workers is asked elsewhere. */
  async guard(context: BrowserContext): Promise<void> {
    const own = (url: string) => url.startsWith(this.url) || /^(blob|data):/.test(url);
    context.on('request', request => {
      if (!own(request.url())) {
        this.left.push(request.url());
      }
    });
    await context.route(
      url => !own(url.href),
      route => route.abort()
    );
  }

  stop(): Promise<void> {
    return new Promise(done => {
      this._server.close(() => done());
      this._server.closeAllConnections();
    });
  }
}

/** A file, or the page of a folder. */
function fileAt(path: string): string | undefined {
  return [path, join(path, 'index.html')].find(file => existsSync(file) && statSync(file).isFile());
}
