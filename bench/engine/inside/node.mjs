// The bench inside a process of Node: one job, asked for by the parent.
import { createRequire } from 'node:module';
import { join, sep } from 'node:path';
import { Worker } from 'node:worker_threads';
import { work } from './jobs/index.mjs';
import { numpy } from './numpy.mjs';

const require = createRequire(import.meta.url);

// tfjs would put a worker of Node where others look for a browser's.
Object.defineProperty(globalThis, 'Worker', { get: () => undefined, set: () => {} });

/** A worker that answers one message at a time. */
function spawn() {
  const worker = new Worker(new URL('./node-worker.mjs', import.meta.url));
  let settle;
  worker.on('message', answer => settle.resolve(answer));
  worker.on('error', error => settle.reject(error));
  return {
    ask: message =>
      new Promise((resolve, reject) => {
        settle = { resolve, reject };
        worker.postMessage(message);
      }),
    end: () => void worker.terminate()
  };
}

/** The folder of a package's files; onnxruntime-web finds its own. */
function files(path) {
  return path.startsWith('onnxruntime-web')
    ? null
    : join(require.resolve(`${path}index.js`), '..', sep);
}

process.once('message', async ({ python, script, ...job }) => {
  const more = [['NumPy', inputs => numpy(inputs, python, script)]];
  try {
    process.send({ result: await work(job, { spawn, files, more }) }, () => process.exit());
  } catch (error) {
    process.send({ error: String(error?.stack ?? error) }, () => process.exit());
  }
});
