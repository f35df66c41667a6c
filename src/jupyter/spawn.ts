import type { Port } from '../engine/index.ts';

/** Starts a worker that computes beside the page, from this extension's own files. */
export function spawn(): Port {
  return new Worker(new URL('./worker.js', import.meta.url));
}

/** Starts a worker that looks at all heads of a document. */
export function spawnSketcher(): Port {
  return new Worker(new URL('./sketcher.js', import.meta.url));
}
