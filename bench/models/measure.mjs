// One view of one size in a browser of its own.
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { findChromium } from '../../scripts/chromium.mjs';
import { peakOf } from './memory.mjs';
import { FETCHED } from './views.mjs';
import { QUIET, watch } from './watch.mjs';

/** What has not drawn all of it by then fails: milliseconds. */
export const LIMIT = 60_000;
/** And what has not answered an act by then. */
const ACT_LIMIT = 15_000;
/** And what takes more bytes: others are at work here. */
const MEMORY = 6e9;
const SIZE = { width: 1280, height: 900 };
const folder = fileURLToPath(new URL('.', import.meta.url));
const TYPES = { '.html': 'text/html', '.js': 'text/javascript' };

/** Serves what has been made: `{ origin, close }`. */
export async function serve() {
  const server = createServer(({ url }, response) => {
    const file = join(folder, 'dist', decodeURIComponent(new URL(url, 'http://here').pathname));
    if (!file.startsWith(join(folder, 'dist')) || !existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    const headers = { 'Content-Type': TYPES[extname(file)] ?? 'text/plain' };
    response.writeHead(200, { ...headers, 'Content-Length': statSync(file).size });
    createReadStream(file).pipe(response);
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  return { origin: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

/**
 * `{ ready, whole, acts, nodes, memory }` in milliseconds and bytes, or `{ fails }` with why: when all heads are drawn, and when
 * nothing on the page changes any more.
 *
 * @param view - of `VIEWS`, or null for an empty page
 * @param packages - the folder of Python's packages, from which some scripts come
 */
export async function measure(view, url, packages) {
  const server = await chromium.launchServer({
    executablePath: findChromium(),
    chromiumSandbox: false
  });
  const memory = peakOf(server.process().pid, MEMORY);
  let browser;
  try {
    browser = await chromium.connect(server.wsEndpoint());
    const page = await browser.newPage({ viewport: SIZE });
    page.setDefaultTimeout(LIMIT);
    await page.addInitScript(watch);
    await routed(page, packages);
    const found = await Promise.race([within(LIMIT, () => look(page, view, url)), memory.tooMuch]);
    const acts = view ? await actsOf(page, view) : {};
    return { ...found, acts, memory: memory.stop() };
  } catch (error) {
    return { ...failure(error), memory: memory.stop() };
  } finally {
    memory.stop();
    server.process().kill('SIGKILL');
    await Promise.race([server.close(), new Promise(done => setTimeout(done, 3000))]);
  }
}

async function look(page, view, url) {
  const errors = [];
  page.on('crash', () => errors.push('the page crashed'));
  await page.goto(url, { waitUntil: 'commit' });
  if (!view) {
    return {};
  }
  await page.locator(view.there).first().waitFor({ state: 'attached' });
  const drawn = view.isDone && (await page.evaluate(`watch.done(${view.isDone})`));
  const whole = await page.evaluate(`watch.quiet(${QUIET})`);
  return { ready: drawn ?? whole, whole, nodes: await page.evaluate(count) };
}

async function actsOf(page, view) {
  page.setDefaultTimeout(ACT_LIMIT);
  const acts = {};
  for (const [kind, event, act] of view.acts) {
    acts[kind] = await within(2 * ACT_LIMIT, () => timed(page, event, act)).catch(failure);
  }
  return acts;
}

const failure = error => ({ fails: String(error.message ?? error).split('\n')[0] });

/** From the event until the next frame was painted, and until the last change was. */
async function timed(page, event, act) {
  await page.evaluate(
    event => Object.assign(watch, { wanted: event, act: null, first: null }),
    event
  );
  await act(page);
  await page.waitForFunction('watch.first', null, { polling: 50 });
  const last = await page.evaluate(`watch.quiet(${QUIET / 2})`);
  const { act: start, first } = await page.evaluate('({ act: watch.act, first: watch.first })');
  return { frame: first - start, settled: Math.max(first, last) - start };
}

/** Elements, also those in trees of their own. */
function count() {
  const of = root =>
    [...root.querySelectorAll('*')].reduce(
      (sum, element) => sum + 1 + (element.shadowRoot ? of(element.shadowRoot) : 0),
      0
    );
  return of(document);
}

/** Nothing is asked of a network: what peers fetch comes from packages, and all else fails. */
export async function routed(page, packages) {
  await page.route(/^https:/, route => {
    const found = FETCHED.find(([name]) => new URL(route.request().url()).pathname.endsWith(name));
    if (!found) {
      return route.abort();
    }
    const [, path] = found;
    const file = path.startsWith('python:')
      ? join(packages, path.slice('python:'.length))
      : join(folder, 'node_modules', path);
    return route.fulfill({
      path: file,
      contentType: 'text/javascript',
      headers: { 'Access-Control-Allow-Origin': '*' }
    });
  });
}

function within(limit, work) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not drawn in ${limit / 1000} s`)), limit);
  });
  return Promise.race([work(), late]).finally(() => clearTimeout(timer));
}
