// Where the bench runs: every job in a fresh process of Node, or on a fresh page of Chromium.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { findChromium } from '../../scripts/chromium.mjs';
import { python } from '../../scripts/python.mjs';
import { serve } from './serve.mjs';

const path = name => fileURLToPath(new URL(name, import.meta.url));

/** Node: `{ name, version, work, close }`. */
export function openNode() {
  return {
    name: 'Node',
    version: process.version,
    work: job =>
      new Promise((resolve, reject) => {
        const name = job.job === 'cold' ? 'cold-node' : 'node';
        const child = fork(path(`./dist/node/${name}.mjs`));
        child.once('message', ({ result, error }) =>
          error ? reject(new Error(error)) : resolve(result)
        );
        child.once('exit', code => reject(new Error(`Node ended with ${code}`)));
        child.send({ ...job, python: python(), script: path('./with_numpy.py') });
      }),
    close: async () => {}
  };
}

/** The same of Chromium. Its pages are isolated, so that memory may be shared and the clock is fine. */
export async function openChromium() {
  const server = await serve();
  const browser = await chromium.launch({ executablePath: findChromium(), chromiumSandbox: false });
  return {
    name: 'Chromium',
    version: browser.version(),
    async work(job) {
      const context = await browser.newContext();
      try {
        const page = await context.newPage();
        page.setDefaultTimeout(0);
        await page.goto(`${server.origin}/${job.job === 'cold' ? 'cold' : 'bench'}.html`);
        return await page.evaluate(job => window.work(job), job);
      } finally {
        await context.close();
      }
    },
    async close() {
      await browser.close();
      server.close();
    }
  };
}
