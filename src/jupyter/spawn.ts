import type { Port } from '../engine/index.ts';

/** Starts a worker that computes beside the page, from this extension's own files. */
export function spawn(): Port {
  return new Worker(/* webpackChunkName: "worker" */ new URL('./worker.js', import.meta.url));
}

/** Starts a worker that looks at all heads of a document. */
export function spawnSketcher(): Port {
  return new Worker(/* webpackChunkName: "sketcher" */ new URL('./sketcher.js', import.meta.url));
}
