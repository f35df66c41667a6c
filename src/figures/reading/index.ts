export { LINE_DASHES, MOST_LINES, seenBend, shareLinesOf } from './lines.ts';
export type { Bend, ShareLine } from './lines.ts';
export { piecesOf, wrapped } from './pieces.ts';
export type { Piece, TextLine } from './pieces.ts';
export { readColumn, readRow, strongestOf } from './shares.ts';
export type { Left, ReadRow, Strong } from './shares.ts';
export { hasParts, unitAt, unitsOf } from './units.ts';
export type { Unit } from './units.ts';
