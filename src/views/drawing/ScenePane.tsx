import { memo, useCallback, useLayoutEffect, useMemo, useRef } from 'react';
import type { KeyboardEvent } from 'react';
import {
  CHOSEN,
  coordinate,
  dashOf,
  FAINT,
  MARGIN,
  MARK,
  planeFigure,
  scenePlacements,
  symbolPath
} from '../../figures/index.ts';
import type { Line, Placement, Point, Scene, Theme } from '../../figures/index.ts';
import { useSurroundings } from '../frame/context.ts';
import { PlotlyFigure } from './PlotlyFigure.tsx';
import { useDrag } from '../parts/useDrag.ts';

/** How far an arrow key moves a point, and with Shift. */
const STEP = 0.05;
const LARGE_STEP = 0.25;

/** What of a point says which vector it stands for. */
type Mark = Pick<Point, 'layer' | 'token' | 'ofKeys'>;
/** Takes hold of a point where it stands; what is returned moves it so far from there. */
export type Grab = (mark: Mark) => (delta: readonly [number, number]) => void;

interface Props {
  readonly scene: Scene;
  readonly label: string;
  readonly gesture: boolean;
  /** Whether a point can be dragged. */
  readonly movable?: (point: Point) => boolean;
  readonly onGrab?: Grab;
}

/** A plane with points and lines: drawn live, then by Plotly. */
export function ScenePane({ scene, label, gesture, movable, onGrab }: Props) {
  const { theme } = useSurroundings();
  const version = useMemo(() => ({ scene, theme }), [scene, theme]);
  return (
    <PlotlyFigure
      figure={size => planeFigure(scene, theme, scenePlacements(scene, size))}
      version={version}
      gesture={gesture}
      label={label}
      className="jp-mod-plane"
    >
      {([width, height]) => (
        <LivePlane
          scene={scene}
          width={width}
          height={height}
          theme={theme}
          movable={movable}
          onGrab={onGrab}
        />
      )}
    </PlotlyFigure>
  );
}

interface LiveProps {
  readonly scene: Scene;
  readonly width: number;
  readonly height: number;
  readonly theme: Theme;
  readonly movable?: (point: Point) => boolean;
  readonly onGrab?: Grab;
}

function LivePlane({ scene, width, height, theme, movable, onGrab }: LiveProps) {
  const { reach } = scene.frame;
  const newest = useRef(onGrab);
  useLayoutEffect(() => {
    newest.current = onGrab;
  });
  const grab: Grab = useCallback(mark => newest.current?.(mark) ?? (() => {}), []);
  const placements = scenePlacements(scene, [width, height]);
  const [inner, tall] = [width - MARGIN.l - MARGIN.r, height - MARGIN.t - MARGIN.b];
  if (inner <= 0 || tall <= 0) {
    return null;
  }
  const x = (value: number) => tenth(MARGIN.l + ((value + reach) / (2 * reach)) * inner);
  const y = (value: number) => tenth(MARGIN.t + ((reach - value) / (2 * reach)) * tall);
  return (
    <svg className="jp-Attention-live" width={width} height={height}>
      <g className="jp-Attention-marks" aria-hidden="true">
        {scene.lines.map((line, i) => (
          <LiveLine key={i} line={line} x={x} y={y} theme={theme} />
        ))}
        {scene.points.map((point, i) => (
          <LivePoint
            key={i}
            layer={point.layer}
            label={point.label}
            chosen={point.chosen}
            placement={placements[i]}
            x={x(point.x)}
            y={y(point.y)}
            color={theme.roles[point.layer]}
          />
        ))}
      </g>
      {onGrab &&
        scene.points.map(
          (point, i) =>
            movable?.(point) && (
              <Handle
                key={i}
                layer={point.layer}
                token={point.token}
                ofKeys={point.ofKeys}
                name={point.label ?? String(point.token)}
                across={coordinate(point.x, scene.frame, theme.decimals)}
                up={coordinate(point.y, scene.frame, theme.decimals)}
                cx={x(point.x)}
                cy={y(point.y)}
                unitX={(2 * reach) / inner}
                unitY={(2 * reach) / tall}
                onGrab={grab}
              />
            )
        )}
    </svg>
  );
}

interface LineProps {
  readonly line: Line;
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
  readonly theme: Theme;
}

