import type { Data } from 'plotly.js';
import type { Trace } from '../engine/index.ts';
import type { Run } from '../format/index.ts';
import { isCovered, LISTED } from '../model/index.ts';
import type { Selection } from '../model/index.ts';
import { cellColors, cellText, matrixCells, textFits } from './cells.ts';
import type { Cells } from './cells.ts';
import { figureLayout } from './plotly.ts';
import type { Figure } from './plotly.ts';
import { POINT, rasterOf, shadeAt } from './raster.ts';
import type { Raster } from './raster.ts';
import { powerOf, raised } from './power.ts';
import { decimal, literal, visible } from './text.ts';
import { LIGHT } from './theme.ts';
import type { Theme } from './theme.ts';

/**
 * The attention matrix as a Plotly figure; tokens stand beside it, in elements of the page.
 *
 * @param size - in pixels: numbers are written where they have room
 */
export function matrixFigure(
  trace: Trace,
  selection: Selection,
  theme: Theme,
  size?: readonly [width: number, height: number]
): Figure {
  const cells = matrixCells(trace, selection);
  const colors = cellColors(cells, theme);
  const fits = cells.written && (!size || textFits(cells, theme, size));
  const { query, key } = cells.window;
  const drawn = points(cells, theme);
  const number = 'customdata' in drawn ? '%{customdata}' : '%{z:.6~g}';
  return {
    data: [
      {
        type: 'heatmap',
        ...drawn,
        colorscale: colors.map((color, c): [number, string] => [c / (colors.length - 1), color]),
        showscale: false,
        xgap: cells.written ? 2 : 0,
        ygap: cells.written ? 2 : 0,
        hoverongaps: false,
        hovertemplate: `query %{y}<br>key %{x}<br><b>${number}</b><extra></extra>`,
        ...(fits && {
          text: cells.values.map(row =>
            Array.from(row, value => cellText(value, cells.stage, theme))
          ),
          texttemplate: '%{text}',
          textfont: { size: theme.text, color: theme.ink }
        })
      } as unknown as Partial<Data>
    ],
    layout: {
      ...figureLayout(theme),
      margin: { l: 0, r: 0, t: 0, b: 0 },
      xaxis: { ...named(trace.keyTokens, key), range: [-0.5, key[1] - 0.5] },
      yaxis: { ...named(trace.tokens, query), range: [query[1] - 0.5, -0.5] }
    }
  };
}

/** Rows and columns that Plotly is given at most. */
const DRAWN = 512;

/** A point for each cell; of a large matrix one for each block of cells. */
function points(cells: Cells, theme: Theme) {
  const raster = rasterOf(cells, [DRAWN, DRAWN]);
  const { block } = raster;
  return {
    ...colored(raster, theme),
    x0: (block.across - 1) / 2,
    dx: block.across,
    y0: (block.down - 1) / 2,
    dy: block.down
  };
}

/** Numbers between the first and the last colour; where they are not the points' own, these as well. */
function colored(raster: Raster, theme: Theme) {
  const { rows, columns, low, high } = raster;
  const power = powerOf([[high]]);
  const map = <T>(to: (value: number, r: number) => T) =>
    Array.from({ length: rows }, (_r, r) =>
      Array.from({ length: columns }, (_c, c) => {
        const at = r * columns + c;
        return raster.points[at] === POINT.value ? to(raster.values[at], r) : null;
      })
    );
  const customdata = () => map(value => decimal(value, theme, true));
  if (raster.highs || raster.even !== null) {
    const z = map((value, r) => shadeAt(raster, r, value));
    return { z, zmin: 0, zmax: 1, customdata: customdata() };
  }
  return power === 0
    ? { z: map(value => value), zmin: low, zmax: high }
    : {
        z: map(value => raised(value, -power)),
        zmin: raised(low, -power),
        zmax: raised(high, -power),
        customdata: customdata()
      };
}

/** Tokens are written beside the picture up to this many. */
const NAMED = 48;

/** An axis of which nothing is drawn, and which names its places by tokens in hover text. */
function named(tokens: readonly string[], [first, count]: Run, length: number = 40) {
  const shown = count <= LISTED ? tokens.slice(first, first + count) : [];
  return {
    showticklabels: false,
    showgrid: false,
    zeroline: false,
    fixedrange: true,
    tickmode: 'array' as const,
    tickvals: shown.map((_, t) => t),
    ticktext: shown.map(token => literal(visible(token, length)))
  };
}

/** The attention matrix as a picture of its own, on white, with its tokens: for other hosts. */
export function matrixPicture(trace: Trace, selection: Selection): Figure {
  const { data, layout } = matrixFigure(trace, selection, LIGHT);
  const { values, window } = matrixCells(trace, selection);
  const covered = isCovered(selection.covered, 'dot_products');
  const axis = (tokens: readonly string[], run: Run, title: string) => ({
    ...named(tokens, run, 16),
    title: { text: title },
    automargin: true,
    showticklabels: run[1] <= NAMED
  });
  return {
    data: covered ? [] : [...data, strokes(values)],
    layout: {
      ...layout,
      ...(covered && { annotations: [COVER] }),
      margin: { l: 20, r: 20, t: 20, b: 20 },
      paper_bgcolor: LIGHT.paper,
      plot_bgcolor: LIGHT.masked,
      xaxis: { ...layout.xaxis, ...axis(trace.keyTokens, window.key, 'key: answers'), side: 'top' },
      yaxis: { ...layout.yaxis, ...axis(trace.tokens, window.query, 'query: asks') }
    }
  };
}

/** Stands in the middle of a picture whose weights are to be predicted. */
const COVER = {
  text: 'Covered until it has been predicted',
  x: 0.5,
  y: 0.5,
  xref: 'paper' as const,
  yref: 'paper' as const,
  showarrow: false
};

/** A stroke through every masked cell: in grey it would look like a low weight. */
function strokes(values: Cells['values']): Partial<Data> {
  const few = Math.max(values.length, values[0].length) <= NAMED;
  const drawn = (few ? [...values] : []).flatMap((row, r) =>
    Array.from(row).flatMap((value, c) => (value === null ? [[r, c] as const] : []))
  );
  return {
    type: 'scatter',
    mode: 'lines',
    x: drawn.flatMap(([, c]) => [c - 0.4, c + 0.4, null]),
    y: drawn.flatMap(([r]) => [r + 0.4, r - 0.4, null]),
    line: { color: LIGHT.faint, width: 1 },
    hoverinfo: 'skip'
  };
}
