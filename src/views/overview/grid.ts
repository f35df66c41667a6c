import { inRows, inSight, listed, scrolledTo } from '../../figures/overview/index.ts';
import type { Listed, Wanted } from '../../figures/overview/index.ts';
import type { LayerSketch } from '../../model/overview/index.ts';
import type { Stamp } from './HeadCanvas.tsx';

/** A row and a column. */
export type Spot = readonly [row: number, column: number];
type Pair = readonly [number, number];

/** Heads in rows, and the sizes of what shows them, in pixels. */
export interface Grid {
  readonly rows: readonly (readonly Listed[])[];
  readonly columns: number;
  /** Room for the names of layers, before the cells. */
  readonly names: number;
  readonly cell: number;
  /** The side of a thumbnail. */
  readonly side: number;
  readonly tall: number;
  /** There is a head. */
  readonly isKnown: boolean;
}

/** Cells of a row that are in sight. */
export interface SeenRow {
  readonly row: number;
  readonly first: number;
  readonly heads: readonly Listed[];
}

/** What a cell has around its thumbnail. */
export const GAP = 8;
/** The height of a line under it, and of what is around them, in sizes of the text. */
const [LINE, AROUND] = [1.3, 0.6];
/** How wide a cell is, in sizes of the text: what it says has to fit, and a thumbnail's cells. */
const [NARROWEST, WIDEST] = [6.5, 8.6];
/** From so narrow on what a head is called takes two lines, and three. */
const [WRAPS, WRAPS_TWICE] = [11, 7.2];
/** Room for the name of a layer, where rows are layers. */
const NAMES = 6;

/** Lays out the heads that are wanted: a row a layer, or as many in a row as fit. */
export function gridOf(
  layers: readonly LayerSketch[],
  wanted: Wanted,
  [width]: Pair,
  text: number
): Grid {
  const isByLayer = wanted.by === 'layer' && !wanted.pattern;
  const names = isByLayer && layers.length > 1 ? NAMES * text : 0;
  const room = Math.max(1, Math.floor((width - names) / (NARROWEST * text)));
  const longest = Math.max(1, ...layers.map(({ heads }) => heads.length));
  const columns = isByLayer ? longest : room;
  const fitting = Math.floor((width - names) / columns);
  const cell = Math.min(WIDEST * text, Math.max(NARROWEST * text, fitting));
  const side = cell - GAP;
  const rows = inRows(listed(layers, wanted), wanted, room);
  const named = isByLayer || layers.length === 1 ? 1 : 2;
  const wraps = cell < WRAPS_TWICE * text ? 3 : cell < WRAPS * text ? 2 : 1;
  const lines = named + (wanted.by === 'layer' ? wraps : 1);
  const tall = side + GAP + (lines * LINE + AROUND) * text;
  return {
    rows,
    columns,
    names,
    cell,
    side,
    tall,
    isKnown: rows.length > 0
  };
}

/** The cells that are in sight, row by row. */
export function seenCells(
  { rows, columns, names, cell, tall }: Grid,
  [left, top]: Pair,
  [width, height]: Pair
): readonly SeenRow[] {
  const down = inSight(rows.length, tall, top, height);
  const across = inSight(columns, cell, left, width - names);
  return rows
    .slice(down.first, down.end)
    .map((row, r) => ({
      row: down.first + r,
      first: across.first,
      heads: row.slice(across.first, across.end)
    }))
    .filter(({ heads }) => heads.length > 0);
}

/** Their thumbnails, where they stand on the canvas, which stays in its place. */
export function stampsOf(
  { names, cell, tall }: Grid,
  seen: readonly SeenRow[],
  [left, top]: Pair
): readonly Stamp[] {
  return seen.flatMap(({ row, first, heads }) =>
    heads.map(({ sketch }, c) => ({
      x: names + (first + c) * cell + GAP / 2 - left,
      y: row * tall + GAP / 2 - top,
      thumbnail: sketch?.thumbnail ?? null
    }))
  );
}

/** Where to scroll to so that a cell is seen. */
export function scrollFor(
  { cell, tall, names }: Grid,
  [row, column]: Spot,
  [left, top]: Pair,
  [width, height]: Pair
): ScrollToOptions {
  return {
    left: scrolledTo(column, cell, left, width - names),
    top: scrolledTo(row, tall, top, height)
  };
}
