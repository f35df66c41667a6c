import type { Trace } from '../../engine/index.ts';
import { isCovered, reached } from '../../model/index.ts';
import type { Run } from '../../format/index.ts';
import type { Selection } from '../../model/index.ts';
import { cellText, matrixCells } from '../cells.ts';
import type { Cells } from '../cells.ts';
import { POINT, rasterOf, shadeAt } from '../raster.ts';
import type { Raster } from '../raster.ts';
import { labelEvery, labelled } from '../size.ts';
import { visible } from '../text.ts';
import type { Theme } from '../theme.ts';
import { pointColor, shareColor } from './cellColors.ts';
import { hatching } from './hatchSvg.ts';
import { ENGLISH } from './options.ts';
import type { FigureOptions, FigureWords } from './options.ts';
import { element, short, sizeIn, widthOf, words } from './svg.ts';
import type { Drawing } from './svg.ts';

/** Up to so many rows and columns a cell is a shape of its own; beyond, cells are a picture. */
export const SHAPES = 64;
/** Rows and columns of points where nobody makes pictures: each run of one colour is a shape. */
const POINTS_DRAWN = 96;
/** Rows and columns of a picture at most. */
const PICTURE = 2048;
/** Characters of a token beside the matrix. */
const LETTERS = 14;

/** Makes a picture of a raster, a pixel a point, as a data: URL. */
export type Picture = (raster: Raster, cells: Cells, theme: Theme) => string;

/** Where the cells of a matrix stand: what stands below keeps to its columns. */
export interface Grid {
  readonly left: number;
  readonly top: number;
  /** The size of a cell. */
  readonly w: number;
  readonly h: number;
  readonly rows: number;
  readonly columns: number;
}

export interface MatrixDrawing extends Drawing {
  readonly grid: Grid;
}

/** What a matrix is drawn with. */
export interface MatrixParts {
  readonly theme: Theme;
  readonly options: Pick<FigureOptions, 'font' | 'decimals'>;
  /** In points. */
  readonly width: number;
  /** Room for what stands beside it, and what stands beside what is below. */
  readonly margin?: number;
  readonly picture?: Picture | null;
  readonly names?: FigureWords;
}

/** The attention matrix at the chosen stage, with its tokens and what its colours mean. */
export function matrixDrawing(
  trace: Trace,
  selection: Selection,
  { theme, options, width, margin = 0, picture = null, names = ENGLISH }: MatrixParts
): MatrixDrawing {
  const { font } = options;
  const all = matrixCells(trace, selection);
  const grid = gridOf(trace, all, font, width, margin);
  const colored = { ...theme, decimals: options.decimals };
  const size = letterSize(all, colored, font, grid);
  // Where numbers are written the colours are those that they can be read on.
  const cells = { ...all, written: size !== null };
  const [right, bottom] = [grid.left + grid.columns * grid.w, grid.top + grid.rows * grid.h];
  const frame = element('rect', {
    x: grid.left,
    y: grid.top,
    width: right - grid.left,
    height: bottom - grid.top,
    fill: 'none',
    stroke: theme.faint,
    'stroke-width': 0.5
  });
  const isAbsent = !reached(selection, 'dot_products');
  const why = isCovered(selection.covered, 'dot_products') ? names.covered : names.notYet;
  const drawn = isAbsent ? null : drawnCells(cells, colored, font, grid, picture, size);
  const body = [
    tokensBeside(trace, selection, cells, theme, font, grid),
    axisNames(theme, font, grid, names),
    drawn?.body ?? notice(why, theme, font, grid),
    frame,
    isAbsent ? '' : ring(selection, cells, theme, font, grid)
  ].join('');
  const told = drawn ? toldOf(trace, selection, drawn.raster, names) : '';
  const key = drawn ? scaleBar(told, cells, drawn.raster, colored, font, grid, names) : null;
  return {
    width,
    height: bottom + font * 0.6 + (key?.height ?? 0),
    body: body + (key?.body ?? ''),
    grid
  };
}

/** Cells are square where they need not be wider for their columns to fill the width. */
function gridOf(
  trace: Trace,
  { window }: Cells,
  font: number,
  width: number,
  margin: number
): Grid {
  const { query, key } = window;
  const widest = (tokens: readonly string[], [first, count]: Run) =>
    Math.max(
      ...tokens.slice(first, first + count).map(token => widthOf(visible(token, LETTERS), font))
    );
  const left = Math.min(
    width * 0.4,
    Math.max(margin, widest(trace.tokens, query) * 1.1 + font * 2.6)
  );
  const tilted = widest(trace.keyTokens, key) * Math.SQRT1_2;
  const w = columnWidth(trace.keyTokens, key, font, width - left);
  const [rows, columns] = [query[1], key[1]];
  // No taller than wide, and of few tokens no taller than it takes to be read.
  const even = (w * columns) / rows;
  const h =
    rows > SHAPES
      ? Math.min(w, even)
      : Math.min(w, font * 4, Math.max(font * 1.7, Math.min(w * 0.62, even)));
  return { left, top: tilted + font * 3, w, h, rows, columns };
}

