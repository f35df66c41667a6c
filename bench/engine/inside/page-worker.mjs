import { answer } from './worker.mjs';

self.onmessage = ({ data }) => {
  const arrays = answer(data);
  self.postMessage(
    arrays,
    arrays.map(({ buffer }) => buffer)
  );
};
