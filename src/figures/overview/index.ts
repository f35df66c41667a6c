export { cellTable } from './colors.ts';
export { measuresCsv } from './csv.ts';
export { inSight, scrolledTo, walked } from './layout.ts';
export type { Sight } from './layout.ts';
export { ownParts } from './names.ts';
export { ALL, inRows, isSame, listed, placeIn } from './order.ts';
export type { Listed, Place, Wanted } from './order.ts';
export { LABELLED, labelOf, measureOf, ROWS } from './pattern.ts';
export type { Label } from './pattern.ts';
