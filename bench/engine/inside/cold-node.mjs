import { cold } from './cold.mjs';

process.once('message', ({ tokens }) => {
  process.send({ result: cold(tokens) }, () => process.exit());
});