/** How wide a column is: names of the last ones lean past the matrix. */
function columnWidth(tokens: readonly string[], run: Run, font: number, room: number): number {
  const [first, count] = run;
  const widths = tokens
    .slice(first, first + count)
    .map(token => widthOf(visible(token, LETTERS), font) * Math.SQRT1_2 + font);
  let w = room / count;
  for (let i = 0; i < 4; i++) {
    const past = widths.map((width, c) => width - (count - c - 0.5) * w);
    w = Math.max(room * 0.3, room - Math.max(0, ...past)) / count;
  }
  return w;
}

interface Drawn {
  readonly body: string;
  readonly raster: Raster;
}

function drawnCells(
  cells: Cells,
  theme: Theme,
  font: number,
  grid: Grid,
  picture: Picture | null,
  size: number | null
): Drawn {
  const most = Math.max(grid.rows, grid.columns);
  const side = most <= SHAPES ? most : picture ? PICTURE : POINTS_DRAWN;
  const raster = rasterOf(cells, [side, side]);
  // The last points may stand for fewer cells than the others.
  const point = { w: grid.w * raster.block.across, h: grid.h * raster.block.down };
  const strokes = hatching(raster, theme, font, { ...grid, ...point }, most <= SHAPES);
  if (most > SHAPES && picture) {
    const image = element('image', {
      x: grid.left,
      y: grid.top,
      width: point.w * raster.columns,
      height: point.h * raster.rows,
      preserveAspectRatio: 'none',
      'image-rendering': 'optimizeSpeed',
      style: 'image-rendering:pixelated',
      href: picture(raster, cells, theme)
    });
    return { body: image + strokes, raster };
  }
  const shapes = runsOfColor(raster, cells, theme, { ...grid, ...point });
  const numbers = size === null ? '' : writtenCells(cells, theme, font, size, grid);
  return { body: shapes + strokes + numbers, raster };
}

/** Shapes reach a little under the next row: between two that only touch the ground would shine through. */
const OVER = 0.1;

/** Points of one colour side by side are one shape; of one that stands alone as few letters as can be. */
function runsOfColor(raster: Raster, cells: Cells, theme: Theme, { left, top, w, h }: Grid) {
  const { rows, columns } = raster;
  const colorOf = pointColor(raster, cells, theme);
  const shapes: string[] = [];
  for (let r = 0; r < rows; r++) {
    for (let c = 0, next = 0; c < columns; c = next) {
      const color = colorOf(r * columns + c);
      next = c + 1;
      while (next < columns && colorOf(r * columns + next) === color) {
        next++;
      }
      if (color !== null) {
        shapes.push(
          element('path', {
            d: `M${short(left + c * w)} ${short(top + r * h)}h${short((next - c) * w)}v${short(h + OVER)}H${short(left + c * w)}z`,
            fill: color
          })
        );
      }
    }
  }
  return element('g', { 'shape-rendering': 'crispEdges' }, shapes.join(''));
}

/** How large the numbers in the cells are, or null where there is no room for all of them. */
function letterSize(
  { values, stage }: Cells,
  theme: Theme,
  font: number,
  { rows, columns, w, h }: Grid
): number | null {
  if (Math.max(rows, columns) > SHAPES) {
    return null;
  }
  const texts = values.flatMap(row => Array.from(row, value => cellText(value, stage, theme)));
  const size = sizeIn(texts, font, w);
  return size !== null && size * 1.1 <= h ? size : null;
}

function writtenCells(
  { values, stage }: Cells,
  theme: Theme,
  font: number,
  size: number,
  { left, top, w, h }: Grid
): string {
  const numbers = values.flatMap((row, r) =>
    Array.from(row, (value, c) =>
      words(cellText(value, stage, theme), {
        x: left + (c + 0.5) * w,
        y: top + (r + 0.5) * h + size * 0.35
      })
    )
  );
  return element(
    'g',
    {
      'text-anchor': 'middle',
      'font-size': size === font ? undefined : size,
      fill: theme.ink
    },
    ...numbers
  );
}

function tokensBeside(
  trace: Trace,
  { query: asking }: Selection,
  { window }: Cells,
  theme: Theme,
  font: number,
  { left, top, w, h, rows, columns }: Grid
): string {
  const { query, key } = window;
  const across = labelled(key, labelEvery(key[1], columns * w, font * 1.6)).map(token => {
    const x = left + (token - key[0] + 0.5) * w;
    return words(visible(trace.keyTokens[token], LETTERS), {
      transform: `translate(${short(x + font * 0.25)} ${short(top - font * 0.4)}) rotate(-45)`,
      fill: theme.roles.key
    });
  });
  const down = labelled(query, labelEvery(query[1], rows * h, font * 1.15)).map(token =>
    words(visible(trace.tokens[token], LETTERS), {
      x: left - font * 0.5,
      y: top + (token - query[0] + 0.5) * h + font * 0.35,
      'text-anchor': 'end',
      fill: theme.roles.query,
      'font-weight': token === asking ? 'bold' : undefined
    })
  );
  return [...across, ...down].join('');
}

