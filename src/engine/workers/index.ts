export { layerWork, prepare } from './ahead.ts';
export type { Host, Look, Preparation } from './ahead.ts';
export { Pool, Superseded, usefulWorkers } from './pool.ts';
export type { Progress } from './running.ts';
export type { Port } from './protocol.ts';
export { serve } from './serve.ts';