function LiveLine({ line, x, y, theme }: LineProps) {
  return (
    <line
      x1={x(line.from[0])}
      y1={y(line.from[1])}
      x2={x(line.to[0])}
      y2={y(line.to[1])}
      stroke={theme.roles[line.role]}
      strokeWidth={line.width}
      strokeDasharray={dashOf(line.dash)}
      strokeOpacity={line.arrow ? 1 : FAINT}
    />
  );
}

/** To a tenth of a pixel: what moves less is not drawn anew. */
function tenth(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}

interface PointProps {
  readonly layer: Point['layer'];
  readonly label: string | null;
  readonly chosen: boolean;
  readonly placement: Placement;
  readonly x: number;
  readonly y: number;
  readonly color: string;
}

/**
 * How far a label's baseline stands from the middle of a mark of this radius, and how the text is
 * anchored: where Plotly puts it, so that nothing moves when it draws.
 */
function offset(placement: Placement, r: number): [number, number, 'start' | 'middle' | 'end'] {
  switch (placement) {
    case 'top center':
      return [0, -r - 5.1, 'middle'];
    case 'bottom center':
      return [0, r + 11.8, 'middle'];
    case 'middle right':
      return [r + 2.1, 3, 'start'];
    case 'middle left':
      return [-r - 2.1, 3, 'end'];
  }
}

const LivePoint = memo(function LivePoint(props: PointProps) {
  const { layer, label, chosen, placement, x, y, color } = props;
  const r = (chosen ? CHOSEN : MARK) / 2;
  const [dx, dy, anchor] = offset(placement, r);
  return (
    <g fill={color}>
      <path d={symbolPath(layer, r)} transform={`translate(${x} ${y})`} />
      {label !== null && (
        <text x={x + dx} y={y + dy} textAnchor={anchor}>
          {label}
        </text>
      )}
    </g>
  );
});

/**
 * Moves a point by steps: those that come before the point has moved are added to one another, since
 * it may be some steps behind.
 *
 * @param cx - where the point is, with `cy`
 */
function useSteps(
  grab: () => ReturnType<Grab>,
  cx: number,
  cy: number
): (step: readonly [number, number]) => void {
  const held = useRef<{ readonly moveBy: ReturnType<Grab>; by: readonly [number, number] } | null>(
    null
  );
  useLayoutEffect(() => {
    held.current = null;
  }, [cx, cy]);
  return ([across, up]) => {
    held.current ??= { moveBy: grab(), by: [0, 0] };
    const { by, moveBy } = held.current;
    held.current.by = [by[0] + across, by[1] + up];
    moveBy(held.current.by);
  };
}

interface HandleProps extends Mark {
  readonly name: string;
  /** Where it is on the plane, in words. */
  readonly across: string;
  readonly up: string;
  readonly cx: number;
  readonly cy: number;
  /** How much of the plane a pixel is. */
  readonly unitX: number;
  readonly unitY: number;
  readonly onGrab: Grab;
}

/** What a pointer or the arrow keys take hold of to move a point. */
const Handle = memo(function Handle(props: HandleProps) {
  const { layer, token, ofKeys, name, across, up, cx, cy, unitX, unitY, onGrab } = props;
  const { trans } = useSurroundings();
  const mark = { layer, token, ofKeys };
  const moveBy = useRef<ReturnType<Grab>>(() => {});
  const node = useDrag<SVGCircleElement>(
    ({ dx, dy }) => moveBy.current([dx * unitX, -dy * unitY]),
    () => {
      moveBy.current = onGrab(mark);
    }
  );

  const pressed = useSteps(() => onGrab(mark), cx, cy);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.shiftKey ? LARGE_STEP : STEP;
    const delta = {
      ArrowLeft: [-step, 0],
      ArrowRight: [step, 0],
      ArrowUp: [0, step],
      ArrowDown: [0, -step]
    }[event.key] as [number, number] | undefined;
    if (delta) {
      event.preventDefault();
      pressed(delta);
    }
  };
  return (
    <circle
      ref={node}
      className="jp-Attention-handle"
      cx={cx}
      cy={cy}
      r={11}
      tabIndex={0}
      role="button"
      aria-label={trans.__('%1 at %2, %3: drag, or press arrow keys to move it', name, across, up)}
      data-token={token}
      data-layer={layer}
      onKeyDown={onKeyDown}
    />
  );
});
