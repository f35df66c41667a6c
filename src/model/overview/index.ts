export { Overview, overviewOf } from './overview.ts';
export type { LayerSketch, Sketches } from './overview.ts';
export { afterOthers, InWorker, OnPage } from './sketcher.ts';
export type { Later, Listener, Sketcher } from './sketcher.ts';
export { serveSketches } from './serve.ts';
