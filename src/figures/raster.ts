import { visitRows } from '../engine/index.ts';
import type { Floats, MaskedRow, Vector } from '../engine/index.ts';
import type { Run } from '../format/index.ts';
import { cellAt } from './cells.ts';
import { openRuns } from './openRuns.ts';
import type { CellKind, Cells } from './cells.ts';
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
  readonly values: Floats;
  /** What each point shows: `masked` and `unknown` only where all of its block are. */
  readonly points: Uint8Array;
  /** The values of the first and the last colour: of what is shown, whatever lies outside. */
  readonly low: number;
  readonly high: number;
  /** The value of the last colour in each row of points, or null: it is the same in all. */
  readonly highs: Floats | null;
  /**
   * The share that each key would get if all got the same, or null where colours grow evenly. It has a
   * quarter of the colour: what is more or less than it is seen at any length, also beside a token that
   * draws most of a row. Of differences it is bent so to both sides of 0.
   */
  readonly even: number | null;
}

type Points = Omit<Raster, 'low' | 'high' | 'highs' | 'even'>;

/** As many cells a point as it takes for points to be no smaller than a pixel. */
function blockOf({ query, key }: Runs, [width, height]: readonly [number, number]): Block {
  const side = (cells: number, pixels: number) => Math.ceil(cells / Math.max(1, pixels));
  return { down: side(query[1], height), across: side(key[1], width) };
}

/** The points of cells on so many pixels; each cell has its part in one of them. */
export function rasterOf(cells: Cells<CellKind>, pixels: readonly [number, number]): Raster {
  const { window, numbers, shownRow } = cells;
  const block = blockOf(window, pixels);
  const [top, height] = window.query;
  const rows = Math.ceil(height / block.down);
  const columns = Math.ceil(window.key[1] / block.across);
  const size = rows * columns;
  const points = new Uint8Array(size).fill(shownRow === null ? POINT.masked : POINT.unknown);
  let values: Floats | null = null;
  const [first, last] = shownRow === null ? [top, top + height] : [shownRow, shownRow + 1];
  visitRows(numbers, Math.max(top, first), Math.min(top + height, last), (row, query) => {
    values = asPreciseAs(row, values, size);
    const start = Math.floor((query - top) / block.down) * columns;
    points.fill(POINT.masked, start, shownRow === null ? start : start + columns);
    addRow({ rows, columns, block, values, points }, start, row, query, cells);
  });
  values ??= asPreciseAs([], values, size);
  const high = largest(values) || 1;
  const ofWeights = cells.stage === 'weights';
  const highs = cells.shading === 'row' ? highsOf(values, rows, columns) : null;
  const low = ofWeights ? 0 : -high;
  return { rows, columns, block, values, points, low, high, highs, even: cells.even };
}

/** The largest size in each row of points. */
function highsOf(values: Floats, rows: number, columns: number): Floats {
  return Float64Array.from(
    { length: rows },
    (_, r) => largest(values.subarray(r * columns, (r + 1) * columns)) || 1
  );
}

/** Values that can hold those of a row: what there is, or a copy, or none yet. */
function asPreciseAs(row: MaskedRow, values: Floats | null, size: number): Floats {
  const single = row instanceof Float32Array;
  if (values) {
    return single || values instanceof Float64Array ? values : Float64Array.from(values);
  }
  return (single ? new Float32Array(size) : new Float64Array(size)).fill(NaN);
}

/** Where a number lies between the first and the last colour: also between numbers that are tiny or huge. */
export function shareOf(value: number, low: number, high: number): number {
  return low === 0 ? value / high : value / high / 2 + 0.5;
}

/** Where the value of a point in a row of points lies between the first and the last colour, from 0 to 1. */
export function shadeAt(
  { low, high, highs, even }: Pick<Raster, 'low' | 'high' | 'highs' | 'even'>,
  row: number,
  value: number
): number {
  const most = highs ? highs[row] : high;
  const bend = even === null ? null : bendOf(even, most);
  if (bend === null) {
    return shareOf(value, low === 0 ? 0 : -most, most);
  }
  const share = (low === 0 ? value : Math.abs(value)) / most;
  const bent = (share * (1 + bend)) / (share + bend);
  return low === 0 ? bent : 0.5 + (Math.sign(value) * bent) / 2;
}

/** The share of the colour that an even share has at least. */
const EVEN = 1 / 4;

/**
 * How much a scale of weights up to `most` is bent so that an even share has its part of the colour: x
 * becomes x (1 + b) / (x + b). Null where it has as much on a scale that is not bent.
 */
