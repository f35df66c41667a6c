// A JupyterHub with its proxy, on this machine alone: all that it writes is in one temporary folder, and it
// ends with who started it, or when its time is up.
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environmentBeside, python } from '../../scripts/python.mjs';

const PROXY = join(import.meta.dirname, 'node_modules/configurable-http-proxy/bin');
const CONFIG = join(import.meta.dirname, 'jupyterhub_config.py');
/** Milliseconds that a hub may take to answer, and to end with all that it has started. */
const START = 120_000;
const STOP = 120_000;
/** What JupyterLab does by itself and is no part of what is measured: news, and saving now and then. */
const SETTINGS = {
  'apputils-extension/notification': { fetchNews: 'false', checkForUpdates: false },
  'docmanager-extension/plugin': { autosave: false }
};

/**
 * Starts a hub for so many servers.
 *
 * @param servers - how many it starts at most
 * @param seconds - after which it ends by itself
 */
export async function startHub({ servers, seconds }) {
  const folder = mkdtempSync(join(tmpdir(), 'attention-class-'));
  const ports = [await freePort(), await freePort(), await freePort()];
  const token = randomBytes(16).toString('hex');
  const settings = {
    folder,
    ports,
    token,
    servers,
    seconds,
    proxy: [process.execPath, join(PROXY, 'configurable-http-proxy'), '--log-level=warn'],
    environment: environmentOfStudents(folder)
  };
  const log = join(folder, 'hub.log');
  const out = openSync(log, 'w');
  const hub = spawn(python('python', '.venv-hub'), ['-m', 'jupyterhub', '-f', CONFIG], {
    cwd: folder,
    env: { ...process.env, CLASS: JSON.stringify(settings) },
    stdio: ['ignore', out, out]
  });
  const hasEnded = () => hub.exitCode !== null || hub.signalCode !== null;
  const url = `http://127.0.0.1:${ports[0]}`;
  const started = { url, folder, token, log: () => readFileSync(log, 'utf8') };
  let ending;
  const stop = () => (ending ??= end(started, hub, hasEnded));
  try {
    await until(() => hasEnded() || isThere(`${url}/hub/health`), START);
    if (hasEnded()) {
      throw new Error('it ended');
    }
  } catch (error) {
    console.error(started.log());
    await stop();
    throw new Error(`JupyterHub did not start: ${error.message}`, { cause: error });
  }
  return { ...started, stop };
}

/** The servers that stand: whose each is, and as which process it runs. */
export async function serversOf({ url, token }) {
  const response = await fetch(`${url}/hub/api/users?limit=200`, {
    headers: { Authorization: `token ${token}` }
  });
  if (!response.ok) {
    throw new Error(`JupyterHub does not say which servers stand: ${response.status}`);
  }
  return (await response.json()).flatMap(({ name, servers }) =>
    Object.values(servers ?? {}).map(({ state, ready }) => ({ name, pid: state?.pid, ready }))
  );
}

/** What all servers find: the extension and JupyterLab of this checkout, and settings that are theirs alone. */
function environmentOfStudents(folder) {
  const { PYTHONPATH, JUPYTERLAB_DIR, JUPYTER_PATH, JUPYTER_CONFIG_PATH, JUPYTER_PLATFORM_DIRS } =
    environmentBeside();
  const settings = join(folder, 'settings');
  for (const [name, value] of Object.entries(SETTINGS)) {
    const file = join(settings, '@jupyterlab', `${name}.jupyterlab-settings`);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, JSON.stringify(value));
  }
  return {
    PYTHONPATH,
    JUPYTERLAB_DIR,
    JUPYTER_PATH,
    JUPYTER_CONFIG_PATH,
    JUPYTER_PLATFORM_DIRS,
    JUPYTERLAB_SETTINGS_DIR: settings
  };
}

/** Asks the hub to end, which ends its servers and its proxy; what does not end so is ended. */
async function end(started, hub, hasEnded) {
  const servers = await serversOf(started).catch(() => []);
  hub.kill('SIGTERM');
  await until(hasEnded, STOP).catch(() => hub.kill('SIGKILL'));
  for (const { pid } of servers.filter(({ pid }) => pid)) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // it has ended, as it should
    }
  }
  rmSync(started.folder, { recursive: true, force: true, maxRetries: 5 });
}

/** Kilobytes in memory of a process, and of those that it has started. */
export function memoryOf(pids) {
  const ask = [
    'import json, psutil, sys',
    'kb = lambda p: p.memory_info().rss // 1000',
    'of = lambda p: [kb(p), sum(map(kb, p.children(recursive=True)))]',
    'print(json.dumps([of(psutil.Process(int(pid))) for pid in sys.argv[1:]]))'
  ].join('\n');
  const { stdout, stderr } = spawnSync(python(), ['-c', ask, ...pids.map(String)], {
    encoding: 'utf8'
  });
  if (!stdout) {
    throw new Error(stderr);
  }
  return JSON.parse(stdout).map(([server, kernels]) => ({ server, kernels }));
}

async function until(condition, limit) {
  const deadline = Date.now() + limit;
  while (!(await condition())) {
    if (Date.now() > deadline) {
      throw new Error(`nothing came within ${limit / 1000} s`);
    }
    await new Promise(done => setTimeout(done, 200));
  }
}

function isThere(url) {
  return fetch(url).then(
    ({ ok }) => ok,
    () => false
  );
}

function freePort() {
  return new Promise(done => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}
