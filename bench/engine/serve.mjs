// A page, its scripts and the peers' files, on localhost.
import { createReadStream, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('.', import.meta.url));
const TYPES = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.wasm': 'application/wasm'
};
const PAGES = { '/bench.html': 'page', '/cold.html': 'cold-page' };
const HEADERS = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp'
};

/** `{ origin, close }` of a server. */
export async function serve() {
  const server = createServer(answer);
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    close: () => server.close()
  };
}

function answer({ url }, response) {
  const script = PAGES[url];
  if (script) {
    response.writeHead(200, { ...HEADERS, 'Content-Type': TYPES['.html'] });
    response.end(
      `<!doctype html><title>bench</title><script type="module" src="/${script}.js"></script>`
    );
    return;
  }
  const file = fileOf(url);
  if (!existsSync(file)) {
    response.writeHead(404, HEADERS).end();
    return;
  }
  response.writeHead(200, { ...HEADERS, 'Content-Type': TYPES[extname(file)] ?? 'text/plain' });
  createReadStream(file).pipe(response);
}

function fileOf(url) {
  const path = normalize(new URL(url, 'http://localhost').pathname);
  return path.startsWith('/peers/')
    ? join(folder, 'node_modules', path.slice('/peers/'.length))
    : join(folder, 'dist', 'page', path);
}
