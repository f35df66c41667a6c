import { interpolateRgb, piecewise } from 'd3-interpolate';
import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent, MouseEvent } from 'react';
import {
  cellColors,
  cellText,
  describeAttention,
  matrixCells,
  matrixFigure,
  visible
} from '../figures/index.ts';
import type { Cells, Theme } from '../figures/index.ts';
import { STAGES } from '../format/index.ts';
import type { Stage } from '../format/index.ts';
import type { Ready } from '../model/index.ts';
import { useSurroundings } from './context.ts';
import { PlotlyFigure } from './PlotlyFigure.tsx';

/** Tokens are written beside the matrix up to this many. */
const LABELLED = 40;

/** The attention matrix: rows ask, columns answer. */
export function MatrixPane({ state }: { readonly state: Ready }) {
  const { model, trans, theme } = useSurroundings();
  const { trace, selection, gesture } = state;
  const cells = useMemo(() => matrixCells(trace, selection), [trace, selection]);
  const version = useMemo(() => ({ cells, theme }), [cells, theme]);
  const [cursor, setCursor] = useState<readonly [number, number] | null>(null);
  const names: Record<Stage, string> = {
    scores: trans.__('Scores'),
    scaled_scores: trans.__('Scaled scores'),
    masked_scores: trans.__('Masked scores'),
    weights: trans.__('Attention weights')
  };
  const [rows, columns] = [trace.tokens.length, trace.keyTokens.length];

  const cellAt = (event: MouseEvent<HTMLElement>): readonly [number, number] => {
    const box = event.currentTarget.getBoundingClientRect();
    const r = Math.floor(((event.clientY - box.top) / box.height) * rows);
    const c = Math.floor(((event.clientX - box.left) / box.width) * columns);
    return [clamp(r, rows), clamp(c, columns)];
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const [r, c] = cursor ?? [selection.query, 0];
    const moves: Record<string, readonly [number, number]> = {
      ArrowUp: [r - 1, c],
      ArrowDown: [r + 1, c],
      ArrowLeft: [r, c - 1],
      ArrowRight: [r, c + 1],
      Home: [r, 0],
      End: [r, columns - 1]
    };
    const to = moves[event.key];
    if (to) {
      event.preventDefault();
      setCursor([clamp(to[0], rows), clamp(to[1], columns)]);
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      model.select({ query: r });
    }
  };
  const spoken = cursor
    ? trans.__(
        'row %1, column %2, %3 %4',
        visible(trace.tokens[cursor[0]]),
        visible(trace.keyTokens[cursor[1]]),
        names[cells.stage],
        cellText(cells.values[cursor[0]][cursor[1]], cells.stage, selection.precise) ||
          trans.__('masked')
      )
    : '';
  return (
    <section className="jp-Attention-pane jp-mod-matrixPane">
      <header>
        <h3>{trans.__('Attention matrix')}</h3>
        <select
          aria-label={trans.__('Stage')}
          value={selection.stage}
          onChange={event => model.select({ stage: event.target.value as Stage })}
        >
          {STAGES.map(stage => (
            <option key={stage} value={stage}>
              {names[stage]}
            </option>
          ))}
        </select>
      </header>
      <div className="jp-Attention-matrix" data-labelled={Math.max(rows, columns) <= LABELLED}>
        <ol className="jp-Attention-columns" aria-hidden="true">
          {trace.keyTokens.slice(0, LABELLED).map((token, c) => (
            <li key={c}>
              <bdi>{visible(token, 12)}</bdi>
            </li>
          ))}
        </ol>
        <ol className="jp-Attention-rows" aria-hidden="true">
          {trace.tokens.slice(0, LABELLED).map((token, r) => (
            <li key={r} data-chosen={r === selection.query}>
              <bdi>{visible(token, 12)}</bdi>
            </li>
          ))}
        </ol>
        <div
          className="jp-Attention-cells"
          tabIndex={0}
          role="application"
          aria-label={trans.__(
            'Attention matrix: rows ask, columns answer. Arrow keys go from cell to cell, Enter chooses the query. %1',
            describeAttention(trace, selection)
          )}
          onKeyDown={onKeyDown}
          onClick={event => model.select({ query: cellAt(event)[0] })}
          onMouseMove={event => {
            const [r, c] = cellAt(event);
            setCursor(old => (old && old[0] === r && old[1] === c ? old : [r, c]));
          }}
        >
          <PlotlyFigure
            figure={() => matrixFigure(trace, selection, theme)}
            version={version}
            gesture={gesture}
            label={names[cells.stage]}
          >
            {([width, height]) => (
              <CellCanvas
                cells={cells}
                theme={theme}
                width={width}
                height={height}
                precise={selection.precise}
              />
            )}
          </PlotlyFigure>
          <span
            className="jp-Attention-chosenRow"
            style={{
              top: `${(selection.query / rows) * 100}%`,
              height: `${100 / rows}%`,
              borderColor: theme.roles.query
            }}
          />
          {cursor && cursor[0] < rows && cursor[1] < columns && (
            <span
              className="jp-Attention-cursor"
              style={{
                top: `${(cursor[0] / rows) * 100}%`,
                left: `${(cursor[1] / columns) * 100}%`,
                width: `${100 / columns}%`,
                height: `${100 / rows}%`
              }}
            />
          )}
        </div>
      </div>
      <p className="jp-Attention-hint" aria-live="polite">
        {spoken || trans.__('Rows ask, columns answer.')}
      </p>
    </section>
  );
}

interface CanvasProps {
  readonly cells: Cells;
  readonly theme: Theme;
  readonly width: number;
  readonly height: number;
  readonly precise: boolean;
}

function CellCanvas({ cells, theme, width, height }: CanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (context && width > 0 && height > 0) {
      drawCells(context, cells, theme, width, height);
    }
  });
  const ratio = window.devicePixelRatio || 1;
  return (
    <canvas
      ref={canvas}
      className="jp-Attention-live"
      width={width * ratio}
      height={height * ratio}
      style={{ width, height }}
    />
  );
}

function drawCells(
  context: CanvasRenderingContext2D,
  cells: Cells,
  theme: Theme,
  width: number,
  height: number
): void {
  const { values, low, high, stage, written } = cells;
  const color = piecewise(interpolateRgb, [...cellColors(stage, theme)]);
  const [w, h] = [width / values[0].length, height / values.length];
  const gap = written ? 1 : 0;
  const ratio = window.devicePixelRatio || 1;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  context.font = `12px ${theme.font}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  values.forEach((row, r) =>
    row.forEach((value, c) => {
      const share = value === null ? 0 : (value - low) / (high - low);
      context.fillStyle = value === null ? theme.masked : color(share);
      context.fillRect(
        c * w + gap,
        r * h + gap,
        w - 2 * gap + (gap ? 0 : 0.5),
        h - 2 * gap + (gap ? 0 : 0.5)
      );
      if (written && value !== null) {
        const strong = stage === 'weights' ? share > 0.55 : Math.abs(share - 0.5) > 0.3;
        context.fillStyle = strong ? theme.paper : theme.ink;
        context.fillText(cellText(value, stage), (c + 0.5) * w, (r + 0.5) * h);
      }
    })
  );
}

function clamp(index: number, length: number): number {
  return Math.max(0, Math.min(length - 1, index));
}