export function bendOf(even: number, most: number): number | null {
  const share = even / most;
  return share < EVEN ? (share * (1 - EVEN)) / (EVEN - share) : null;
}

/** The largest size of all points; infinite ones would take all colours. */
function largest(values: Floats): number {
  let most = 0;
  for (let at = 0; at < values.length; at++) {
    const size = Math.abs(values[at]);
    most = size > most && size < Infinity ? size : most;
  }
  return most;
}

/** Lets a row of cells take its part in the points from `start` on. */
function addRow(
  raster: Points,
  start: number,
  row: MaskedRow,
  query: number,
  { may, window }: Cells<CellKind>
): void {
  const run = window.key;
  // A typed row has no null in it, and most masks allow one run: then the loop is the tighter one.
  const allowed = may ? openRuns(may)(query) : run;
  if (allowed && ArrayBuffer.isView(row)) {
    addNumbers(raster, start, row as unknown as Vector, run, allowed);
  } else {
    addOpen(raster, start, row, may?.[query], run);
  }
}

/** Cells of a row that may all be seen, from `from` up to, but without, `last`. */
interface Part<T> {
  readonly row: T;
  readonly from: number;
  readonly last: number;
  /** The point that the first one lies in, and the cell that the next point begins with. */
  readonly point: number;
  readonly end: number;
}

function addNumbers(
  { values, points, block }: Points,
  start: number,
  row: Vector,
  [left, count]: Run,
  [open, allowed]: Run
): void {
  const { across } = block;
  const from = Math.max(left, open);
  const last = Math.min(left + count, open + allowed);
  if (from >= last) {
    return;
  }
  const place = Math.floor((from - left) / across);
  const part = { row, from, last, point: start + place, end: left + (place + 1) * across };
  if (row instanceof Float32Array && values instanceof Float32Array) {
    addSingles(values, { ...part, row: bitsOf(row) }, across);
  } else {
    addDoubles(values, part, across);
  }
  points.fill(POINT.value, part.point, start + Math.floor((last - 1 - left) / across) + 1);
}

function addDoubles(values: Floats, part: Part<Vector>, across: number): void {
  const { row, last } = part;
  let { from, point, end } = part;
  while (from < last) {
    end = end < last ? end : last;
    let best = values[point];
    let most = best < 0 ? -best : best >= 0 ? best : -1; // NaN: none yet.
    while (from < end) {
      const value = row[from++];
      const size = value < 0 ? -value : value;
      if (size > most) {
        most = size;
        best = value;
      }
    }
    values[point++] = best;
    end += across;
  }
}

/**
 * The same for single precision, by the numbers' bits and without a branch: which cell of a block is
 * farthest from 0 cannot be foreseen, and a wrong guess costs more than the rest. Bits without the
 * sign are in the order of sizes, NaN last; with RANK added, and the sign dropped, NaN comes first.
 */
function addSingles(values: Float32Array, part: Part<Int32Array>, across: number): void {
  const bits = bitsOf(values);
  const { row, last } = part;
  let { from, point, end } = part;
  while (from < last) {
    end = end < last ? end : last;
    let best = bits[point];
    while (from < end) {
      const cell = row[from++];
      const farther = (((best + RANK) & UNSIGNED) - ((cell + RANK) & UNSIGNED)) >> 31; // all bits, or none
      best ^= (best ^ cell) & farther;
    }
    bits[point++] = best;
    end += across;
  }
}

/** All bits but the sign. */
const UNSIGNED = 0x7fffffff;
/** What lifts the bits of Infinity to the last ones before those of a sign. */
const RANK = 0x007fffff;

function bitsOf({ buffer, byteOffset, length }: Float32Array): Int32Array {
  return new Int32Array(buffer, byteOffset, length);
}

function addOpen(
  { values, points, block }: Points,
  start: number,
  row: MaskedRow,
  open: readonly boolean[] | undefined,
  [left, count]: Run
): void {
  const { across } = block;
  const last = left + count;
  for (let point = start, from = left; from < last; point++, from += across) {
    const end = from + across < last ? from + across : last;
    let best = values[point];
    let most = best < 0 ? -best : best >= 0 ? best : -1;
    let any = false;
    for (let c = from; c < end; c++) {
      const value = row[c];
      if (value === null || (open && !open[c])) {
        continue;
      }
      any = true;
      const size = value < 0 ? -value : value;
      if (size > most) {
        most = size;
        best = value;
      }
    }
    if (any) {
      points[point] = POINT.value;
      values[point] = best;
    }
  }
}

/** The cell whose value is seen where a cell lies: that of its block farthest from 0. */
export function seenCell(
  cells: Cells<CellKind>,
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
