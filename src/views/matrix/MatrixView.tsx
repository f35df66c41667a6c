import { useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { cellsShown, rasterOf, shownOf, textFits } from '../../figures/index.ts';
import type { Cells } from '../../figures/index.ts';
import { holding, holds, zoomed } from '../../model/index.ts';
import type { Ready, Runs, Selection } from '../../model/index.ts';
import type { Trace } from '../../engine/index.ts';
import { cellWords, seenWords, shadingWords } from './cellWords.ts';
import { useSurroundings } from '../frame/context.ts';
import { cellUnder, MatrixCells } from './MatrixCells.tsx';
import type { Cursor, Spot } from './MatrixCells.tsx';
import { Labels } from './TokenLabels.tsx';
import { PAPER_RATIO, paperMatrix } from '../drawing/paperSize.ts';
import { useFigureSize } from '../drawing/useFigureSize.ts';
import { useWindow } from '../parts/useWindow.ts';
import { ZoomBar } from './ZoomBar.tsx';

/** A size in pixels, until the page has laid it out. */
const UNKNOWN = [512, 512] as const;

/** So many rows have room for their numbers on the lowest stage, above the short and above all of the arithmetic. */
const ROWS = { short: 12, full: 8 };

interface Props {
  readonly state: Ready;
  readonly label: string;
  readonly onAct: (cell: Cursor) => void;
  /** What stands below the matrix. */
  readonly children: ReactNode;
}

/** The window of the matrix with its tokens, and the cell that is pointed at in words. */
export function MatrixView({ state, label, onAct, children }: Props) {
  const { model, trans, theme, printing } = useSurroundings();
  const { trace, selection } = state;
  const { window, zooms, query } = selection;
  const cells = useCells(trace, selection);
  const { cursor, byKey, point, leave, setCell } = useCursor(window);
  const { all, show, whole } = useWindow(state);
  const plot = useRef<HTMLDivElement>(null);
  const ratio = printing ? PAPER_RATIO : globalThis.devicePixelRatio || 1;
  const [width, height] = useFigureSize(plot, paperMatrix(cells.window));
  const raster = useMemo(
    () => rasterOf(cells, width > 0 ? [width * ratio, height * ratio] : UNKNOWN),
    [cells, width, height, ratio]
  );

  // It must not hang on the height: the sentence takes of it, and would come and go.
  const isRead = useMemo(
    () =>
      cells.written &&
      cells.values.length <= ROWS[selection.arithmetic] &&
      textFits(cells, theme, [width, Infinity]),
    [cells, selection.arithmetic, theme, width]
  );

  const walk = (to: Cursor) => {
    setCell(to);
    if (!holds(window.query, to[0]) || !holds(window.key, to[1])) {
      show({ query: holding(window.query, to[0]), key: holding(window.key, to[1]) });
    }
  };
  const zoom = (factor: number) => {
    const [row, column] = cursor ?? [query, trace.cross ? 0 : query];
    // Of two keys in one frame the second goes on from what the first has made.
    const newest = model.state.status === 'ready' ? model.state.selection.window : window;
    const closer = (side: 'query' | 'key', token: number) => {
      const run = newest[side];
      const middle = holds(run, token) ? token : run[0] + run[1] / 2;
      return zoomed(run, factor, middle, all[side][1]);
    };
    show({ query: closer('query', row), key: closer('key', column) });
  };
  const there = cursor && cursor[0] < trace.tokens.length && cursor[1] < trace.keyTokens.length;
  return (
    <>
      <div className="jp-Attention-matrix" data-zooms={zooms}>
        <Labels state={state} />
        <MatrixCells
          state={state}
          cells={cells}
          raster={raster}
          label={label}
          cursor={cursor}
          byKey={byKey}
          plot={plot}
          onAct={onAct}
          onPoint={point}
          onLeave={leave}
          onWalk={walk}
          onZoom={factor => (factor === 0 ? whole() : zoom(factor))}
        />
      </div>
      {zooms && <ZoomBar state={state} cells={cells} raster={raster} onZoom={zoom} />}
      {children}
      <p className="jp-Attention-hint" aria-live="polite" data-zooms={zooms} data-read={isRead}>
        {there
          ? cellWords(trans, state, cells, cursor, theme)
          : zooms
            ? trans.__(
                'The wheel with Ctrl or Cmd zooms, dragging moves; keys: + − 0, arrows, Page Up and Down.'
              )
            : shadingWords(trans, cells, raster, theme)}
        {there && zooms && ` ${seenWords(trans, state, cells, raster.block, cursor, theme)}`}
      </p>
    </>
  );
}

/** The cells, the same ones while nothing of them changes, whoever asks: whatever is drawn of them stays as it is. */
function useCells(trace: Trace, selection: Selection): Cells {
  const { stage, head, shading, shownRow, window } = shownOf(selection);
  const [[top, rows], [left, columns]] = [window.query, window.key];
  return useMemo(() => {
    const runs: Runs = { query: [top, rows], key: [left, columns] };
    return cellsShown(trace, { stage, head, shading, shownRow, window: runs });
  }, [trace, stage, head, shading, shownRow, top, rows, left, columns]);
}

/** The cell that is meant: the one under the pointer, or the one that keys went to. */
function useCursor(window: Runs) {
  const spot = useRef<Spot | null>(null);
  /** Where on the page the pointer was. */
  const place = useRef('');
  const [cell, setCell] = useState<Cursor | null>(null);
  // Under a pointer that stands still another cell comes to lie when the window moves.
  const under = spot.current && cellUnder(spot.current, window);
  const cursor = under && under.join() !== cell?.join() ? under : cell;
  return {
    cursor,
    byKey: spot.current === null,
    point: (to: Spot, on: string) => {
      // A page tells of a pointer that stands still whenever what lies under it moves: keys go on.
      if (on === place.current && !spot.current) {
        return;
      }
      place.current = on;
      spot.current = to;
      const next = cellUnder(to, window);
      setCell(old => (old?.join() === next.join() ? old : next));
    },
    leave: () => {
      // What was pointed at just before need not have been drawn yet.
      const last = spot.current && cellUnder(spot.current, window);
      spot.current = null;
      setCell(old => last ?? old);
    },
    setCell: (to: Cursor) => {
      spot.current = null;
      setCell(to);
    }
  };
}
