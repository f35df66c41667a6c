import { useEffect, useMemo, useRef } from 'react';
import type { KeyboardEvent, MouseEvent, RefObject } from 'react';
import { describeAttention, headColor, isComputed, matrixFigure } from '../../figures/index.ts';
import type { Cells, Raster } from '../../figures/index.ts';
import type { Run } from '../../format/index.ts';
import { holds, LISTED } from '../../model/index.ts';
import type { Ready, Runs } from '../../model/index.ts';
import { CellCanvas } from '../drawing/CellCanvas.tsx';
import { useSurroundings } from '../frame/context.ts';
import { LiveFigure } from '../drawing/LiveFigure.tsx';
import { paperMatrix } from '../drawing/paperSize.ts';
import { PlotlyFigure } from '../drawing/PlotlyFigure.tsx';
import { useWindow } from '../parts/useWindow.ts';
import { useZoom } from './useZoom.ts';

/** A cell: the query that asks, the key that answers. */
export type Cursor = readonly [query: number, key: number];

/** Where a pointer is over the cells, in shares of their width and height. */
export type Spot = readonly [across: number, down: number];

interface Props {
  readonly state: Ready;
  readonly cells: Cells;
  readonly raster: Raster;
  readonly label: string;
  readonly cursor: Cursor | null;
  /** It is a key that went there. */
  readonly byKey: boolean;
  /** The element of the cells. */
  readonly plot: RefObject<HTMLDivElement>;
  /** A pointer is over a cell, at a place on the page. */
  readonly onPoint: (spot: Spot, place: string) => void;
  /** The pointer has gone. */
  readonly onLeave: () => void;
  /** A key goes to a cell. */
  readonly onWalk: (cursor: Cursor) => void;
  /** A key goes so many times closer; 0: back to the whole. */
  readonly onZoom: (factor: number) => void;
  /** A cell was clicked, or Enter pressed on it. */
  readonly onAct: (cursor: Cursor) => void;
}

/** The cells of the matrix: pointed at, walked by the arrow keys, chosen by click or Enter. */
export function MatrixCells(props: Props) {
  const { state, cells, raster, label, cursor, byKey, plot, onPoint, onLeave, onAct } = props;
  const { trans, theme, provenance } = useSurroundings();
  const mark = useRef<HTMLSpanElement>(null);
  const { trace, selection, gesture } = state;
  useEffect(() => {
    const cell = mark.current;
    if (cursor && cell?.parentElement?.matches(':hover, :focus')) {
      provenance.explain(cell, byKey);
    }
  }, [provenance, cells, selection, cursor, byKey]);
  const { all, show } = useWindow(state);
  const [[top, rows], [left, columns]] = [cells.window.query, cells.window.key];
  useZoom(plot, selection.zooms, selection.window, all, show);
  const version = useMemo(() => ({ cells, theme }), [cells, theme]);

  const canvas = ([width, height]: readonly [number, number]) => (
    <CellCanvas cells={cells} raster={raster} theme={theme} width={width} height={height} />
  );
  return (
    <div
      ref={plot}
      className="jp-Attention-cells"
      style={
        trace.heads.length > 1 ? { outlineColor: headColor(selection.head, theme) } : undefined
      }
      data-heads={trace.heads.length > 1}
      data-zoomed={rows < all.query[1] || columns < all.key[1]}
      tabIndex={0}
      role="application"
      aria-label={trans.__(
        'Attention matrix: rows ask, columns answer. Arrow keys go from cell to cell, Enter chooses the query. %1',
        describeAttention(trace, selection)
      )}
      onKeyDown={event => pressed(event, props)}
      onClick={event => onAct(cellUnder(spotOf(event), cells.window))}
      onPointerMove={event => onPoint(spotOf(event), `${event.clientX},${event.clientY}`)}
      onPointerLeave={onLeave}
    >
      {selection.zooms ? (
        <LiveFigure label={label} paper={paperMatrix(cells.window)}>
          {canvas}
        </LiveFigure>
      ) : (
        <PlotlyFigure
          figure={size => matrixFigure(trace, selection, theme, size)}
          version={version}
          gesture={gesture}
          label={label}
          paper={paperMatrix(cells.window)}
        >
          {canvas}
        </PlotlyFigure>
      )}
      <span
        className="jp-Attention-lights"
        data-stage={cells.stage}
        data-top={top}
        data-rows={rows}
        data-left={left}
        data-columns={columns}
      />
      <Marks state={state} cells={cells} cursor={cursor} mark={mark} />
    </div>
  );
}

