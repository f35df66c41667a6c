import { memo, useMemo, useRef } from 'react';
import {
  ARROW,
  BACK,
  dashOf,
  FAINT,
  FOOT,
  labelOffset,
  markRadius,
  ringRadius,
  labelledScene,
  scenePlacements,
  symbolPath
} from '../../figures/index.ts';
import type {
  Foot,
  Line,
  Place,
  Placement,
  Point,
  Ring,
  Scene,
  Theme
} from '../../figures/index.ts';
import { Handles } from './Handles.tsx';
import type { Grab } from './Handles.tsx';
import { LiveAxes } from './LiveAxes.tsx';
import { pointKey } from './pointKey.ts';
import { scaleOf, tenth } from './scale.ts';
import type { Scale } from './scale.ts';
import { useMovement } from './useMovement.ts';

interface Props {
  readonly scene: Scene;
  readonly width: number;
  readonly height: number;
  readonly theme: Theme;
  readonly movable?: (point: Point) => boolean;
  readonly onGrab?: Grab;
}

/** A plane that follows every change in its frame, and on which a step moves what it is about. */
export function LivePlane({ scene: whole, width, height, theme, movable, onGrab }: Props) {
  const scene = useMemo(() => labelledScene(whole, width, theme.text), [whole, width, theme]);
  const { reach } = scene.frame;
  const marks = useRef<SVGGElement>(null);
  const scale = useMemo(
    () => scaleOf(reach, [width, height], theme.text),
    [reach, width, height, theme]
  );
  useMovement(marks, scene, scale);
  const placements = useMemo(
    () => (scale ? scenePlacements(scene, [width, height], theme.text) : []),
    [scene, scale, width, height, theme]
  );
  if (!scale) {
    return null;
  }
  const { x, y } = scale;
  return (
    <svg
      className="jp-Attention-live"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
    >
      <LiveAxes frame={scene.frame} scale={scale} theme={theme} />
      <g ref={marks} className="jp-Attention-marks" aria-hidden="true">
        {scene.lines.map((line, i) => (
          <LiveLine key={i} line={line} scale={scale} theme={theme} />
        ))}
        {scene.rings.map((ring, i) => (
          <LiveRing key={i} ring={ring} scale={scale} theme={theme} />
        ))}
        {scene.feet.map((foot, i) => (
          <LiveFoot key={i} foot={foot} scale={scale} theme={theme} />
        ))}
        {scene.points.map((point, i) => (
          <LivePoint
            key={pointKey(point)}
            layer={point.layer}
            label={point.label}
            chosen={point.chosen}
            faint={point.faint}
            bare={point.bare}
            clear={point.clear}
            placement={placements[i]}
            x={x(point.x)}
            y={y(point.y)}
            color={theme.roles[point.layer]}
            text={theme.text}
          />
        ))}
      </g>
      {onGrab && movable && (
        <Handles scene={scene} scale={scale} theme={theme} movable={movable} onGrab={onGrab} />
      )}
    </svg>
  );
}

interface PartProps {
  readonly scale: Scale;
  readonly theme: Theme;
}

function LiveLine({ line, scale: { x, y }, theme }: PartProps & { readonly line: Line }) {
  const { from, to, role, width, dash, arrow } = line;
  const color = theme.roles[role];
  const [start, tip] = [
    [x(from[0]), y(from[1])],
    [x(to[0]), y(to[1])]
  ] as const;
  const end = arrow ? backFrom(tip, start) : tip;
  return (
    <g data-move="line" stroke={color} fill={color} opacity={arrow ? 1 : FAINT}>
      <line
        x1={start[0]}
        y1={start[1]}
        x2={end[0]}
        y2={end[1]}
        strokeWidth={width}
        strokeDasharray={dashOf(dash)}
        vectorEffect="non-scaling-stroke"
      />
      {arrow && <path d={arrowHead(start, tip)} stroke="none" />}
    </g>
  );
}

/** Where the shaft of an arrow ends: within its head, which is sharper than the shaft. */
function backFrom([x2, y2]: Place, [x1, y1]: Place): Place {
  const length = Math.hypot(x2 - x1, y2 - y1);
  const share = length > HEAD ? (HEAD / length) * 0.9 : 0;
  return [tenth(x2 - share * (x2 - x1)), tenth(y2 - share * (y2 - y1))];
}

/** The head of an arrow, as Plotly draws it. */
function arrowHead([x1, y1]: Place, [x2, y2]: Place): string {
  const length = Math.hypot(x2 - x1, y2 - y1);
  if (length === 0) {
    return '';
  }
  const [ux, uy] = [(x2 - x1) / length, (y2 - y1) / length];
  const corner = (side: 1 | -1): string =>
    `L${tenth(x2 - HEAD * ux - side * SIDE * uy)},${tenth(y2 - HEAD * uy + side * SIDE * ux)}`;
  return `M${x2},${y2}${corner(1)}${corner(-1)}Z`;
}

/** How long the head of an arrow is, and half its breadth, in pixels: its sides stand at 72° on its base. */
const [HEAD, SIDE] = [ARROW * Math.sin((2 * Math.PI) / 5), ARROW * Math.cos((2 * Math.PI) / 5)];

function LiveRing({ ring, scale: { x, y }, theme }: PartProps & { readonly ring: Ring }) {
  return (
    <circle
      cx={x(ring.at[0])}
      cy={y(ring.at[1])}
      r={ringRadius(ring)}
      fill="none"
      stroke={theme.roles[ring.role]}
      strokeWidth={ring.width}
      opacity={FAINT}
    />
  );
}

function LiveFoot({ foot, scale: { x, y }, theme }: PartProps & { readonly foot: Foot }) {
  return (
    <g data-move="foot" fill={theme.roles.key}>
      <path
        d={symbolPath('key', FOOT / 2)}
        transform={`translate(${x(foot.at[0])} ${y(foot.at[1])})`}
      />
    </g>
  );
}

interface PointProps extends Pick<
  Point,
  'layer' | 'label' | 'chosen' | 'faint' | 'bare' | 'clear'
> {
  readonly placement: Placement;
  readonly x: number;
  readonly y: number;
  readonly color: string;
  readonly text: number;
}

const LivePoint = memo(function LivePoint(props: PointProps) {
  const { layer, label, chosen, faint = false, bare = false, placement, x, y, color, text } = props;
  const r = markRadius(props);
  const [dx, dy, anchor] = labelOffset(placement, r, text);
  return (
    <g data-move="point" fill={color}>
      {!bare && (
        <path
          d={symbolPath(layer, r)}
          transform={`translate(${x} ${y})`}
          opacity={faint ? BACK : 1}
        />
      )}
      {label !== null && (
        <text x={x + dx} y={y + dy} textAnchor={anchor} fontWeight={chosen ? 700 : 400}>
          {label}
        </text>
      )}
    </g>
  );
});
