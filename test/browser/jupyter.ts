import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { expect } from '@playwright/test';
import { environmentBeside, python } from '../../scripts/python.mjs';

const PROJECT = resolve(import.meta.dirname, '../..');
/** The environment that is tried: the project's own, or one with the built wheel in it. */
const ENVIRONMENT = process.env.JUPYTER_ENVIRONMENT;
/** How long a server may take to answer. It ends a hang: on a busy machine a start takes a while. */
const START = 300_000;
/** How long one may take to end, which now and then waits for a kernel that does not answer. */
const STOP = 60_000;

/**
 * What is started: JupyterLab, Notebook 7, or JupyterLab where pages share a notebook, MyST renders Markdown, or
 * language packs are installed.
 */
type App = 'lab' | 'notebook' | 'collaboration' | 'myst' | 'languages';

/** A Jupyter server of its own, with a folder, settings and workspaces of its own. */
export class Jupyter {
  private constructor(
    readonly url: string,
    /** The folder that is served. */
    readonly folder: string,
    private readonly _process: ChildProcess,
    private readonly _home: string
  ) {}

  /** Starts an app and waits until it answers. */
  static async start(app: App = 'lab'): Promise<Jupyter> {
    const home = mkdtempSync(join(tmpdir(), 'attention-'));
    const folder = join(home, 'work');
    cpSync(join(PROJECT, 'examples'), folder, { recursive: true });
    const port = await freePort();
    const shares = app === 'collaboration';
    const isBeside = shares || app === 'myst' || app === 'languages';
    const server = spawn(
      isBeside ? python('python', `.venv-${app}`) : python('jupyter'),
      [
        ...(isBeside ? ['-m', 'jupyterlab'] : [app]),
        ...(shares ? ['--YDocExtension.document_save_delay=0.1'] : []),
        ...(shares ? [`--SQLiteYStore.db_path=${join(home, 'ystore.db')}`] : []),
        '--no-browser',
        '--allow-root',
        `--port=${port}`,
        '--ServerApp.port_retries=0',
        '--IdentityProvider.token=',
        '--ServerApp.disable_check_xsrf=True',
        '--LabApp.expose_app_in_browser=True',
        '--JupyterNotebookApp.expose_app_in_browser=True',
        `--LabApp.user_settings_dir=${join(home, 'settings')}`,
        `--LabApp.workspaces_dir=${join(home, 'workspaces')}`,
        `--ServerApp.root_dir=${folder}`
      ],
      {
        env: {
          ...(isBeside
            ? environmentBeside()
            : { ...process.env, PYTHONPATH: ENVIRONMENT ? '' : PROJECT }),
          JUPYTER_CONFIG_DIR: join(home, 'config'),
          JUPYTER_DATA_DIR: join(home, 'data'),
          JUPYTER_RUNTIME_DIR: join(home, 'runtime'),
          IPYTHONDIR: join(home, 'ipython')
        },
        stdio: process.env.DEBUG_JUPYTER ? 'inherit' : 'ignore'
      }
    );
    const url = `http://localhost:${port}`;
    await answers(`${url}/api/status`, server);
    return new Jupyter(url, folder, server, home);
  }

  /** Writes a file into the folder that is served: a text, or JSON. */
  write(name: string, content: unknown): void {
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    writeFileSync(join(this.folder, name), text);
  }

  /** Puts a built extension where pages that are opened from now on find it. */
  install(name: string, built: string): void {
    cpSync(built, join(this._home, 'data', 'labextensions', name), { recursive: true });
  }

  /** Changes the settings of a plugin, for pages that are opened from now on. */
  set(plugin: string, settings: object): void {
    const [owner, name] = plugin.split(':');
    const file = join(this._home, 'settings', owner, `${name}.jupyterlab-settings`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(settings));
  }

  /** What a file of JSON in that folder says now. */
  read(name: string): unknown {
    return JSON.parse(readFileSync(join(this.folder, name), 'utf8'));
  }

  async stop(): Promise<void> {
    const hasEnded = () => this._process.exitCode !== null || this._process.signalCode !== null;
    this._process.kill('SIGTERM');
    await expect
      .poll(hasEnded, { timeout: STOP })
      .toBe(true)
      .catch(() => this._process.kill('SIGKILL'));
    rmSync(this._home, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function answers(url: string, server: ChildProcess): Promise<void> {
  await expect
    .poll(() => server.exitCode !== null || isThere(url), {
      timeout: START,
      message: 'Jupyter did not answer; set DEBUG_JUPYTER=1 to see why'
    })
    .toBe(true);
  if (server.exitCode !== null) {
    throw new Error(`Jupyter ended with ${server.exitCode}; set DEBUG_JUPYTER=1 to see why`);
  }
}

function isThere(url: string): Promise<boolean> {
  return fetch(url).then(
    ({ ok }) => ok,
    () => false
  );
}

function freePort(): Promise<number> {
  return new Promise(done => {
    const server = createServer().listen(0, 'localhost', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => done(port));
    });
  });
}
