import { lab, rgb } from 'd3-color';
import { interpolateRgb, piecewise } from 'd3-interpolate';
import { useLayoutEffect, useRef } from 'react';
import { cellColors, cellText, POINT, shareOf } from '../../figures/index.ts';
import type { Cells, Raster, Theme } from '../../figures/index.ts';
import type { Stage } from '../../format/index.ts';
import { hatch } from './hatch.ts';
import type { Grid } from './hatch.ts';

/** Steps of the colour scale. */
const SHADES = 256;
interface Props {
  readonly cells: Cells;
  /** The cells as points. */
  readonly raster: Raster;
  readonly theme: Theme;
  readonly width: number;
  readonly height: number;
}

/** The matrix's cells on a canvas: drawn in well under a frame at any size. */
export function CellCanvas({ cells, raster, theme, width, height }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const context = width > 0 && height > 0 ? canvas.current?.getContext('2d') : null;
    if (context) {
      drawCells(context, cells, raster, theme, [width, height]);
    }
  }, [cells, raster, theme, width, height]);
  const ratio = window.devicePixelRatio || 1;
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
  cells: Cells,
  raster: Raster,
  theme: Theme,
  size: readonly [number, number]
): void {
  const [width, height] = size;
  const ratio = window.devicePixelRatio || 1;
  // The last points may stand for fewer cells than the others: they end past the picture.
  const grid = {
    w: (width / cells.window.key[1]) * raster.block.across,
    h: (height / cells.window.query[1]) * raster.block.down
  };
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  context.imageSmoothingEnabled = false;
  context.drawImage(
    pixels(raster, cells.stage, theme),
    0,
    0,
    grid.w * raster.columns,
    grid.h * raster.rows
  );
  hatch(context, raster, theme, grid, size);
  if (cells.written) {
    separate(context, raster, theme, grid);
    write(context, cells, raster, theme, grid);
  }
}

/** One pixel a point. */
function pixels(raster: Raster, stage: Stage, theme: Theme): HTMLCanvasElement {
  const { rows, columns, values, points, low, high } = raster;
  const [canvas, image] = scratchOf(columns, rows);
  const bytes = new Uint32Array(image.data.buffer);
  const table = colorTable(stage, theme);
  const masked = packed(theme.masked);
  const unknown = packed(theme.paper);
  const scale = (SHADES - 1) / (high - low);
  const isPlain = scale > 0 && scale < Infinity;
  for (let at = 0; at < bytes.length; at++) {
    const shade = isPlain
      ? Math.floor((values[at] - low) * scale + 0.5)
      : Math.round(shareOf(values[at], low, high) * (SHADES - 1));
    const shown = points[at] === POINT.value && shade >= 0 && shade < SHADES;
    bytes[at] = shown ? table[shade] : points[at] === POINT.unknown ? unknown : masked;
  }
  canvas.getContext('2d')?.putImageData(image, 0, 0);
  return canvas;
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

function colorTable(stage: Stage, theme: Theme): Uint32Array {
  const colors = cellColors(stage, theme);
  let table = tables.get(colors);
  if (!table) {
    const color = colorAt(stage, theme);
    table = Uint32Array.from({ length: SHADES }, (_, shade) => packed(color(shade / (SHADES - 1))));
    tables.set(colors, table);
  }
  return table;
}

/** Colour scales do not change: each is laid out once. */
const tables = new WeakMap<readonly string[], Uint32Array>();

function colorAt(stage: Stage, theme: Theme): (share: number) => string {
  return piecewise(interpolateRgb, [...cellColors(stage, theme)]);
}

/** Ink or paper, whichever is told apart better from the colour behind it. */
function inkOn(color: string, { ink, paper }: Theme): string {
  const distance = (other: string) => Math.abs(lab(color).l - lab(other).l);
  return distance(ink) > distance(paper) ? ink : paper;
}

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

function write(
  context: CanvasRenderingContext2D,
  { values, stage }: Cells,
  { low, high }: Raster,
  theme: Theme,
  { w, h }: Grid
): void {
  context.font = `12px ${theme.font}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  const color = colorAt(stage, theme);
  values.forEach((row, r) =>
    Array.from(row).forEach((value, c) => {
      if (value !== null) {
        const share = Number.isFinite(value) ? shareOf(value, low, high) : 0;
        context.fillStyle = inkOn(color(share), theme);
        context.fillText(cellText(value, stage, theme), (c + 0.5) * w, (r + 0.5) * h);
      }
    })
  );
}
