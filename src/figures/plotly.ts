import type { Data, Layout, LayoutAxis } from 'plotly.js';
import type { Layer } from '../format/index.ts';
import type { Foot, Frame, Line, Placement, Point, Ring } from './scene.ts';
import { dashOf } from './symbols.ts';
import { decimal, literal, separator } from './text.ts';
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
export const ARROW = 12;
export const FAINT = 0.5;
/** How faint marks are that stand back. */
export const BACK = 0.35;
/** The foot of a perpendicular. */
export const FOOT = 6;

/** Room around every plane, in pixels; the live layer of the views keeps to the same. */
export function marginOf({ text }: Pick<Theme, 'text'>): Margin {
  const lines = (count: number) => Math.round(count * text);
  return { l: lines(3.7), r: 8, t: 12, b: lines(3.5) };
}

export type Margin = Readonly<Record<'l' | 'r' | 't' | 'b', number>>;

/** Half of a mark's size, or of the room that a label alone keeps clear of. */
export function markRadius({ chosen, bare = false, clear }: Sized): number {
  return clear ?? (chosen && !bare ? CHOSEN : MARK) / 2;
}

type Sized = Pick<Point, 'chosen' | 'bare' | 'clear'>;

/** A ring stands clear of the mark that it is around. */
export function ringRadius({ width }: Pick<Ring, 'width'>): number {
  return CLEAR + width / 2;
}

const CLEAR = 8;

/**
 * How far a label's baseline stands from the middle of a mark of this radius, and how the text is
 * anchored: where Plotly puts it, so that nothing moves when it draws.
 */
export function labelOffset(
  placement: Placement,
  radius: number,
  text: number
): readonly [dx: number, dy: number, anchor: 'start' | 'middle' | 'end'] {
  const [vertical, horizontal] = placement.split(' ');
  const clear = radius / 0.8 + 1;
  const across = { left: -clear, center: 0, right: clear }[horizontal] ?? 0;
  const anchor = ({ left: 'end', right: 'start' } as const)[horizontal] ?? 'middle';
  const down = { top: -0.25 * text - clear, middle: 0.25 * text, bottom: 0.75 * text + clear };
  return [across, down[vertical as keyof typeof down], anchor];
}

export function figureLayout(theme: Theme): Partial<Layout> {
  return {
    uirevision: 'constant',
    autosize: true,
    showlegend: false,
    dragmode: false,
    ...(theme.comma && { separators: ', ' }),
    hovermode: 'closest',
    margin: { ...marginOf(theme) },
    paper_bgcolor: 'rgba(0,0,0,0)',
    plot_bgcolor: 'rgba(0,0,0,0)',
    font: { family: theme.font, size: theme.text, color: theme.ink }
  };
}

export function axis(title: string, { basis, reach }: Frame, theme: Theme): Partial<LayoutAxis> {
  return {
    title: { text: title, font: { size: theme.text, color: theme.faint }, standoff: 4 },
    range: [-reach, reach],
    gridcolor: theme.grid,
    // Principal components start from the mean: their zero is no place of its own.
    zeroline: basis.variance === null,
    zerolinecolor: theme.faint,
    zerolinewidth: 1,
    tickfont: { size: theme.text, color: theme.faint },
    // In the corner that both axes end at, the labels of both would lie over one another.
    ticklabeloverflow: 'hide past domain',
    nticks: 5
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
    text: run.flatMap(({ text, value }) => {
      const told = value === undefined ? text : `${text}${decimal(value, theme, true)}`;
      return [told, told, ''];
    })
  } as unknown as Partial<Data>;
}

/** A ring as a mark of its own, of which nothing but the rim is seen. */
export function ringTrace(ring: Ring, theme: Theme): Partial<Data> {
  const { role, at, width, text } = ring;
  return {
    type: 'scatter',
    mode: 'markers',
    x: [at[0]],
    y: [at[1]],
    marker: {
      symbol: 'circle-open',
      size: 2 * ringRadius(ring),
      color: theme.roles[role],
      opacity: FAINT,
      line: { width }
    },
    hoverinfo: 'text',
    text: [text]
  } as unknown as Partial<Data>;
}

/** The feet of the perpendiculars. */
export function footTrace(feet: readonly Foot[], theme: Theme): Partial<Data> {
  return {
    type: 'scatter',
    mode: 'markers',
    x: feet.map(({ at }) => at[0]),
    y: feet.map(({ at }) => at[1]),
    marker: {
      symbol: SYMBOLS.key,
      size: FOOT,
      color: theme.roles.key,
      opacity: 1,
      line: { width: 0 }
    },
    hoverinfo: 'text',
    text: feet.map(({ text }) => text)
  } as unknown as Partial<Data>;
}

/**
 * The marks of a layer: those that bear a name, and those that bear none. A name that is an empty text
 * Plotly would leave out, and would leave out any that comes in its place later.
 */
export function markTraces(
  layer: Layer,
  points: readonly Placed[],
  theme: Theme
): readonly Partial<Data>[] {
  const [named, others] = [true, false].map(isNamed =>
    points.filter(({ label }) => (label !== null) === isNamed)
  );
  return [
    ...(others.length > 0 ? [markTrace(layer, others, 'markers', theme)] : []),
    ...(named.length > 0 ? [markTrace(layer, named, 'text+markers', theme)] : [])
  ];
}

type Placed = Point & { readonly placement: Placement };

function markTrace(
  layer: Layer,
  points: readonly Placed[],
  mode: 'markers' | 'text+markers',
  theme: Theme
): Partial<Data> {
  return {
    type: 'scatter',
    mode,
    name: layer,
    x: points.map(point => point.x),
    y: points.map(point => point.y),
    text: points.map(({ label, name }) => literal(label ?? name)),
    textposition: points.map(point => point.placement),
    textfont: {
      size: theme.text,
      color: theme.roles[layer],
      weight: points.map(({ chosen }) => (chosen ? 'bold' : 'normal'))
    },
    marker: {
      size: points.map(point => 2 * markRadius(point)),
      symbol: SYMBOLS[layer],
      color: theme.roles[layer],
      opacity: points.map(({ bare, faint }) => (bare ? 0 : faint ? BACK : 1)),
      line: { width: 0 }
    },
    hovertemplate: `${layer} %{text}<br>%{x:.2f}${separator(theme)}%{y:.2f}<extra></extra>`
  } as unknown as Partial<Data>;
}
