import type { Data, Layout, LayoutAxis } from 'plotly.js';
import type { Layer } from '../format/index.ts';
import type { Frame, Line, Placement, Point } from './scene.ts';
import { dashOf } from './symbols.ts';
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
    // In the corner that both axes end at, the labels of both would lie over one another.
    ticklabeloverflow: 'hide past domain',
    nticks: 7
  };
}

/** Lines as traces: those that look alike and follow one another are drawn as one. */
export function lineTraces(lines: readonly Line[], theme: Theme): Partial<Data>[] {
  const runs: Line[][] = [];
  for (const line of lines) {
    const run = runs[runs.length - 1];
    if (run && alike(run[0], line)) {
      run.push(line);
    } else {
      runs.push([line]);
    }
  }
  return runs.map(run => runTrace(run, theme));
}

function alike(a: Line, b: Line): boolean {
  return a.role === b.role && a.width === b.width && a.arrow === b.arrow && a.dash === b.dash;
}

function runTrace(run: readonly Line[], theme: Theme): Partial<Data> {
  const [line] = run;
  const color = theme.roles[line.role];
  const at = (c: 0 | 1) => run.flatMap(({ from, to }) => [from[c], to[c], null]);
  return {
    type: 'scatter',
    mode: line.arrow ? 'lines+markers' : 'lines',
    x: at(0),
    y: at(1),
    line: { color, width: line.width, dash: dashOf(line.dash) },
    ...(line.arrow && {
      marker: {
        symbol: 'arrow',
        angleref: 'previous',
        size: run.flatMap(() => [0, ARROW, 0]),
        color,
        opacity: 1,
        line: { width: 0 }
      }
    }),
    opacity: line.arrow ? 1 : FAINT,
    hoverinfo: line.text ? 'text' : 'skip',
    text: run.flatMap(({ text }) => [text, text, ''])
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
