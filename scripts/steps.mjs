// Says which step of how many has begun, how long it takes, and what it is at.
import { spawn } from 'node:child_process';
import { root } from './setup.mjs';

/** How often a step says that it is still at work, where lines cannot be written over: milliseconds. */
const PATIENCE = 10_000;
/** What is kept of a step's own words, for when it fails. */
const KEPT = 30;

/** A time in words: "7 s", "2 min 05 s". */
export function elapsed(milliseconds) {
  const seconds = Math.round(milliseconds / 1000);
  const rest = String(seconds % 60).padStart(2, '0');
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${rest} s`;
}

/** The newest of a tool's lines that says something, cut to fit one line of a terminal. */
export function newestLine(text, width = 100) {
  const lines = text.split(/[\r\n]+/).map(line => line.trim());
  const last = lines.findLast(line => line !== '') ?? '';
  return last.length > width ? `${last.slice(0, width - 1)}…` : last;
}

/** Steps in a row: each is announced with its place, and its time is told when it is done. */
export class Steps {
  constructor(titles, write = text => process.stdout.write(text)) {
    this._titles = titles;
    this._write = write;
    this._done = 0;
    this._began = Date.now();
  }

  /** Does the next step. What it returns says how it went, if more is to be said than that it is done. */
  async next(work) {
    const title = this._titles[this._done];
    this._done += 1;
    this._write(`\n[${this._done}/${this._titles.length}] ${title}\n`);
    const began = Date.now();
    const how = await work();
    this._write(`    ${how ?? 'done'} (${elapsed(Date.now() - began)})\n`);
  }

  /** Says how long all of them took. */
  end() {
    this._write(
      `\nAll ${this._titles.length} steps done in ${elapsed(Date.now() - this._began)}.\n`
    );
  }
}

/**
 * Runs a command that takes long and says little that matters: shows the time and its newest line; what it
 * said last is shown when it fails, with `advice`.
 */
export function watched(command, args, advice = '') {
  return new Promise(done => {
    const child = spawn(command, args, {
      cwd: root,
      shell: process.platform === 'win32',
      stdio: ['ignore', 'pipe', 'pipe']
    });
    const progress = showProgress(`${command} ${args.join(' ')}`);
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', text => progress.hear(text));
    }
    child.on('error', error => progress.hear(`${error.message}\n`));
    child.on('close', status => {
      progress.end();
      if (status !== 0) {
        console.error(`\n${progress.last()}\n\n${command} ended with ${status}. ${advice}`);
        process.exit(1);
      }
      done();
    });
  });
}

/** One line that is written over in a terminal; a line now and then elsewhere. */
function showProgress(what, { isTTY, columns = 100 } = process.stdout) {
  const began = Date.now();
  let heard = '';
  const say = () => {
    const line = `    ${elapsed(Date.now() - began)}  ${newestLine(heard) || what}`;
    process.stdout.write(isTTY ? `\r\x1b[K${line.slice(0, columns - 1)}` : `${line}\n`);
  };
  const timer = setInterval(say, isTTY ? 200 : PATIENCE);
  return {
    hear: text => {
      heard = (heard + text).slice(-20_000);
    },
    last: () => heard.trimEnd().split('\n').slice(-KEPT).join('\n'),
    end: () => {
      clearInterval(timer);
      if (isTTY) {
        process.stdout.write('\r\x1b[K');
      }
    }
  };
}
