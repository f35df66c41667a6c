import type { Data } from 'plotly.js';
import { mapVector } from '../engine/index.ts';
import type { MaskedRow, MaskedScore, Trace, Vector } from '../engine/index.ts';
import type { Stage } from '../format/index.ts';
import type { Selection } from '../model/index.ts';
import { figureLayout } from './plotly.ts';
import type { Figure } from './plotly.ts';
import { decimal, literal, percent, visible } from './text.ts';
import { LIGHT } from './theme.ts';
import type { Theme } from './theme.ts';

/** The attention matrix at one stage, before anything draws it. */
export interface Cells {
  readonly stage: Stage;
  /** [query, key]; null where the mask forbids to attend. */
  readonly values: readonly MaskedRow[];
  /** The only row that is computed yet, or null: all are. */
  readonly shownRow: number | null;
  readonly low: number;
  readonly high: number;
  /** Values are written into the cells. */
  readonly written: boolean;
}

/** Up to this many rows and columns values are written into the cells. */
const WRITTEN = 12;

/** The cells of the chosen head at the chosen stage. */
export function matrixCells(trace: Trace, selection: Selection): Cells {
  const { head, stage, query, step, stepRows } = selection;
  const { scores, scaledScores, maskedScores, weights } = trace.heads[head];
  const hidden = (row: Vector, r: number) =>
    mapVector(row, (weight, c) => (maskedScores[r][c] === null ? null : weight));
  const whole: readonly MaskedRow[] = {
    scores,
    scaled_scores: scaledScores,
    masked_scores: maskedScores,
    weights: trace.mask === null ? weights : weights.map(hidden)
  }[stage];
  // Step by step, the others have not asked yet.
  const shownRow = step !== null && stepRows === 'one' ? query : null;
  const values =
    shownRow !== null
      ? whole.map((row, r) => (r === shownRow ? row : new Array<null>(row.length).fill(null)))
      : whole;
  let most = 0;
  for (const row of values) {
    for (let c = 0; c < row.length; c++) {
      const size = Math.abs(row[c] ?? 0);
      most = size > most && size < Infinity ? size : most;
    }
  }
  const high = most === 0 ? 1 : most;
  return {
    stage,
    values,
    shownRow,
    low: stage === 'weights' ? 0 : -high,
    high,
    written: Math.max(trace.tokens.length, trace.keyTokens.length) <= WRITTEN
  };
}

/** A value as it is written in a cell. */
export function cellText(
  value: MaskedScore,
  stage: Stage,
  { decimals }: Theme,
  precise = false
): string {
  if (value === null) {
    return '';
  }
  return stage === 'weights' && !precise ? percent(value) : decimal(value, decimals, precise);
}

/** The colours from `low` to `high`. */
export function cellColors(stage: Stage, theme: Theme): readonly string[] {
  return stage === 'weights' ? theme.sequential : theme.diverging;
}

/** The attention matrix as a Plotly figure; tokens stand beside it, in elements of the page. */
export function matrixFigure(trace: Trace, selection: Selection, theme: Theme): Figure {
  const cells = matrixCells(trace, selection);
  const colors = cellColors(cells.stage, theme);
  const [rows, columns] = [cells.values.length, cells.values[0].length];
  return {
    data: [
      {
        type: 'heatmap',
        z: cells.values.map(row => [...row]),
        x0: 0,
        dx: 1,
        y0: 0,
        dy: 1,
        zmin: cells.low,
        zmax: cells.high,
        colorscale: colors.map((color, c): [number, string] => [c / (colors.length - 1), color]),
        showscale: false,
        xgap: cells.written ? 2 : 0,
        ygap: cells.written ? 2 : 0,
        hoverongaps: false,
        hovertemplate: 'query %{y}<br>key %{x}<br><b>%{z:.6~g}</b><extra></extra>',
        ...(cells.written && {
          text: cells.values.map(row =>
            Array.from(row, value => cellText(value, cells.stage, theme))
          ),
          texttemplate: '%{text}'
        })
      } as unknown as Partial<Data>
    ],
    layout: {
      ...figureLayout(theme),
      margin: { l: 0, r: 0, t: 0, b: 0 },
      xaxis: { ...named(trace.keyTokens), range: [-0.5, columns - 0.5] },
      yaxis: { ...named(trace.tokens), range: [rows - 0.5, -0.5] }
    }
  };
}

/** An axis of which nothing is drawn, and which names its places by tokens in hover text. */
function named(tokens: readonly string[]) {
  return {
    showticklabels: false,
    showgrid: false,
    zeroline: false,
    fixedrange: true,
    tickmode: 'array' as const,
    tickvals: tokens.map((_, t) => t),
    ticktext: tokens.map(token => literal(visible(token, 40)))
  };
}

/** Tokens are written beside the picture up to this many. */
const NAMED = 48;

/** The attention matrix as a picture of its own, on white, with its tokens: for other hosts. */
export function matrixPicture(trace: Trace, selection: Selection): Figure {
  const { data, layout } = matrixFigure(trace, selection, LIGHT);
  const { values } = matrixCells(trace, selection);
  const axis = (tokens: readonly string[], title: string) => ({
    title: { text: title },
    automargin: true,
    showticklabels: tokens.length <= NAMED,
    ticktext: tokens.map(token => literal(visible(token, 16)))
  });
  return {
    data: [...data, strokes(values)],
    layout: {
      ...layout,
      margin: { l: 20, r: 20, t: 20, b: 20 },
      paper_bgcolor: LIGHT.paper,
      plot_bgcolor: LIGHT.masked,
      xaxis: { ...layout.xaxis, ...axis(trace.keyTokens, 'key: answers'), side: 'top' },
      yaxis: { ...layout.yaxis, ...axis(trace.tokens, 'query: asks') }
    }
  };
}

/** A stroke through every masked cell: in grey it would look like a low weight. */
function strokes(values: Cells['values']): Partial<Data> {
  const few = Math.max(values.length, values[0].length) <= NAMED;
  const drawn = (few ? values : []).flatMap((row, r) =>
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
