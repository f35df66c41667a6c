import { lazyRows } from '../../engine/index.ts';
import type { Mask, MaskedRow } from '../../engine/index.ts';
import { cellsOf } from '../cells.ts';
import type { CellKind, Cells } from '../cells.ts';
import { POINT, seenCell } from '../raster.ts';
import type { Raster } from '../raster.ts';

/** The weights of a head, [query, key], and what hides them: true = may be seen; null: nothing does. */
export interface Numbers {
  readonly numbers: readonly MaskedRow[];
  readonly may: Mask | null;
}

/** The cells of another head, seen as those of the one on the stage are. */
export function pinnedCells(shown: Cells, other: Numbers): Cells {
  return cellsOf(keysOf(shown), { ...shown, ...other });
}

/**
 * How much more the one gives than the other. What the mask of one alone hides has no share there, and counts
 * as 0; what both hide stays hidden.
 */
export function differenceCells(shown: Cells, other: Numbers): Cells<'difference'> {
  return cellsOf(keysOf(shown), {
    ...shown,
    stage: 'difference',
    ...differenceOf(shown, other)
  });
}

/** Shown less pinned, [query, key]; rows are made when they are read. */
export function differenceOf(shown: Numbers, other: Numbers): Numbers {
  const { numbers, may } = other;
  const masks = may === shown.may || !may || !shown.may ? null : ([shown.may, may] as const);
  return {
    numbers: lazyRows(numbers.length, r => lessRow(shown.numbers[r], numbers[r]), false),
    may: masks
      ? lazyRows(numbers.length, r => masks[0][r].map((open, c) => open || masks[1][r][c]))
      : may && shown.may
  };
}

/** Two pictures in which the same colour is the same share: up to the most of both. */
export function onOneScale(a: Raster, b: Raster): readonly [Raster, Raster] {
  const high = Math.max(a.high, b.high);
  const highs =
    a.highs && b.highs && a.highs.map((most, row) => Math.max(most, b.highs![row] ?? most));
  const scaled = (raster: Raster): Raster => ({
    ...raster,
    high,
    low: raster.low === 0 ? 0 : -high,
    highs
  });
  return [scaled(a), scaled(b)];
}

/** The cell in sight whose number is farthest from 0, or null: there is none, or all are 0. */
export function largestIn(
  cells: Cells<CellKind>,
  { values, points, columns, block }: Raster
): readonly [query: number, key: number] | null {
  let [found, most] = [-1, 0];
  for (let at = 0; at < values.length; at++) {
    const size = Math.abs(values[at]);
    if (points[at] === POINT.value && size > most) {
      [found, most] = [at, size];
    }
  }
  const [row, column] = [Math.floor(found / columns), found % columns];
  const [top, left] = [cells.window.query[0], cells.window.key[0]];
  return found < 0
    ? null
    : seenCell(cells, block, top + row * block.down, left + column * block.across);
}

function lessRow(a: MaskedRow, b: MaskedRow): Float64Array {
  const row = new Float64Array(a.length);
  for (let c = 0; c < row.length; c++) {
    row[c] = (a[c] ?? 0) - (b[c] ?? 0);
  }
  return row;
}

/** The even share is 1 of so many keys, wherever it is told. */
function keysOf({ numbers }: Numbers): number {
  return numbers[0].length;
}
