export { isPatch, patchAt, placeOf, walkedFrom } from './patches.ts';
export type { Patches } from './patches.ts';
export { mostOf, shareShade, sharesOf } from './shares.ts';
export type { Shares } from './shares.ts';
export { pointsOf } from './points.ts';
