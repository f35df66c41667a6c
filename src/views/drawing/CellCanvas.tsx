import { rgb } from 'd3-color';
import { interpolateRgb, piecewise } from 'd3-interpolate';
import { useLayoutEffect, useRef } from 'react';
import { bendOf, cellColors, cellText, POINT, shadeAt, textFits } from '../../figures/index.ts';
import type { CellKind, Cells, Raster, Theme } from '../../figures/index.ts';
import { useSurroundings } from '../frame/context.ts';
import { hatch } from './hatch.ts';
import type { Grid } from './hatch.ts';
import { PAPER_RATIO } from './paperSize.ts';

/** Steps of the colour scale. */
const SHADES = 256;
interface Props {
  readonly cells: Cells<CellKind>;
  /** The cells as points. */
  readonly raster: Raster;
  readonly theme: Theme;
  readonly width: number;
  readonly height: number;
}

/** The matrix's cells on a canvas: drawn in well under a frame at any size. */
export function CellCanvas({ cells, raster, theme, width, height }: Props) {
  const { printing } = useSurroundings();
  const ratio = printing ? PAPER_RATIO : window.devicePixelRatio || 1;
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const context = width > 0 && height > 0 ? canvas.current?.getContext('2d') : null;
    if (context) {
      drawCells(context, cells, raster, theme, [width, height], ratio);
    }
  }, [cells, raster, theme, width, height, ratio]);
  return (
    <canvas
      ref={canvas}
      className="jp-Attention-live"
      width={Math.round(width * ratio)}
      height={Math.round(height * ratio)}
      style={{ width, height }}
    />
  );
}

function drawCells(
  context: CanvasRenderingContext2D,
  cells: Cells<CellKind>,
  raster: Raster,
  theme: Theme,
  size: readonly [number, number],
  ratio: number
): void {
  const [width, height] = size;
  // The last points may stand for fewer cells than the others: they end past the picture.
  const grid = {
    w: (width / cells.window.key[1]) * raster.block.across,
    h: (height / cells.window.query[1]) * raster.block.down
  };
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  context.imageSmoothingEnabled = false;
  context.drawImage(
    pixels(raster, cells, theme),
    0,
    0,
    grid.w * raster.columns,
    grid.h * raster.rows
  );
  hatch(context, raster, theme, grid, size);
  if (cells.written) {
    separate(context, raster, theme, grid);
    if (textFits(cells, theme, size)) {
      write(context, cells, theme, grid);
    }
  }
}

/** One pixel a point. */
function pixels(raster: Raster, cells: Cells<CellKind>, theme: Theme): HTMLCanvasElement {
  const { rows, columns, values, points } = raster;
  const [canvas, image] = scratchOf(columns, rows);
  const bytes = new Uint32Array(image.data.buffer);
  const table = colorTable(cells, theme);
  const masked = packed(theme.masked);
  const unknown = packed(theme.paper);
  for (let r = 0, at = 0; r < rows; r++) {
    const shadeOf = shades(raster, r);
    for (let c = 0; c < columns; c++, at++) {
      const shade = shadeOf(values[at]);
      const shown = points[at] === POINT.value && shade >= 0 && shade < SHADES;
      bytes[at] = shown ? table[shade] : points[at] === POINT.unknown ? unknown : masked;
    }
  }
  canvas.getContext('2d')?.putImageData(image, 0, 0);
  return canvas;
}

/** The number of the colour of a value in a row of points: with one product where that is enough. */
function shades(raster: Raster, row: number): (value: number) => number {
  const { highs, even } = raster;
  const high = highs ? highs[row] : raster.high;
  const low = raster.low === 0 ? 0 : -high;
  const scale = (SHADES - 1) / (high - low);
  const isPlain = scale > 0 && scale < Infinity && 1 / high < Infinity;
  if (!isPlain || (low !== 0 && even !== null)) {
    return value => Math.round(shadeAt(raster, row, value) * (SHADES - 1));
  }
  const bend = even === null ? null : bendOf(even, high);
  if (bend !== null) {
    const [most, half] = [(SHADES - 1) * (1 + bend), bend * high];
    return value => Math.floor((value * most) / (value + half) + 0.5);
  }
  return value => Math.floor((value - low) * scale + 0.5);
}

/** Where points become pixels before they are drawn larger: one for all views, used at once. */
let scratch: readonly [HTMLCanvasElement, ImageData] | undefined;

function scratchOf(columns: number, rows: number): readonly [HTMLCanvasElement, ImageData] {
  const [canvas, image] = scratch ?? [document.createElement('canvas'), null];
  if (image?.width === columns && image.height === rows) {
    return [canvas, image];
  }
  const next = new ImageData(columns, rows); // before anything changes: there may be no memory for it
  canvas.width = columns;
  canvas.height = rows;
  scratch = [canvas, next];
  return scratch;
}

function colorTable(cells: Cells<CellKind>, theme: Theme): Uint32Array {
  const colors = cellColors(cells, theme);
  let table = tables.get(colors);
  if (!table) {
    const color: (share: number) => string = piecewise(interpolateRgb, [...colors]);
    table = Uint32Array.from({ length: SHADES }, (_, shade) => packed(color(shade / (SHADES - 1))));
    tables.set(colors, table);
  }
  return table;
}

/** Colour scales do not change: each is laid out once. */
const tables = new WeakMap<readonly string[], Uint32Array>();

/** A colour as the four bytes of a pixel, red first, on a little-endian machine. */
function packed(color: string): number {
  const { r, g, b } = rgb(color);
  return (0xff000000 | (b << 16) | (g << 8) | r) >>> 0;
}

/** Lines in the colour of the paper between the cells, as Plotly's gaps. */
function separate(
  context: CanvasRenderingContext2D,
  { rows, columns }: Raster,
  theme: Theme,
  { w, h }: Grid
): void {
  context.fillStyle = theme.paper;
  for (let r = 0; r < rows; r++) {
    context.fillRect(0, r * h - 1, columns * w, 2);
  }
  for (let c = 0; c < columns; c++) {
    context.fillRect(c * w - 1, 0, 2, rows * h);
  }
}

/** In one ink: the colours of cells that are written into are those that it can be read on. */
function write(
  context: CanvasRenderingContext2D,
  { values, stage }: Cells<CellKind>,
  theme: Theme,
  { w, h }: Grid
): void {
  context.font = `${theme.text}px ${theme.font}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillStyle = theme.ink;
  values.forEach((row, r) =>
    Array.from(row).forEach((value, c) => {
      if (value !== null) {
        context.fillText(cellText(value, stage, theme), (c + 0.5) * w, (r + 0.5) * h);
      }
    })
  );
}
