import { POINT } from '../../figures/index.ts';
import type { Raster, Theme } from '../../figures/index.ts';

/** How far apart the strokes over masked cells are, in pixels. */
const TILE = 6;

/** The size of a point in pixels. */
export interface Grid {
  readonly w: number;
  readonly h: number;
}

/** Strokes over the masked cells, which in grey would look like low weights. */
export function hatch(
  context: CanvasRenderingContext2D,
  { rows, columns, points }: Raster,
  theme: Theme,
  grid: Grid,
  [width, height]: readonly [number, number]
): void {
  const runs = maskedRuns(points, rows, columns);
  if (runs.length > FEW_RUNS) {
    context.drawImage(hatching(runs, theme, grid, context.canvas), 0, 0, width, height);
  } else {
    fillRuns(context, runs, theme, grid);
  }
}

/** More runs than these are sooner copied from a picture than filled. */
const FEW_RUNS = 32;

function fillRuns(
  context: CanvasRenderingContext2D,
  runs: readonly MaskedRun[],
  theme: Theme,
  { w, h }: Grid
): void {
  context.fillStyle = context.createPattern(stroke(theme), 'repeat') ?? theme.masked;
  for (const [r, from, to] of runs) {
    context.fillRect(from * w, r * h, (to - from) * w, h);
  }
}

/** A picture of the strokes, as large as the canvas: while mask, theme and size stay, so does it. */
function hatching(
  runs: readonly MaskedRun[],
  theme: Theme,
  grid: Grid,
  { width, height }: HTMLCanvasElement
): HTMLCanvasElement {
  const of = [runs, theme.faint, grid.w, grid.h, width, height];
  if (!hatched || hatched.of.some((part, p) => part !== of[p])) {
    const picture = document.createElement('canvas');
    picture.width = width;
    picture.height = height;
    const context = picture.getContext('2d');
    if (context) {
      const ratio = window.devicePixelRatio || 1;
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      fillRuns(context, runs, theme, grid);
    }
    hatched = { of, picture };
  }
  return hatched.picture;
}

/** The strokes that were drawn last, and of what. */
let hatched: { readonly of: readonly unknown[]; readonly picture: HTMLCanvasElement } | undefined;

/** A row, the first of its cells that are masked side by side, and the one past the last. */
type MaskedRun = readonly [row: number, from: number, to: number];

/** The runs of masked points; while a mask stays, so do they. */
function maskedRuns(points: Uint8Array, rows: number, columns: number): readonly MaskedRun[] {
  if (newest.columns !== columns || !alike(newest.points, points)) {
    const runs = Array.from({ length: rows }, (_, r) =>
      runsOf(points.subarray(r * columns, (r + 1) * columns), r)
    ).flat();
    newest = { points, columns, runs };
  }
  return newest.runs;
}

/** The runs that were drawn last, and of what. */
let newest: {
  readonly points: Uint8Array;
  readonly columns: number;
  readonly runs: readonly MaskedRun[];
} = { points: new Uint8Array(0), columns: 0, runs: [] };

/** Several times as fast as `every`. */
function alike(a: Uint8Array, b: Uint8Array): boolean {
  let at = a.length === b.length ? 0 : -1;
  while (at >= 0 && at < a.length && a[at] === b[at]) {
    at++;
  }
  return at === a.length;
}

function runsOf(row: Uint8Array, r: number): readonly MaskedRun[] {
  const runs: MaskedRun[] = [];
  let from = -1;
  for (let c = 0; c <= row.length; c++) {
    const masked = row[c] === POINT.masked;
    if (masked && from < 0) {
      from = c;
    } else if (!masked && from >= 0) {
      runs.push([r, from, c]);
      from = -1;
    }
  }
  return runs;
}

/** One tile of diagonal strokes. */
function stroke({ faint }: Theme): HTMLCanvasElement {
  let tile = strokes.get(faint);
  if (!tile) {
    tile = drawnStroke(faint);
    strokes.set(faint, tile);
  }
  return tile;
}

/** By their colour. */
const strokes = new Map<string, HTMLCanvasElement>();

function drawnStroke(faint: string): HTMLCanvasElement {
  const tile = document.createElement('canvas');
  tile.width = TILE;
  tile.height = TILE;
  const context = tile.getContext('2d');
  if (context) {
    context.strokeStyle = faint;
    context.globalAlpha = 0.6;
    context.beginPath();
    for (const shift of [-TILE, 0, TILE]) {
      context.moveTo(shift, TILE);
      context.lineTo(shift + TILE, 0);
    }
    context.stroke();
  }
  return tile;
}
