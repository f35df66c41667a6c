import { parentPort } from 'node:worker_threads';
import { answer } from './worker.mjs';

parentPort.on('message', message => {
  const arrays = answer(message);
  parentPort.postMessage(
    arrays,
    arrays.map(({ buffer }) => buffer)
  );
});
