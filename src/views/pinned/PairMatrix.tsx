import { useRef } from 'react';
import type { CSSProperties, ReactNode, RefObject } from 'react';
import type { CellKind, Cells, Raster } from '../../figures/index.ts';
import { holds } from '../../model/index.ts';
import type { Ready } from '../../model/index.ts';
import { CellCanvas } from '../drawing/CellCanvas.tsx';
import { LiveFigure } from '../drawing/LiveFigure.tsx';
import { paperMatrix } from '../drawing/paperSize.ts';
import { useSurroundings } from '../frame/context.ts';
import { along, cellUnder, spotOf } from '../matrix/MatrixCells.tsx';
import type { Cursor } from '../matrix/MatrixCells.tsx';
import { Labels } from '../matrix/TokenLabels.tsx';
import { useZoom } from '../matrix/useZoom.ts';
import { useWindow } from '../parts/useWindow.ts';

interface Props {
  readonly state: Ready;
  readonly cells: Cells<CellKind>;
  readonly raster: Raster;
  readonly title: ReactNode;
  readonly label: string;
  /** The cell that is marked, in every matrix that is compared. */
  readonly cursor: Cursor | null;
  /** Where it is measured how large all of them are. */
  readonly plot?: RefObject<HTMLDivElement>;
  readonly onPoint: (cell: Cursor) => void;
  readonly onChoose: (cell: Cursor) => void;
}

/** One of the matrices that are compared, with its tokens. */
export function PairMatrix(props: Props) {
  const { state, cells, raster, title, label, cursor, onPoint, onChoose } = props;
  const { theme } = useSurroundings();
  const own = useRef<HTMLDivElement>(null);
  const plot = props.plot ?? own;
  const { selection } = state;
  const { window } = cells;
  const { all, show } = useWindow(state);
  useZoom(plot, selection.zooms, selection.window, all, show);
  const [queries, keys] = [window.query[1], window.key[1]];
  return (
    <div className="jp-Attention-pairOne">
      <h4>{title}</h4>
      <div
        className="jp-Attention-matrix"
        data-zooms={selection.zooms}
        style={{ '--rows': queries } as CSSProperties}
      >
        <Labels state={state} />
        <div
          ref={plot}
          className="jp-Attention-pairCells"
          data-zoomed={queries < all.query[1] || keys < all.key[1]}
          onPointerMove={event => onPoint(cellUnder(spotOf(event), window))}
          onClick={event => onChoose(cellUnder(spotOf(event), window))}
        >
          <LiveFigure label={label} paper={paperMatrix(window)}>
            {([width, height]) => (
              <CellCanvas
                cells={cells}
                raster={raster}
                theme={theme}
                width={width}
                height={height}
              />
            )}
          </LiveFigure>
          <Marks state={state} cursor={cursor} />
        </div>
      </div>
    </div>
  );
}

interface MarksProps {
  readonly state: Ready;
  readonly cursor: Cursor | null;
}

/** The row that asks, and the cell that is pointed at in any of the matrices. */
function Marks({ state: { selection }, cursor }: MarksProps) {
  const { theme } = useSurroundings();
  const { query: rows, key: columns } = selection.window;
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
      {cursor && holds(rows, cursor[0]) && holds(columns, cursor[1]) && (
        <span
          className="jp-Attention-cursor"
          style={{
            ...along('top', 'height', cursor[0], rows),
            ...along('left', 'width', cursor[1], columns)
          }}
        />
      )}
    </>
  );
}
