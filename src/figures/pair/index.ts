export { differenceCells, largestIn, onOneScale, pinnedCells } from './pair.ts';
export type { Numbers } from './pair.ts';
export { differenceCsv } from './csv.ts';
