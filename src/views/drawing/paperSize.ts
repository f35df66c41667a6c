import type { CSSProperties } from 'react';
import type { Runs } from '../../model/index.ts';

/** A width and a height, in pixels. */
export type Size = readonly [width: number, height: number];

/** Points of a printer to a pixel of the page, about. */
export const PAPER_RATIO = 4;
/** A plane on paper. */
export const PAPER_PLANE: Size = [340, 340];
/** A cell on paper, and how much all of them together may take of a sheet. */
const CELL: Size = [62, 26];
const [LEAST, MOST] = [240, 540];

/** The cells of a matrix on paper, where no window says how large they can be. */
export function paperMatrix({ query, key }: Runs): Size {
  return [Math.min(MOST, Math.max(LEAST, key[1] * CELL[0])), Math.min(MOST, query[1] * CELL[1])];
}

/** A figure's size on paper, for the style sheet: where a sheet is narrower it keeps its shape. */
export function sizeOnPaper([width, height]: Size): CSSProperties {
  return {
    '--jp-attention-width': `${width}px`,
    '--jp-attention-shape': `${width} / ${height}`
  } as CSSProperties;
}