export function spotOf({ currentTarget, clientX, clientY }: MouseEvent<HTMLElement>): Spot {
  const { left, top, width, height } = currentTarget.getBoundingClientRect();
  return [(clientX - left) / width, (clientY - top) / height];
}

/** The cell that lies at a spot while this part of the matrix is shown. */
export function cellUnder([across, down]: Spot, { query, key }: Runs): Cursor {
  const at = ([first, count]: Run, share: number) =>
    first + clamp(Math.floor(share * count), count);
  return [at(query, down), at(key, across)];
}

/** Keys walk from cell to cell, zoom, and choose. */
function pressed(event: KeyboardEvent, props: Props): void {
  const { state, cursor, onAct, onWalk, onZoom } = props;
  const { selection } = state;
  const [from, to] = walked(event, cursor, state);
  const factor = { '+': 2, '=': 2, '-': 1 / 2, '−': 1 / 2, '0': 0 }[event.key];
  if (to) {
    event.preventDefault();
    onWalk(to);
  } else if (factor !== undefined && selection.zooms && !(event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    onZoom(factor);
  } else if (event.key === 'Enter' || event.key === ' ') {
    event.preventDefault();
    onAct(from);
  }
}

/** The cell that a key starts from, and the one that it goes to, or null: it does not walk. */
export function walked(
  event: KeyboardEvent,
  cursor: Cursor | null,
  { trace, selection }: Ready
): readonly [from: Cursor, to: Cursor | null] {
  const [queries, keys] = [trace.tokens.length, trace.keyTokens.length];
  const inside = ([r, c]: Cursor): Cursor => [clamp(r, queries), clamp(c, keys)];
  const { query, key } = selection.window;
  const asking = holds(query, selection.query) ? selection.query : query[0];
  const from = inside(cursor ?? [asking, key[0]]);
  const to =
    step(event.key, from, keys) ??
    (selection.zooms ? page(event, from, selection.window) : undefined);
  return [from, to ? inside(to) : null];
}

interface MarksProps {
  readonly state: Ready;
  readonly cells: Cells;
  readonly cursor: Cursor | null;
  readonly mark: RefObject<HTMLSpanElement>;
}

/** Over the cells: the row that asks, scores set by hand, the cell pointed at. */
function Marks({ state: { trace, selection }, cells, cursor, mark }: MarksProps) {
  const { trans, theme } = useSurroundings();
  const { query: rows, key: columns } = selection.window;
  const cell = (query: number, key: number) => ({
    ...along('top', 'height', query, rows),
    ...along('left', 'width', key, columns)
  });
  const seen = (query: number, key: number) => holds(rows, query) && holds(columns, key);
  return (
    <>
      {holds(rows, selection.query) && (
        <span
          className="jp-Attention-chosenRow"
          style={{
            ...along('top', 'height', selection.query, rows),
            borderColor: theme.roles.query
          }}
        />
      )}
      {trace.overrides
        .filter(({ head, query, key }) => head === selection.head && seen(query, key))
        .map(({ query, key }) => (
          <span
            key={`${query},${key}`}
            className="jp-Attention-override"
            title={trans.__('set by hand')}
            style={cell(query, key)}
          />
        ))}
      {cursor && seen(...cursor) && (
        <span
          ref={mark}
          className="jp-Attention-cursor"
          data-cell={
            isComputed(cells, cursor[0]) ? `${cells.stage}:${cursor.join(':')}` : undefined
          }
          style={cell(...cursor)}
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

/** Page Up and Page Down go from page to page of rows, with Shift of columns. */
function page({ key, shiftKey }: KeyboardEvent, [r, c]: Cursor, shown: Runs): Cursor | undefined {
  const by = { PageUp: -1, PageDown: 1 }[key];
  const count = Math.min(LISTED, shown[shiftKey ? 'key' : 'query'][1]);
  return by === undefined ? undefined : shiftKey ? [r, c + by * count] : [r + by * count, c];
}

/** Where a token of a run lies, in shares of it. */
export function along<T extends string>(start: T, extent: T, token: number, [first, count]: Run) {
  const share = (tokens: number) => `${(tokens / count) * 100}%`;
  return { [start]: share(token - first), [extent]: share(1) };
}

function clamp(index: number, length: number): number {
  return Math.max(0, Math.min(length - 1, index));
}
