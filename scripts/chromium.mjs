// A Chromium for the browser tests: the one that is there, or the system's package where we may.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { run } from './setup.mjs';

const PATHS = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe'
];

/** The path of a Chromium, or undefined. */
export function findChromium() {
  return PATHS.find(path => path && existsSync(path));
}

/** Installs Chromium where it is missing and this user may install packages. */
export function ensureChromium() {
  if (findChromium()) {
    return;
  }
  const mayInstall = process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0;
  if (!mayInstall) {
    console.error('\nNo Chromium was found. Install one, or give its path in CHROMIUM.');
    process.exit(1);
  }
  run('apt-get', ['update', '-qq']);
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium']);
}
