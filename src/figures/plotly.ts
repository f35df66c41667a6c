import type { Data, Layout, LayoutAxis } from 'plotly.js';
import type { Layer } from '../format/index.ts';
import type { Frame, Line, Placement, Point } from './scene.ts';
import { literal } from './text.ts';
import { SYMBOLS } from './theme.ts';
import type { Theme } from './theme.ts';

/** A figure as plain JSON for Plotly. */
export interface Figure {
  readonly data: Partial<Data>[];
  readonly layout: Partial<Layout>;
}

/** Sizes of marks in pixels, and how faint the lines behind them are. */
export const MARK = 9;
export const CHOSEN = 14;
export const ARROW = 9;
export const FAINT = 0.5;

/** Room around every plane, in pixels; the live layer of the views keeps to the same. */
export const MARGIN = { l: 44, r: 8, t: 12, b: 40 } as const;

export function figureLayout(theme: Theme): Partial<Layout> {
  return {
    uirevision: 'constant',
    autosize: true,
    showlegend: false,
    dragmode: false,
    hovermode: 'closest',
    margin: { ...MARGIN },
    paper_bgcolor: 'rgba(0,0,0,0)',
    plot_bgcolor: 'rgba(0,0,0,0)',
    font: { family: theme.font, size: 12, color: theme.ink }
  };
}

export function axis(title: string, { basis, reach }: Frame, theme: Theme): Partial<LayoutAxis> {
  return {
    title: { text: title, font: { size: 11, color: theme.faint }, standoff: 6 },
    range: [-reach, reach],
    gridcolor: theme.grid,
    // Principal components start from the mean: their zero is no place of its own.
    zeroline: basis.variance === null,
    zerolinecolor: theme.faint,
    zerolinewidth: 1,
    tickfont: { size: 10, color: theme.faint },
    nticks: 7
  };
}

export function lineTrace(line: Line, theme: Theme): Partial<Data> {
  const color = theme.roles[line.role];
  return {
    type: 'scatter',
    mode: line.arrow ? 'lines+markers' : 'lines',
    x: [line.from[0], line.to[0]],
    y: [line.from[1], line.to[1]],
    line: { color, width: line.width },
    ...(line.arrow && {
      marker: {
        symbol: 'arrow',
        angleref: 'previous',
        size: [0, ARROW],
        color,
        opacity: 1,
        line: { width: 0 }
      }
    }),
    opacity: line.arrow ? 1 : FAINT,
    hoverinfo: line.text ? 'text' : 'skip',
    text: line.text
  } as unknown as Partial<Data>;
}

export function markTrace(
  layer: Layer,
  points: readonly (Point & { readonly placement: Placement })[],
  theme: Theme
): Partial<Data> {
  return {
    type: 'scatter',
    mode: 'text+markers',
    name: layer,
    x: points.map(point => point.x),
    y: points.map(point => point.y),
    text: points.map(point => literal(point.label ?? '')),
    textposition: points.map(point => point.placement),
    textfont: { size: 12, color: theme.roles[layer] },
    marker: {
      size: points.map(point => (point.chosen ? CHOSEN : MARK)),
      symbol: SYMBOLS[layer],
      color: theme.roles[layer],
      opacity: 1,
      line: { width: 0 }
    },
    hovertemplate: `${layer} %{text}<br>%{x:.2f}, %{y:.2f}<extra></extra>`
  } as unknown as Partial<Data>;
}
