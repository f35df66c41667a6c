export { Pool, Superseded } from './pool.ts';
export type { Progress } from './pool.ts';
export type { Group, GroupDone, HeadDone, LayerJob, Port, Sent } from './protocol.ts';
export { serve } from './serve.ts';
export { nameParcel, newParcel } from './parcels.ts';
export type { Parcels } from './parcels.ts';
