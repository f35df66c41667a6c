import { useEffect, useMemo, useRef } from 'react';
import type { KeyboardEvent, MouseEvent, RefObject } from 'react';
import { describeAttention, headColor, matrixFigure } from '../figures/index.ts';
import type { Cells } from '../figures/index.ts';
import type { Ready } from '../model/index.ts';
import { CellCanvas } from './CellCanvas.tsx';
import { useSurroundings } from './context.ts';
import { PlotlyFigure } from './PlotlyFigure.tsx';

/** A cell: the query that asks, the key that answers. */
export type Cursor = readonly [query: number, key: number];

interface Props {
  readonly state: Ready;
  readonly cells: Cells;
  readonly label: string;
  readonly cursor: Cursor | null;
  readonly onCursor: (cursor: Cursor) => void;
  /** A cell was clicked, or Enter pressed on it. */
  readonly onAct: (cursor: Cursor) => void;
}

/** The cells of the matrix: pointed at, walked by the arrow keys, chosen by click or Enter. */
export function MatrixCells({ state, cells, label, cursor, onCursor, onAct }: Props) {
  const { trans, theme, provenance } = useSurroundings();
  const mark = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const cell = mark.current;
    if (cursor && cell?.parentElement?.matches(':hover, :focus')) {
      provenance.explain(`${cells.stage}:${cursor[0]}:${cursor[1]}`, cell);
    }
  }, [provenance, cells, cursor]);
  const { trace, selection, gesture } = state;
  const [rows, columns] = [trace.tokens.length, trace.keyTokens.length];
  const version = useMemo(() => ({ cells, theme }), [cells, theme]);
  const inside = ([r, c]: Cursor): Cursor => [clamp(r, rows), clamp(c, columns)];

  const cellAt = (event: MouseEvent<HTMLElement>): Cursor => {
    const box = event.currentTarget.getBoundingClientRect();
    return inside([
      Math.floor(((event.clientY - box.top) / box.height) * rows),
      Math.floor(((event.clientX - box.left) / box.width) * columns)
    ]);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const from = inside(cursor ?? [selection.query, 0]);
    const to = step(event.key, from, columns);
    if (to) {
      event.preventDefault();
      onCursor(inside(to));
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      onAct(from);
    }
  };
  return (
    <div
      className="jp-Attention-cells"
      style={
        trace.heads.length > 1 ? { outlineColor: headColor(selection.head, theme) } : undefined
      }
      data-heads={trace.heads.length > 1}
      tabIndex={0}
      role="application"
      aria-label={trans.__(
        'Attention matrix: rows ask, columns answer. Arrow keys go from cell to cell, Enter chooses the query. %1',
        describeAttention(trace, selection)
      )}
      onKeyDown={onKeyDown}
      onClick={event => onAct(cellAt(event))}
      onMouseMove={event => onCursor(cellAt(event))}
    >
      <PlotlyFigure
        figure={() => matrixFigure(trace, selection, theme)}
        version={version}
        gesture={gesture}
        label={label}
      >
        {([width, height]) => (
          <CellCanvas cells={cells} theme={theme} width={width} height={height} />
        )}
      </PlotlyFigure>
      <span
        className="jp-Attention-lights"
        data-stage={cells.stage}
        data-rows={rows}
        data-columns={columns}
      />
      <Marks state={state} cursor={cursor} mark={mark} />
    </div>
  );
}

interface MarksProps {
  readonly state: Ready;
  readonly cursor: Cursor | null;
  readonly mark: RefObject<HTMLSpanElement>;
}

/** Over the cells: the row that asks, scores set by hand, the cell pointed at. */
function Marks({ state: { trace, selection }, cursor, mark }: MarksProps) {
  const { trans, theme } = useSurroundings();
  const [rows, columns] = [trace.tokens.length, trace.keyTokens.length];
  return (
    <>
      <span
        className="jp-Attention-chosenRow"
        style={{
          top: share(selection.query, rows),
          height: share(1, rows),
          borderColor: theme.roles.query
        }}
      />
      {trace.overrides
        .filter(score => score.head === selection.head)
        .map(({ query, key }) => (
          <span
            key={`${query},${key}`}
            className="jp-Attention-override"
            title={trans.__('set by hand')}
            style={{
              top: share(query, rows),
              left: share(key, columns),
              width: share(1, columns),
              height: share(1, rows)
            }}
          />
        ))}
      {cursor && cursor[0] < rows && cursor[1] < columns && (
        <span
          ref={mark}
          className="jp-Attention-cursor"
          style={{
            top: share(cursor[0], rows),
            left: share(cursor[1], columns),
            width: share(1, columns),
            height: share(1, rows)
          }}
        />
      )}
    </>
  );
}

function step(key: string, [r, c]: Cursor, columns: number): Cursor | undefined {
  const steps: Record<string, Cursor> = {
    ArrowUp: [r - 1, c],
    ArrowDown: [r + 1, c],
    ArrowLeft: [r, c - 1],
    ArrowRight: [r, c + 1],
    Home: [r, 0],
    End: [r, columns - 1]
  };
  return Object.hasOwn(steps, key) ? steps[key] : undefined;
}

function clamp(index: number, length: number): number {
  return Math.max(0, Math.min(length - 1, index));
}

function share(part: number, whole: number): string {
  return `${(part / whole) * 100}%`;
}
