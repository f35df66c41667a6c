export { Pool, Superseded } from './pool.ts';
export type { Progress } from './pool.ts';
export type { Group, GroupDone, HeadDone, LayerJob, Port } from './protocol.ts';
export { serve } from './serve.ts';
export { nameParcel, newParcel } from './parcels.ts';
export { sent } from './sent.ts';
export type { Parcels } from './parcels.ts';
