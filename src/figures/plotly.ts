import type { Data, Layout, LayoutAxis } from 'plotly.js';
import type { Layer } from '../format/index.ts';
import type { Line, Point } from './plane.ts';
import { literal } from './text.ts';
import { SYMBOLS } from './theme.ts';
import type { Theme } from './theme.ts';

/** A figure as plain JSON for Plotly. */
export interface Figure {
  readonly data: Partial<Data>[];
  readonly layout: Partial<Layout>;
}

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

export function axis(title: string, reach: number, theme: Theme): Partial<LayoutAxis> {
  return {
    title: { text: title, font: { size: 11, color: theme.faint }, standoff: 6 },
    range: [-reach, reach],
    gridcolor: theme.grid,
    zerolinecolor: theme.faint,
    zerolinewidth: 1,
    tickfont: { size: 10, color: theme.faint },
    nticks: 7
  };
}

export function lineTrace(line: Line, theme: Theme): Partial<Data> {
  return {
    type: 'scatter',
    mode: 'lines',
    x: [line.from[0], line.to[0]],
    y: [line.from[1], line.to[1]],
    line: { color: theme.roles[line.role], width: line.width },
    opacity: 0.45,
    hoverinfo: 'text',
    text: line.text
  } as Partial<Data>;
}

export function markTrace(layer: Layer, points: readonly Point[], theme: Theme): Partial<Data> {
  return {
    type: 'scatter',
    mode: 'text+markers',
    name: layer,
    x: points.map(point => point.x),
    y: points.map(point => point.y),
    text: points.map(point => literal(point.label ?? '')),
    textposition: 'top center',
    textfont: { size: 12, color: theme.roles[layer] },
    marker: { size: 9, symbol: SYMBOLS[layer], color: theme.roles[layer] },
    hovertemplate: `${layer} of %{text}<br>%{x:.2f}, %{y:.2f}<extra></extra>`
  } as Partial<Data>;
}
