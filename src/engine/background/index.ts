export { Pool, Superseded } from './pool.ts';
export type { Progress } from './pool.ts';
export type { Group, GroupDone, Job, Port, Sent } from './protocol.ts';
export { serve } from './serve.ts';
