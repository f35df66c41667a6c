import { useMemo, useRef, useState } from 'react';
import type { KeyboardEvent, RefObject } from 'react';
import { matrixCells, rasterOf } from '../../figures/index.ts';
import type { CellKind, Cells, Raster } from '../../figures/index.ts';
import { differenceCells, largestIn, onOneScale, pinnedCells } from '../../figures/pair/index.ts';
import type { Numbers } from '../../figures/pair/index.ts';
import { holding, holds } from '../../model/index.ts';
import type { Ready } from '../../model/index.ts';
import { PAPER_RATIO, paperMatrix } from '../drawing/paperSize.ts';
import { useFigureSize } from '../drawing/useFigureSize.ts';
import { useSurroundings } from '../frame/context.ts';
import { shadingWords } from '../matrix/cellWords.ts';
import { walked } from '../matrix/MatrixCells.tsx';
import type { Cursor } from '../matrix/MatrixCells.tsx';
import { useWindow } from '../parts/useWindow.ts';
import { Legend } from './Legend.tsx';
import { PairMatrix } from './PairMatrix.tsx';
import { headName, pairWords } from './pairWords.ts';

/** A size in pixels, until the page has laid it out. */
const UNKNOWN = [320, 320] as const;

interface Props {
  readonly state: Ready;
  /** The weights of the pinned head. */
  readonly other: Numbers;
  /** What it is called. */
  readonly name: string;
}

/** Two heads side by side, or their difference: what is pointed at in one is marked in the other. */
export function Pair({ state, other, name }: Props) {
  const { model, trans, theme } = useSurroundings();
  const { selection } = state;
  const [cursor, setCursor] = useState<Cursor | null>(null);
  const { show } = useWindow(state);
  const [shown, pinned] = useCells(state, other);
  const difference = useMemo(
    () => (selection.difference ? differenceCells(shown, other) : null),
    [selection.difference, shown, other]
  );
  const plot = useRef<HTMLDivElement>(null);
  const rasters = useRasters(difference ? [difference] : [shown, pinned], plot);
  const here = headName(state, selection, trans);
  const point = (to: Cursor) => setCursor(old => (old?.join() === to.join() ? old : to));
  const choose = ([query]: Cursor) => model.select({ query });
  const onKeyDown = (event: KeyboardEvent) => {
    const [from, to] = walked(event, cursor, state);
    const { window } = selection;
    if (to) {
      event.preventDefault();
      setCursor(to);
      if (!holds(window.query, to[0]) || !holds(window.key, to[1])) {
        show({ query: holding(window.query, to[0]), key: holding(window.key, to[1]) });
      }
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      choose(from);
    }
  };
  const largest = useMemo(
    () => difference && largestIn(difference, rasters[0]),
    [difference, rasters]
  );
  const { trace } = state;
  const isThere = cursor && cursor[0] < trace.tokens.length && cursor[1] < trace.keyTokens.length;
  const told = isThere ? cursor : null;
  const words = (cell: Cursor) => pairWords(trans, state, [shown, pinned], cell, name, theme);
  const parts = difference
    ? ([[difference, `${here} − ${name}`]] as const)
    : ([[shown, here] as const, [pinned, trans.__('%1, pinned', name)] as const] as const);
  return (
    <>
      <div
        className="jp-Attention-pair"
        data-of={parts.length}
        role="application"
        tabIndex={0}
        aria-label={trans.__(
          '%1 and %2: arrow keys go from cell to cell of both, Enter chooses the query',
          here,
          name
        )}
        onKeyDown={onKeyDown}
      >
        {parts.map(([cells, title], i) => (
          <PairMatrix
            key={i}
            state={state}
            cells={cells}
            raster={rasters[i]}
            title={title}
            label={title}
            cursor={told}
            plot={i === 0 ? plot : undefined}
            onPoint={point}
            onChoose={choose}
          />
        ))}
      </div>
      {difference && <Legend raster={rasters[0]} cells={difference} here={here} name={name} />}
      <p className="jp-Attention-hint">
        <Points raster={rasters[0]} isOfDifference={difference !== null} />
        {!difference && shadingWords(trans, shown, rasters[0], theme)}
        {largest && trans.__('The most that differs in sight: %1.', words(largest))}
        {difference && !largest && trans.__('In sight nothing differs.')}
      </p>
      <p className="jp-Attention-pairTold" aria-live="polite">
        {told ? words(told) : trans.__('Point at a cell, or walk by the arrow keys, to read both.')}
      </p>
    </>
  );
}

/** Cells of both heads, in the window of the stage; their weights, whatever stage the matrix there shows. */
function useCells({ trace, selection }: Ready, other: Numbers): readonly [Cells, Cells] {
  const { head, window, shading } = selection;
  const shown = useMemo(
    () => matrixCells(trace, { ...selection, stage: 'weights', step: null }),
    [trace, head, window, shading] // eslint-disable-line react-hooks/exhaustive-deps -- of the rest of the selection nothing is drawn
  );
  const pinned = useMemo(() => pinnedCells(shown, other), [shown, other]);
  return [shown, pinned];
}

/** The points of one or two pictures of the same size, two of them on one scale. */
function useRasters(
  cells: readonly Cells<CellKind>[],
  plot: RefObject<HTMLDivElement>
): readonly Raster[] {
  const { printing } = useSurroundings();
  const [first, second] = cells;
  const [width, height] = useFigureSize(plot, paperMatrix(first.window));
  const ratio = printing ? PAPER_RATIO : globalThis.devicePixelRatio || 1;
  return useMemo(() => {
    const pixels = width > 0 ? ([width * ratio, height * ratio] as const) : UNKNOWN;
    const one = rasterOf(first, pixels);
    return second ? onOneScale(one, rasterOf(second, pixels)) : [one];
  }, [first, second, width, height, ratio]);
}

interface PointsProps {
  readonly raster: Raster;
  readonly isOfDifference: boolean;
}

/** What a point stands for where there are more cells than points. */
function Points({ raster: { block }, isOfDifference }: PointsProps) {
  const { trans } = useSurroundings();
  const { down, across } = block;
  if (down * across === 1) {
    return null;
  }
  return (
    <>
      {isOfDifference
        ? trans.__('Each point is the number farthest from 0 of %1 × %2 cells.', down, across)
        : trans.__('Each point is the largest weight of %1 × %2 cells.', down, across)}{' '}
    </>
  );
}