function axisNames(
  theme: Theme,
  font: number,
  { left, top, rows, columns, w, h }: Grid,
  names: FigureWords
): string {
  const small = { 'font-size': font * 0.9 };
  return [
    words(names.columns, {
      x: left + (columns * w) / 2,
      y: font,
      'text-anchor': 'middle',
      fill: theme.roles.key,
      ...small
    }),
    words(names.rows, {
      transform: `translate(${short(font)} ${short(top + (rows * h) / 2)}) rotate(-90)`,
      'text-anchor': 'middle',
      fill: theme.roles.query,
      ...small
    })
  ].join('');
}

/** The row that asks, told apart without any colour. */
function ring(
  { query }: Selection,
  { window }: Cells,
  theme: Theme,
  font: number,
  { left, top, w, h, columns }: Grid
): string {
  const [first, count] = window.query;
  return query < first || query >= first + count
    ? ''
    : element('rect', {
        x: left,
        y: top + (query - first) * h,
        width: columns * w,
        height: h,
        fill: 'none',
        stroke: theme.roles.query,
        'stroke-width': Math.max(0.75, Math.min(font * 0.18, h))
      });
}

function notice(
  text: string,
  theme: Theme,
  font: number,
  { left, top, rows, columns, w, h }: Grid
) {
  return words(text, {
    x: left + (columns * w) / 2,
    y: top + (rows * h) / 2,
    'text-anchor': 'middle',
    fill: theme.faint,
    'font-size': font
  });
}

/** Steps of the bar that says what the colours mean. */
const STEPS = 24;

/** From the first colour to the last, with their numbers, and what else has to be known. */
function scaleBar(
  told: string,
  cells: Cells,
  raster: Raster,
  theme: Theme,
  font: number,
  { left, top, rows, columns, w, h }: Grid,
  names: FigureWords
): Pick<Drawing, 'height' | 'body'> {
  const { low, high, highs, points } = raster;
  const mix = shareColor(cells, theme);
  const small = font * 0.85;
  const [y, tall, wide] = [
    top + rows * h + font * 0.9,
    font * 0.8,
    Math.min(font * 8, columns * w)
  ];
  const [first, last] = [low, high].map(value =>
    highs && value !== 0
      ? `${value < 0 ? '−' : ''}${names.rowMost}`
      : cellText(value, cells.stage, theme)
  );
  const from = left + widthOf(first, small) + font * 0.4;
  // The bar is even in what the numbers say, so that its colours grow as those of the cells do; of rows
  // that each have a full colour of their own it shows the colours.
  const shade = (share: number) =>
    mix(highs ? share : shadeAt(raster, 0, low + share * (high - low)));
  const steps = Array.from({ length: STEPS }, (_, s) =>
    element('rect', {
      x: from + (s / STEPS) * wide,
      y,
      width: wide / STEPS + OVER,
      height: tall,
      fill: shade(s / (STEPS - 1))
    })
  );
  const line = { y: y + tall * 0.88, 'font-size': small, fill: theme.faint };
  const box = from + wide + widthOf(last, small) + font * 1.6;
  const masked = points.includes(POINT.masked)
    ? maskedKey(box, y, tall, theme) + words(names.masked, { x: box + tall * 1.6, ...line })
    : '';
  return {
    height: font * 3,
    body: [
      words(first, { x: left, ...line }),
      ...steps,
      words(last, { x: from + wide + font * 0.4, ...line }),
      masked,
      words(told, { x: left, ...line, y: line.y + font * 1.3 })
    ].join('')
  };
}

/** What the numbers are, of which head, and what a point of them shows. */
function toldOf(
  { heads }: Trace,
  { head, stage }: Selection,
  { block }: Raster,
  names: FigureWords
): string {
  const fill = (text: string, first: number, second: number) =>
    text.replace('%1', String(first)).replace('%2', String(second));
  return [
    names.stages[stage],
    ...(heads.length > 1 ? [fill(names.head, head + 1, heads.length)] : []),
    ...(block.down * block.across > 1 ? [fill(names.block, block.down, block.across)] : [])
  ].join(' · ');
}

function maskedKey(x: number, y: number, side: number, theme: Theme): string {
  return (
    element('rect', { x, y, width: side * 1.2, height: side, fill: theme.masked }) +
    element('path', {
      d: `M${short(x)} ${short(y + side)}L${short(x + side * 1.2)} ${short(y)}`,
      stroke: theme.faint,
      'stroke-width': 0.5
    })
  );
}
