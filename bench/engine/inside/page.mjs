// The bench inside a page.
import { work } from './jobs/index.mjs';

/** A worker that answers one message at a time. */
function spawn() {
  const worker = new Worker('/page-worker.js', { type: 'module' });
  return {
    ask: message =>
      new Promise((resolve, reject) => {
        worker.onmessage = ({ data }) => resolve(data);
        worker.onerror = reject;
        worker.postMessage(message);
      }),
    end: () => worker.terminate()
  };
}

window.work = job => work(job, { spawn, files: path => `/peers/${path}` });
