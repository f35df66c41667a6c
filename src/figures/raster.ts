import type { MaskedRow } from '../engine/index.ts';
import { cellAt } from './cells.ts';
import type { Cells } from './cells.ts';
import type { Runs } from '../model/index.ts';

/** What a point of a picture shows. */
export const POINT = { value: 0, masked: 1, unknown: 2 } as const;

/** Cells that one point stands for. */
export interface Block {
  readonly down: number;
  readonly across: number;
}

/** Cells as points, no more of them than there are pixels. */
export interface Raster {
  readonly rows: number;
  readonly columns: number;
  readonly block: Block;
  /** Row by row, the value of each point: that of its block which is farthest from 0. */
  readonly values: Float64Array;
  /** What each point shows: `masked` and `unknown` only where all of its block are. */
  readonly points: Uint8Array;
}

/** As many cells a point as it takes for points to be no smaller than a pixel. */
export function blockOf({ query, key }: Runs, [width, height]: readonly [number, number]): Block {
  const side = (cells: number, pixels: number) => Math.ceil(cells / Math.max(1, pixels));
  return { down: side(query[1], height), across: side(key[1], width) };
}

/** The points of cells on so many pixels; each cell has its part in one of them. */
export function rasterOf(cells: Cells, size: readonly [number, number]): Raster {
  const { window, numbers, may, shownRow } = cells;
  const block = blockOf(window, size);
  const [top, height] = window.query;
  const rows = Math.ceil(height / block.down);
  const columns = Math.ceil(window.key[1] / block.across);
  const raster = {
    rows,
    columns,
    block,
    values: new Float64Array(rows * columns).fill(NaN),
    points: new Uint8Array(rows * columns).fill(shownRow === null ? POINT.masked : POINT.unknown)
  };
  for (let r = 0; r < height; r++) {
    const query = top + r;
    if (shownRow === null || query === shownRow) {
      const start = Math.floor(r / block.down) * columns;
      raster.points.fill(POINT.masked, start, shownRow === null ? start : start + columns);
      addRow(raster, start, numbers[query], may?.[query], window.key);
    }
  }
  return raster;
}

/** Lets a row of cells take its part in the points from `start` on. */
function addRow(
  { values, points, block }: Raster,
  start: number,
  row: MaskedRow,
  open: readonly boolean[] | undefined,
  [left, count]: readonly [number, number]
): void {
  let point = start;
  for (let from = left; from < left + count; from += block.across, point++) {
    const end = Math.min(from + block.across, left + count);
    let best = values[point];
    let most = points[point] === POINT.value ? Math.abs(best) : -1;
    for (let c = from; c < end; c++) {
      const value = row[c];
      if (value === null || (open && !open[c])) {
        continue;
      }
      points[point] = POINT.value;
      const size = Math.abs(value);
      if (size > most) {
        most = size;
        best = value;
      }
    }
    values[point] = best;
  }
}

/** The cell whose value is seen where a cell lies: that of its block farthest from 0. */
export function seenCell(
  cells: Cells,
  block: Block,
  query: number,
  key: number
): readonly [query: number, key: number] {
  const [[top, rows], [left, columns]] = [cells.window.query, cells.window.key];
  const y = top + Math.floor((query - top) / block.down) * block.down;
  const x = left + Math.floor((key - left) / block.across) * block.across;
  let seen: readonly [number, number] = [query, key];
  let most = -1;
  for (let r = y; r < Math.min(y + block.down, top + rows); r++) {
    for (let c = x; c < Math.min(x + block.across, left + columns); c++) {
      const size = Math.abs(cellAt(cells, r, c) ?? NaN);
      if (size > most) {
        most = size;
        seen = [r, c];
      }
    }
  }
  return seen;
}
