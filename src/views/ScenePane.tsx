import { useMemo } from 'react';
import type { KeyboardEvent } from 'react';
import {
  CHOSEN,
  decimal,
  FAINT,
  MARGIN,
  MARK,
  planeFigure,
  scenePlacements
} from '../figures/index.ts';
import type { Line, Placement, Point, Scene, Theme } from '../figures/index.ts';
import { useSurroundings } from './context.ts';
import { PlotlyFigure } from './PlotlyFigure.tsx';
import { useDrag } from './useDrag.ts';

/** How far an arrow key moves a point, and with Shift. */
const STEP = 0.05;
const LARGE_STEP = 0.25;

interface Props {
  readonly scene: Scene;
  readonly label: string;
  readonly gesture: boolean;
  /** Whether a point can be dragged. */
  readonly movable?: (point: Point) => boolean;
  readonly onMove?: (point: Point, delta: readonly [number, number]) => void;
}

/** A plane with points and lines: drawn live, then by Plotly. */
export function ScenePane({ scene, label, gesture, movable, onMove }: Props) {
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
          onMove={onMove}
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
  readonly onMove?: (point: Point, delta: readonly [number, number]) => void;
}

function LivePlane({ scene, width, height, theme, movable, onMove }: LiveProps) {
  const { reach } = scene.frame;
  const placements = scenePlacements(scene, [width, height]);
  const [inner, tall] = [width - MARGIN.l - MARGIN.r, height - MARGIN.t - MARGIN.b];
  if (inner <= 0 || tall <= 0) {
    return null;
  }
  const x = (value: number) => MARGIN.l + ((value + reach) / (2 * reach)) * inner;
  const y = (value: number) => MARGIN.t + ((reach - value) / (2 * reach)) * tall;
  return (
    <svg className="jp-Attention-live" width={width} height={height}>
      <g className="jp-Attention-marks" aria-hidden="true">
        {scene.lines.map((line, i) => (
          <LiveLine key={i} line={line} x={x} y={y} theme={theme} />
        ))}
        {scene.points.map((point, i) => (
          <LivePoint
            key={i}
            point={point}
            placement={placements[i]}
            x={x(point.x)}
            y={y(point.y)}
            color={theme.roles[point.layer]}
          />
        ))}
      </g>
      {onMove &&
        scene.points.map(
          (point, i) =>
            movable?.(point) && (
              <Handle
                key={i}
                point={point}
                cx={x(point.x)}
                cy={y(point.y)}
                unit={[(2 * reach) / inner, (2 * reach) / tall]}
                onMove={onMove}
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
      opacity={line.arrow ? 1 : FAINT}
    />
  );
}

interface PointProps {
  readonly point: Point;
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

function LivePoint({ point, placement, x, y, color }: PointProps) {
  const r = (point.chosen ? CHOSEN : MARK) / 2;
  const [dx, dy, anchor] = offset(placement, r);
  return (
    <g fill={color}>
      <circle cx={x} cy={y} r={r} />
      {point.label !== null && (
        <text x={x + dx} y={y + dy} textAnchor={anchor}>
          {point.label}
        </text>
      )}
    </g>
  );
}

interface HandleProps {
  readonly point: Point;
  readonly cx: number;
  readonly cy: number;
  /** How much of the plane a pixel is. */
  readonly unit: readonly [number, number];
  readonly onMove: (point: Point, delta: readonly [number, number]) => void;
}

/** What a pointer or the arrow keys take hold of to move a point. */
function Handle({ point, cx, cy, unit, onMove }: HandleProps) {
  const { trans, theme } = useSurroundings();
  const node = useDrag<SVGCircleElement>(({ dx, dy }) =>
    onMove(point, [dx * unit[0], -dy * unit[1]])
  );

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
      onMove(point, delta);
    }
  };
  const name = point.label ?? String(point.token);
  return (
    <circle
      ref={node}
      className="jp-Attention-handle"
      cx={cx}
      cy={cy}
      r={11}
      tabIndex={0}
      role="button"
      aria-label={trans.__(
        '%1 at %2, %3: drag, or press arrow keys to move it',
        name,
        decimal(point.x, theme.decimals),
        decimal(point.y, theme.decimals)
      )}
      data-token={point.token}
      data-layer={point.layer}
      onKeyDown={onKeyDown}
    />
  );
}
