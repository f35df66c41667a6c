import { useId, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { CSSProperties, KeyboardEvent } from 'react';
import { visible } from '../../figures/index.ts';
import { isSame, ownParts, placeIn, walked } from '../../figures/overview/index.ts';
import type { Listed, Place, Wanted } from '../../figures/overview/index.ts';
import type { LayerSketch } from '../../model/overview/index.ts';
import { useSurroundings } from '../frame/context.ts';
import { useSize } from '../parts/useSize.ts';
import { measureName } from '../parts/measureName.ts';
import { gridOf, GAP, scrollFor, seenCells, stampsOf } from './grid.ts';
import type { Grid, Spot } from './grid.ts';
import { HeadCanvas } from './HeadCanvas.tsx';
import { labelText, layerName, measureText, placeName, whyNot } from './measureWords.ts';

interface Props {
  readonly layers: readonly LayerSketch[];
  readonly wanted: Wanted;
  /** The head on the stage. */
  readonly shown: Place;
  readonly onChoose: (place: Place) => void;
  /** Told which head the pointer or the keys are at. */
  readonly onLook: (head: Listed | null) => void;
}

/** Where the page has no layout. */
const SIZE = [640, 400] as const;

/** All heads as thumbnails: rows and cells are there for those in sight alone, and the arrows walk. */
export function HeadGrid({ layers, wanted, shown, onChoose, onLook }: Props) {
  const { trans, theme } = useSurroundings();
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const measured = useSize(scroller);
  const size = measured[0] > 0 ? measured : SIZE;
  const [scrolled, setScrolled] = useState<readonly [number, number]>([0, 0]);
  const [at, setAt] = useState<Place>(shown);
  const grid = gridOf(layers, wanted, size, theme.text);
  const { rows, tall, names } = grid;
  const here = placeIn(rows, at) ?? placeIn(rows, shown) ?? ([0, 0] as const);
  const inTurn = rows[here[0]]?.[here[1]];
  const cells = seenCells(grid, scrolled, size);
  const nameOf = ({ layer, head }: Place) => `${id}-${layer}-${head}`;
  const isThere = inTurn && cells.some(({ heads }) => heads.includes(inTurn));
  const bring = (to: Spot) => scroller.current?.scrollTo?.(scrollFor(grid, to, scrolled, size));
  // A head that comes on the stage from elsewhere is seen here as well.
  useLayoutEffect(() => {
    setAt(shown);
    const place = placeIn(rows, shown);
    bring(place ?? [0, 0]);
  }, [shown.layer, shown.head, grid.isKnown]); // eslint-disable-line react-hooks/exhaustive-deps -- and at no other moment
  const onKeyDown = (event: KeyboardEvent) => {
    const to = walked(rows, here, event.key, Math.max(1, Math.floor(size[1] / tall)));
    if (to) {
      event.preventDefault();
      setAt(rows[to[0]][to[1]]);
      onLook(rows[to[0]][to[1]]);
      bring(to);
    } else if ((event.key === 'Enter' || event.key === ' ') && inTurn) {
      event.preventDefault();
      onChoose(inTurn);
    }
  };
  return (
    <div
      ref={scroller}
      className="jp-Attention-allHeads"
      style={{ '--rows': `${rows.length * tall + 2}px` } as CSSProperties}
      onScroll={({ currentTarget: { scrollLeft, scrollTop } }) =>
        setScrolled([scrollLeft, scrollTop])
      }
    >
      <HeadCanvas
        stamps={stampsOf(grid, cells, scrolled)}
        side={grid.side}
        size={measured}
        theme={theme}
      />
      <div
        role="grid"
        tabIndex={0}
        data-numbers
        aria-label={trans.__('All heads: arrow keys go from head to head, Enter shows one')}
        aria-rowcount={rows.length}
        aria-colcount={grid.columns}
        aria-activedescendant={isThere ? nameOf(inTurn) : undefined}
        style={{ width: names + grid.columns * grid.cell, height: rows.length * tall }}
        onKeyDown={onKeyDown}
        onFocus={() => onLook(inTurn ?? null)}
        onPointerLeave={() => onLook(null)}
      >
        {cells.map(seen => (
          <div
            key={seen.row}
            role="row"
            aria-rowindex={seen.row + 1}
            style={{ top: seen.row * tall, height: tall }}
          >
            {names > 0 && <LayerName layers={layers} layer={seen.heads[0].layer} width={names} />}
            {seen.heads.map((head, c) => (
              <Cell
                key={nameOf(head)}
                id={nameOf(head)}
                column={seen.first + c + 1}
                style={cellStyle(grid, seen.first + c)}
                isShown={isSame(head, shown)}
                isAt={head === inTurn}
                onChoose={() => onChoose(head)}
                onLook={() => onLook(head)}
                {...{ head, layers, wanted }}
              />
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}

/** Letters of a name that fit beside its heads. */
const SHORT = 16;

interface LayerNameProps {
  readonly layers: readonly LayerSketch[];
  readonly layer: number;
  readonly width: number;
}

function LayerName({ layers, layer, width }: LayerNameProps) {
  const { trans } = useSurroundings();
  const own = useMemo(() => ownParts(layers.map(({ name }) => name ?? '')), [layers])[layer];
  const name = layerName(layers[layer], layer, trans);
  return (
    <div role="rowheader" style={{ width }} title={name}>
      {name.length > SHORT ? (
        <>
          {trans.__('layer %1', layer + 1)}
          {own && (
            <small>
              <bdi>{visible(own, SHORT)}</bdi>
            </small>
          )}
        </>
      ) : (
        <bdi>{name}</bdi>
      )}
    </div>
  );
}

interface CellProps {
  readonly id: string;
  readonly head: Listed;
  readonly layers: readonly LayerSketch[];
  readonly wanted: Wanted;
  readonly column: number;
  readonly style: CSSProperties;
  readonly isShown: boolean;
  readonly isAt: boolean;
  readonly onChoose: () => void;
  readonly onLook: () => void;
}

/** One head: what is said of it under its thumbnail, which the canvas has. */
function Cell({ head, layers, wanted, ...props }: CellProps) {
  const { trans, theme } = useSurroundings();
  const { sketch, layer } = head;
  const { by, pattern } = wanted;
  const label = labelText(sketch, theme, trans);
  const measure = by === 'layer' || !sketch ? null : measureText(sketch, by, theme);
  const name = placeName(head, layers, trans);
  const { problem } = layers[layer];
  const isByLayer = by === 'layer' && !pattern;
  const said = by !== 'layer' && measure && `${measureName(by, trans)} ${measure}`;
  const spoken = [name, label, said, !sketch && whyNot(problem, trans)];
  return (
    <div
      id={props.id}
      role="gridcell"
      aria-colindex={props.column}
      aria-selected={props.isShown}
      aria-label={spoken.filter(Boolean).join(': ')}
      data-at={props.isAt}
      style={props.style}
      onClick={props.onChoose}
      onPointerEnter={props.onLook}
    >
      {!isByLayer && layers.length > 1 && <span>{layerName(layers[layer], layer, trans)}</span>}
      <span>{trans.__('head %1', head.head + 1)}</span>
      <small>{by === 'layer' ? (label ?? (problem && '⚠')) : measure}</small>
    </div>
  );
}

/** Where a cell stands in its row; what it says begins under the thumbnail. */
function cellStyle({ names, cell, side, tall }: Grid, column: number): CSSProperties {
  return {
    left: names + column * cell,
    width: cell,
    height: tall,
    paddingTop: side + GAP / 2 + 2
  };
}
