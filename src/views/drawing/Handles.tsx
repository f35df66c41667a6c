import { memo, useCallback, useLayoutEffect, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { coordinate } from '../../figures/index.ts';
import type { Point, Scene, Theme } from '../../figures/index.ts';
import { useSurroundings } from '../frame/context.ts';
import type { Translator } from '../frame/translator.ts';
import { useDrag } from '../parts/useDrag.ts';
import { pointKey } from './pointKey.ts';
import type { Scale } from './scale.ts';

/** How far an arrow key moves a point, and with Shift. */
const STEP = 0.05;
const LARGE_STEP = 0.25;
/** Half of what there is to take hold of, in pixels. */
const RADIUS = 12;

/** What of a point says which vector it stands for. */
type Mark = Pick<Point, 'layer' | 'token' | 'ofKeys'>;
/** Takes hold of a point where it stands; what is returned moves it so far from there. */
export type Grab = (mark: Mark) => (delta: readonly [number, number]) => void;

interface Props {
  readonly scene: Scene;
  readonly scale: Scale;
  readonly theme: Theme;
  /** Whether a point can be dragged. */
  readonly movable: (point: Point) => boolean;
  readonly onGrab: Grab;
}

/** What points are moved by. All of them are one stop: Page Up and Page Down go from one to another. */
export function Handles({ scene, scale, theme, movable, onGrab }: Props) {
  const { trans } = useSurroundings();
  const [entered, setEntered] = useState<string | null>(null);
  const newest = useRef(onGrab);
  useLayoutEffect(() => {
    newest.current = onGrab;
  });
  const grab: Grab = useCallback(mark => newest.current(mark), []);
  const points = scene.points.filter(movable);
  const stop =
    points.find(point => pointKey(point) === entered) ??
    points.find(({ chosen }) => chosen) ??
    points.at(0);
  return (
    <g
      role="group"
      aria-label={trans.__(
        'Points of the plane: arrow keys move one, Page Up and Page Down go to another'
      )}
      onKeyDown={walk}
    >
      {points.map(point => (
        <Handle
          key={pointKey(point)}
          id={pointKey(point)}
          layer={point.layer}
          token={point.token}
          ofKeys={point.ofKeys}
          name={nameOf(trans, point)}
          across={coordinate(point.x, scene.frame, theme)}
          up={coordinate(point.y, scene.frame, theme)}
          cx={scale.x(point.x)}
          cy={scale.y(point.y)}
          unitX={scale.unitX}
          unitY={scale.unitY}
          isStop={point === stop}
          onEnter={setEntered}
          onGrab={grab}
        />
      ))}
    </g>
  );
}

/** Keys that go from point to point, in the order in which they are drawn. */
function walk(event: KeyboardEvent<SVGGElement>): void {
  const handles = [...event.currentTarget.querySelectorAll<SVGCircleElement>('[tabindex]')];
  const at = handles.indexOf(event.target as SVGCircleElement);
  const last = handles.length - 1;
  const to = { PageUp: at - 1, PageDown: at + 1, '[': at - 1, ']': at + 1, Home: 0, End: last }[
    event.key
  ];
  if (to !== undefined) {
    event.preventDefault();
    handles[Math.max(0, Math.min(last, to))]?.focus();
  }
}

function nameOf(trans: Translator, { layer, token, name }: Point): string {
  const of = name ?? String(token);
  switch (layer) {
    case 'query':
      return trans.__('q of %1', of);
    case 'key':
      return trans.__('k of %1', of);
    case 'value':
      return trans.__('v of %1', of);
    case 'output':
      return trans.__('output of %1', of);
    case 'embeddings':
      return of;
  }
}

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
  readonly id: string;
  readonly name: string;
  /** Where it is on the plane, in words. */
  readonly across: string;
  readonly up: string;
  readonly cx: number;
  readonly cy: number;
  /** How much of the plane a pixel is. */
  readonly unitX: number;
  readonly unitY: number;
  /** The Tab key comes to it. */
  readonly isStop: boolean;
  readonly onEnter: (id: string) => void;
  readonly onGrab: Grab;
}

/** What a pointer or the arrow keys take hold of to move a point. */
const Handle = memo(function Handle(props: HandleProps) {
  const { id, layer, token, ofKeys, name, across, up, cx, cy, unitX, unitY } = props;
  const { isStop, onEnter, onGrab } = props;
  const { trans, plotly } = useSurroundings();
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
      r={RADIUS}
      tabIndex={isStop ? 0 : -1}
      role="button"
      aria-label={trans.__('%1 at %2, %3: drag, or press arrow keys to move it', name, across, up)}
      data-token={token}
      data-layer={layer}
      onFocus={() => onEnter(id)}
      onKeyDown={onKeyDown}
    >
      {/* Where Plotly would say so beside the pointer. */}
      {!plotly && <title>{`${name}: ${across}, ${up}`}</title>}
    </circle>
  );
});
